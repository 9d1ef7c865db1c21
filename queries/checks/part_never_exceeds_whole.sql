-- question: Where is a part larger than its whole, such as jobs for vulnerable groups than all
--   jobs?
-- parameters:
-- columns:
--   project text  project
--   part text  indicator
--   year integer  year
--   quarter integer  quarter

select
    part.project,
    part.indicator as part,
    part.year,
    part.quarter
from progress as part
inner join indicator on part.indicator = indicator.indicator
inner join progress as whole
    on
        indicator.part_of = whole.indicator
        and part.project = whole.project
        and part.year = whole.year
        and part.quarter = whole.quarter
where
    part.numerator > whole.numerator
    and part.periods_reported = whole.periods_reported
order by all
