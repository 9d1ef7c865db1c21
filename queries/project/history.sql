-- question: What did a project report on each indicator, year by year?
-- parameters:
--   project text  project id
-- columns:
--   indicator text  id of the indicator
--   own_name text  name of an indicator of the project's own; none of the catalogue's
--   own_unit text  its unit
--   year integer  year
--   quarter integer  last quarter counted; figures are the year to date
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit

with last_known as (
    select *
    from progress
    where project = $project
    qualify quarter = max(quarter) over (partition by year)
)

select
    last_known.indicator,
    own_indicator.name as own_name,
    own_indicator.unit_name as own_unit,
    last_known.year,
    last_known.quarter,
    combined(
        indicator.across_projects,
        indicator.factor,
        last_known.numerator,
        last_known.denominator
    ) as actual,
    combined(
        indicator.across_projects,
        indicator.factor,
        last_known.target_numerator,
        last_known.target_denominator
    ) as target
from last_known
inner join indicator on last_known.indicator = indicator.indicator
left join own_indicator
    on
        last_known.project = own_indicator.project
        and last_known.indicator = own_indicator.indicator
order by
    indicator.position,
    last_known.year
