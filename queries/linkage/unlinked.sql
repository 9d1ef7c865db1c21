-- question: Which projects have no policy of a ministry linked, and of which is it not known?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   programme_year integer  1, 2 or 3
--   is_reported boolean  reported without a link; else it is not known
--   absence text  why it is not known

with linked as (
    select distinct project
    from listed_at('linked_policy', $year, $quarter, $basis, $region, $model_type)
    where is_current
)

select
    listed.project,
    project.name,
    listed.unit as region,
    listed.model_type,
    listed.programme_year,
    listed.reported_quarter is not null as is_reported,
    progress.absence
from listed_at('listed_period', $year, $quarter, $basis, $region, $model_type) as listed
inner join project on listed.project = project.project
inner join region on listed.unit = region.region
inner join progress
    on
        listed.project = progress.project
        and listed.year = progress.year
        and listed.quarter = progress.quarter
        and progress.indicator = 'linked_policies'
where listed.project not in (select project from linked)
order by
    region.position,
    listed.project
