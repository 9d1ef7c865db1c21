-- question: How did one indicator develop over the years in all or in one province, each up to the
--   same quarter?
-- parameters:
--   indicator text  id of the indicator
--   quarter integer = 4  last quarter counted in every year
--   model_type text = all  one model type, or all
--   region text = all  one province of the basis, or all
--   basis integer = 17  of how many provinces
-- columns:
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

select
    figures.year,
    figures.actual,
    figures.target,
    figures.attainment,
    figures.previous,
    figures.change,
    figures.change_percent,
    figures.projects,
    figures.projects_reported,
    figures.projects_with_target
from figures($indicator, $quarter, $basis, $model_type) as figures
where
    figures.breakdown = if($region = 'all', 'all', 'unit')
    and figures.unit is not distinct from nullif($region, 'all')
order by figures.year
