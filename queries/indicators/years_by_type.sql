-- question: How did one indicator develop in each model type over the years, each up to the same
--   quarter?
-- parameters:
--   indicator text  id of the indicator
--   quarter integer = 4  last quarter counted in every year
--   region text = all  one province of the basis, or all
--   basis integer = 17  of how many provinces
-- columns:
--   model_type text  model type
--   year integer  year
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit
--   attainment number  actual over target in %, of projects that have both
--   previous number  the year before to the same quarter
--   change number  actual less previous, same unit
--   change_percent number  change in %; none for rates
--   projects integer  projects expected to report
--   projects_reported integer  of these, with at least one report
--   projects_with_target integer  of these, with a target
--   absence text  why there is no figure

select
    figures.model_type,
    figures.year,
    figures.actual,
    figures.target,
    figures.attainment,
    figures.previous,
    figures.change,
    figures.change_percent,
    figures.projects,
    figures.projects_reported,
    figures.projects_with_target,
    figures.absence
from figures($indicator, $quarter, $basis, 'all') as figures
inner join model_type on figures.model_type = model_type.model_type
where
    figures.breakdown = if($region = 'all', 'model_type', 'unit_and_type')
    and figures.unit is not distinct from nullif($region, 'all')
order by
    model_type.position,
    figures.year
