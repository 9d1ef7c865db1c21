-- question: In which year is more national money allocated than the budget holds?
-- parameters:
-- columns:
--   year integer  year
--   allocated integer  원
--   national_budget integer  원

with allocated as (
    select
        year,
        quarter,
        sum(allocated) as allocated
    from money
    where funding_source = 'national'
    group by
        year,
        quarter
)

select
    allocated.year,
    max(allocated.allocated)::bigint as allocated,
    any_value(programme_year.national_budget) as national_budget
from allocated
inner join programme_year on allocated.year = programme_year.year
where allocated.allocated > programme_year.national_budget
group by allocated.year
order by allocated.year
