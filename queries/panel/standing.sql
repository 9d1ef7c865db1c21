-- question: How do a panel member's projects stand, in all that is compared with another release?
-- parameters:
--   member text  panel member
-- columns:
--   project text  project id
--   name text  project name
--   item text  status, execution_gap, attainment_gap, allocated, executed or indicator
--   indicator text  id of the indicator, for the last
--   year integer  year
--   quarter integer  last quarter of the year that the release covers
--   is_last boolean  whether it is the last quarter that the release covers
--   value number  원, %p of a gap, or the indicator's unit; none for the status
--   status text  the status, for itself

with last_quarters as (
    select
        year,
        max(quarter) as quarter,
        year = max(year) over () as is_last
    from period
    group by year
),

looked_after as (
    select
        project.project,
        project.name
    from project
    inner join panel_assignment as assigned on project.region = assigned.region
    where assigned.member = $member
),

stood as (
    select
        looked_after.name,
        last_quarters.is_last,
        quarter_status.*
    from quarter_status
    inner join last_quarters
        on
            quarter_status.year = last_quarters.year
            and quarter_status.quarter = last_quarters.quarter
    inner join looked_after on quarter_status.project = looked_after.project
),

measured as (
    select
        looked_after.project,
        looked_after.name,
        last_quarters.is_last,
        figure.indicator,
        figure.year,
        figure.quarter,
        figure.actual
    from figure
    inner join last_quarters
        on figure.year = last_quarters.year and figure.quarter = last_quarters.quarter
    inner join looked_after on figure.project = looked_after.project
    where
        figure.basis = 17
        and figure.breakdown = 'project'
),

listed as (
    select
        project,
        name,
        'status' as item,
        null as indicator,
        year,
        quarter,
        is_last,
        null as value,
        status
    from stood
    union all
    select
        project,
        name,
        unnest(['execution_gap', 'attainment_gap', 'allocated', 'executed']) as item,
        null as indicator,
        year,
        quarter,
        is_last,
        unnest([execution_gap, attainment_gap, allocated, executed]) as value,
        null as status
    from stood
    union all
    select
        project,
        name,
        'indicator' as item,
        indicator,
        year,
        quarter,
        is_last,
        actual as value,
        null as status
    from measured
)

select
    project,
    name,
    item,
    indicator,
    year,
    quarter,
    is_last,
    value::double as value,
    status
from listed
order by
    project,
    year,
    quarter,
    item,
    indicator
