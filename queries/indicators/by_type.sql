-- question: How does each model type stand on one indicator, up to a quarter of a year?
-- parameters:
--   indicator text  id of the indicator
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   model_type text  model type
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit
--   attainment number  actual over target in %, of projects that have both
--   previous number  the year before to the same quarter
--   change number  actual less previous, same unit
--   change_percent number  change in %; none for rates
--   per_project number  actual per reporting project; sums only
--   projects integer  projects expected to report
--   projects_reported integer  of these, with at least one report
--   projects_with_target integer  of these, with a target
--   absence text  why there is no figure

with figures as (
    select *
    from figures($indicator, $quarter, 17, 'all')
    where
        breakdown = 'model_type'
        and year = $year
)

select
    model_type.model_type,
    figures.actual,
    figures.target,
    figures.attainment,
    figures.previous,
    figures.change,
    figures.change_percent,
    case
        when figures.across_projects = 'sum' then figures.actual / figures.projects_reported
    end as per_project,
    coalesce(figures.projects, 0) as projects,
    coalesce(figures.projects_reported, 0) as projects_reported,
    coalesce(figures.projects_with_target, 0) as projects_with_target,
    case
        when figures.model_type is null then 'not_applicable'
        else figures.absence
    end as absence
from model_type
left join figures on model_type.model_type = figures.model_type
order by model_type.position
