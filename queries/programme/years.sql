-- question: Which years does the release cover, and up to which quarter?
-- parameters:
-- columns:
--   year integer  year
--   last_quarter integer  last quarter covered
--   national_budget integer  원; null where not public

select
    period.year,
    max(period.quarter) as last_quarter,
    any_value(programme_year.national_budget) as national_budget
from period
left join programme_year on period.year = programme_year.year
group by period.year
order by period.year
