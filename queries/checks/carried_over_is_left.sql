-- question: Where is more carried over to the next year than was granted and not executed?
-- parameters:
-- columns:
--   project text  project
--   year integer  year
--   funding_source text  source
--   carried_over integer  원
--   left_over integer  원 granted and not executed

select
    project,
    year,
    funding_source,
    carried_over,
    granted - executed as left_over
from money
where
    quarter = 4
    and carried_over > granted - executed
order by all
