-- question: What was still open when this release was published?
-- parameters:
-- columns:
--   item text  not_submitted, returned, submitted, unexplained (warnings), restated (rows), note
--   found integer  how many
--   detail text  which: names of provinces, numbers of submissions, ids of projects, or the note

select
    item,
    found,
    detail
from checklist
order by position
