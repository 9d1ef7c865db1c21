-- question: What are the programme's figures of every indicator and year in this release, whole
--   years only up to the last quarter covered?
-- parameters:
-- columns:
--   indicator text  id of the indicator
--   position integer  its place in the catalogue
--   across_projects text  how it adds up: sum, ratio or weighted_mean
--   year integer  year
--   quarter integer  last quarter counted
--   region text  province of the 17; null for the programme
--   actual number  in the indicator's unit
--   projects integer  projects expected
--   projects_reported integer  of these, with a report

with last_quarters as (
    select
        year,
        max(quarter) as quarter
    from period
    group by year
)

select
    figure.indicator,
    indicator.position,
    figure.across_projects,
    figure.year,
    figure.quarter,
    figure.unit as region,
    figure.actual,
    figure.projects,
    figure.projects_reported
from figure
inner join last_quarters
    on
        figure.year = last_quarters.year
        and figure.quarter = last_quarters.quarter
inner join indicator on figure.indicator = indicator.indicator
left join region on figure.unit = region.region
where
    figure.basis = 17
    and figure.breakdown in ('all', 'unit')
order by
    indicator.position,
    figure.year,
    region.position nulls first
