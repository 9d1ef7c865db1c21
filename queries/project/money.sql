-- question: How much money does one project have from each source, up to a quarter?
-- parameters:
--   project text  project id
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   funding_source text  source of funds
--   allocated integer  원 for the year
--   granted integer  원
--   executed integer  원
--   execution_rate number  executed over allocated, %

select
    money.funding_source,
    money.allocated,
    money.granted,
    money.executed,
    percentage(money.executed, money.allocated) as execution_rate
from money
inner join funding_source on money.funding_source = funding_source.funding_source
where
    money.project = $project
    and money.year = $year
    and money.quarter = $quarter
order by funding_source.position
