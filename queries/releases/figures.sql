-- question: What are the programme's figures of every indicator and year in this release, whole
--   years only up to the last quarter covered?
-- parameters:
-- columns:
--   indicator text  id of the indicator
--   position integer  its place in the catalogue
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
    every_quarter.indicator,
    indicator.position,
    every_quarter.year,
    every_quarter.quarter,
    every_quarter.unit as region,
    every_quarter.actual,
    every_quarter.projects,
    every_quarter.projects_reported
from figures_every_quarter(17) as every_quarter
inner join last_quarters
    on
        every_quarter.year = last_quarters.year
        and every_quarter.quarter = last_quarters.quarter
inner join indicator on every_quarter.indicator = indicator.indicator
left join region on every_quarter.unit = region.region
where every_quarter.breakdown in ('all', 'unit')
order by
    indicator.position,
    every_quarter.year,
    region.position nulls first
