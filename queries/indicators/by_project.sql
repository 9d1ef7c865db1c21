-- question: What does each project report on one indicator, up to a quarter of a year?
-- parameters:
--   indicator text  id of the indicator
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   programme_year integer  1, 2 or 3
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit
--   attainment number  actual over target in %, of projects that have both
--   previous number  the year before to the same quarter
--   change number  actual less previous, same unit
--   change_percent number  change in %; none for rates
--   absence text  why there is no figure

select
    figures.project,
    project.name,
    figures.unit as region,
    figures.model_type,
    figures.programme_year,
    figures.actual,
    figures.target,
    figures.attainment,
    figures.previous,
    figures.change,
    figures.change_percent,
    figures.absence
from figures($indicator, $quarter, $basis, $model_type) as figures
inner join project on figures.project = project.project
where
    figures.breakdown = 'project'
    and figures.year = $year
order by
    figures.actual desc nulls last,
    figures.project asc
