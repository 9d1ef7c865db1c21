-- question: Where is more executed than granted, or more granted than allocated?
-- parameters:
-- columns:
--   project text  project
--   year integer  year
--   quarter integer  quarter
--   funding_source text  source

select
    project,
    year,
    quarter,
    funding_source
from money
where
    executed > granted
    or granted > allocated
order by all
