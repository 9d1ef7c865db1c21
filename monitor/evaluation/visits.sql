-- question: What is other for a member's projects in a later release?
-- parameters:
--   least_percent number  corrections by less than so many %, and gaps by less %p, are left out
-- columns:
--   project text  project id
--   name text  project name
--   item text  new_project, status, execution_gap, attainment_gap, allocated, executed or indicator
--   indicator text  id of the indicator
--   year_earlier integer  period in the earlier release
--   quarter_earlier integer  its last quarter
--   year_later integer  period in the later release
--   quarter_later integer  its last quarter
--   earlier number  원, %p of a gap, or the indicator's unit
--   later number  the same
--   difference number  later less earlier
--   status_earlier text  for a status
--   status_later text  for a status

-- Asked of the answers of two releases to panel/standing, as tables earlier and later.
with known as (
    select distinct project
    from earlier
),

paired as (
    select
        later.project,
        later.name,
        later.item,
        later.indicator,
        earlier.year as year_earlier,
        earlier.quarter as quarter_earlier,
        later.year as year_later,
        later.quarter as quarter_later,
        earlier.value as earlier,
        later.value as later,
        earlier.status as status_earlier,
        later.status as status_later,
        earlier.year = later.year and earlier.quarter = later.quarter as is_same_period,
        earlier.is_last and later.is_last as are_last
    from later
    inner join earlier
        on
            later.project = earlier.project
            and later.item = earlier.item
            and later.indicator is not distinct from earlier.indicator
),

other as (
    select * exclude (is_same_period, are_last)
    from paired
    where
        case
            when item = 'status' then are_last and status_later != status_earlier
            when item in ('execution_gap', 'attainment_gap')
                then are_last and not is_same_period and abs(later - earlier) >= $least_percent
            else
                is_same_period
                and later is distinct from earlier
                and coalesce(abs(later - earlier) >= abs(earlier) * $least_percent / 100, true)
        end
    union all
    select
        later.project,
        later.name,
        'new_project' as item,
        null as indicator,
        null as year_earlier,
        null as quarter_earlier,
        later.year as year_later,
        later.quarter as quarter_later,
        null as earlier,
        null as later,
        null as status_earlier,
        later.status as status_later
    from later
    anti join known on later.project = known.project
    where
        later.item = 'status'
        and later.is_last
)

select
    project,
    name,
    item,
    indicator,
    year_earlier::integer as year_earlier,
    quarter_earlier::integer as quarter_earlier,
    year_later::integer as year_later,
    quarter_later::integer as quarter_later,
    earlier,
    later,
    later - earlier as difference,
    status_earlier,
    status_later
from other
order by
    list_position(
        [
            'new_project',
            'status',
            'execution_gap',
            'attainment_gap',
            'allocated',
            'executed',
            'indicator'
        ],
        item
    ) asc,
    project asc,
    abs(later - earlier) desc,
    indicator asc
