-- question: Which province has sent its workbook for a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   region text  province of the 17
--   submission_state text  accepted, submitted (waits for a decision), returned or not_submitted
--   due_on date  deadline
--   accepted_on date  day of the first accepted workbook
--   is_late boolean  accepted after the deadline

select
    region_submission.region,
    region_submission.submission_state,
    region_submission.due_on,
    region_submission.accepted_on,
    region_submission.is_late
from region_submission
inner join region on region_submission.region = region.region
where
    region_submission.year = $year
    and region_submission.quarter = $quarter
order by region.position
