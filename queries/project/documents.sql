-- question: Which accepted workbooks reported a project, the newest first?
-- parameters:
--   project text  project id
-- columns:
--   submission integer  number of the submission in the ledger
--   year integer  reported year
--   quarter integer  reported quarter
--   received_on date  when it came in
--   file_name text  file as it was called
--   sha256 text  SHA-256 of the file, kept byte for byte

select
    submission.submission,
    submission.year,
    submission.quarter,
    submission.received_on,
    submission.file_name,
    submission.sha256
from project_document
inner join submission on project_document.submission = submission.submission
where project_document.project = $project
order by submission.submission desc
