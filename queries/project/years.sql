-- question: In which years did a project run, and to which quarter of each?
-- parameters:
--   project text  project id
-- columns:
--   year integer  year
--   quarter integer  last quarter that the release covers
--   programme_year integer  1, 2 or 3

select
    year,
    max(quarter) as quarter,
    max(programme_year) as programme_year
from project_period
where project = $project
group by year
order by year
