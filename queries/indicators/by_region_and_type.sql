-- question: How does each province stand on one indicator within each model type?
-- parameters:
--   indicator text  id of the indicator
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
-- columns:
--   region text  province of the basis
--   model_type text  model type
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
    figures.unit as region,
    figures.model_type,
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
inner join region on figures.unit = region.region
inner join model_type on figures.model_type = model_type.model_type
where
    figures.breakdown = 'unit_and_type'
    and figures.year = $year
order by
    region.position,
    region.region,
    model_type.position
