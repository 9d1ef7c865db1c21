-- question: How much money was allocated and executed up to a quarter, is it in time, and is the
--   year's budget kept?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   allocated integer  원, all sources, whole year
--   executed integer  원, year to date
--   unspent integer  원 allocated and not executed
--   execution_rate number  %
--   execution_rate_change number  %p on the year before
--   elapsed number  elapsed part of the year, %
--   execution_gap number  execution rate less elapsed time, %p
--   national_allocated integer  원
--   national_executed integer  원
--   national_execution_rate number  %
--   national_budget integer  원, the year's national budget; none where not public
--   budget_margin integer  원 of it not allocated yet
--   linked_money integer  원 of other ministries' policies, year to date; none without a report
--   linked_policies integer  policies linked at the end of the quarter
--   missing text  why there is nothing to tell: no_money

select
    allocated,
    executed,
    unspent,
    execution_rate,
    execution_rate_change,
    elapsed,
    execution_gap,
    national_allocated,
    national_executed,
    national_execution_rate,
    national_budget,
    budget_margin,
    linked_money,
    linked_policies,
    missing
from briefing_money
where year = $year and quarter = $quarter
