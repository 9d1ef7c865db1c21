-- question: How do the key indicators stand up to a quarter, against target and the year before?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   model_type text = all  one model type, or all
-- columns:
--   indicator text  id of the indicator
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
    figures.indicator,
    figures.actual,
    figures.target,
    figures.attainment,
    figures.previous,
    figures.change,
    figures.change_percent,
    figures.projects,
    figures.projects_reported,
    figures.projects_with_target
from figures('all', $quarter, 17, $model_type) as figures
inner join indicator on figures.indicator = indicator.indicator
where
    figures.breakdown = 'all'
    and figures.year = $year
    and indicator.headline is not null
order by indicator.headline
