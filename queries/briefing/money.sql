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

with spent as (
    select
        rows.year,
        sum(rows.allocated)::bigint as allocated,
        sum(rows.executed)::bigint as executed,
        percentage(sum(rows.executed), sum(rows.allocated)) as execution_rate,
        (sum(rows.allocated) filter (where rows.funding_source = 'national'))::bigint
            as national_allocated,
        (sum(rows.executed) filter (where rows.funding_source = 'national'))::bigint
            as national_executed,
        percentage(
            sum(rows.executed) filter (where rows.funding_source = 'national'),
            sum(rows.allocated) filter (where rows.funding_source = 'national')
        ) as national_execution_rate
    from money_rows($quarter, 17, 'all') as rows
    where rows.year in ($year - 1, $year)
    group by rows.year
),

linked as (
    select
        any_value(actual) filter (where indicator = 'linked_money') as linked_money,
        any_value(actual) filter (where indicator = 'linked_policies') as linked_policies
    from figure
    where
        indicator in ('linked_money', 'linked_policies')
        and year = $year
        and quarter = $quarter
        and basis = 17
        and breakdown = 'all'
),

asked as (
    select
        year,
        25.0 * quarter as elapsed
    from period
    where year = $year and quarter = $quarter
)

select
    spent.allocated,
    spent.executed,
    spent.allocated - spent.executed as unspent,
    spent.execution_rate,
    spent.execution_rate - before.execution_rate as execution_rate_change,
    asked.elapsed,
    spent.execution_rate - asked.elapsed as execution_gap,
    spent.national_allocated,
    spent.national_executed,
    spent.national_execution_rate,
    programme_year.national_budget,
    programme_year.national_budget - spent.national_allocated as budget_margin,
    linked.linked_money::bigint as linked_money,
    linked.linked_policies::bigint as linked_policies,
    case when coalesce(spent.allocated, 0) = 0 then 'no_money' end as missing
from asked
cross join linked
left join spent on asked.year = spent.year
left join spent as before on asked.year = before.year + 1
left join programme_year on asked.year = programme_year.year
