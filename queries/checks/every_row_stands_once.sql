-- question: Which project, indicator and quarter stand twice?
-- parameters:
-- columns:
--   project text  project
--   indicator text  indicator
--   year integer  year
--   quarter integer  quarter

select
    project,
    indicator,
    year,
    quarter
from progress
group by
    project,
    indicator,
    year,
    quarter
having count(*) > 1
order by all
