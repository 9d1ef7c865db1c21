-- question: How much of each year's national budget is allocated, granted and executed?
-- parameters:
-- columns:
--   year integer  year
--   quarter integer  last quarter covered
--   year_budget integer  원; none where not public
--   allocated integer  원 of national money
--   granted integer  원
--   executed integer  원
--   left_over integer  원 of the budget that is not allocated; negative where it is exceeded
--   allocated_share number  allocated over the budget, %
--   is_exceeded boolean  more is allocated or granted than the budget holds, where it is public

with covered as (
    select
        year,
        max(quarter) as quarter
    from period
    group by year
),

spent as (
    select
        covered.year,
        covered.quarter,
        sum(money.allocated)::bigint as allocated,
        sum(money.granted)::bigint as granted,
        sum(money.executed)::bigint as executed
    from covered
    left join money
        on
            covered.year = money.year
            and covered.quarter = money.quarter
            and money.funding_source = 'national'
    group by
        covered.year,
        covered.quarter
)

select
    spent.year,
    spent.quarter,
    programme_year.national_budget as year_budget,
    spent.allocated,
    spent.granted,
    spent.executed,
    programme_year.national_budget - spent.allocated as left_over,
    percentage(spent.allocated, programme_year.national_budget) as allocated_share,
    coalesce(
        greatest(spent.allocated, spent.granted) > programme_year.national_budget,
        false
    ) as is_exceeded
from spent
left join programme_year on spent.year = programme_year.year
order by spent.year
