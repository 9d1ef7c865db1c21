-- question: What is at risk at the end of a quarter, and which project most?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  17 or 16 provinces
-- columns:
--   projects integer  projects running
--   poor integer  of these, poor
--   delayed integer  of these, delayed
--   watch integer  of these, to be watched
--   previous_at_risk integer  poor or delayed a year before; none without such a year
--   overdue_follow_ups integer  findings of the panel past the due date of their follow-up
--   overdue_projects integer  projects that have such findings
--   behind_projects integer  projects whose execution lags so far that it makes them delayed
--   behind_from number  from which lag on, %p
--   project text  project that stands worst; none where all are on track
--   name text  its name
--   region text  its province of the basis
--   status text  its status
--   worst_measure text  the measure that gave the status
--   worst_value number  its value: %p for gaps, count for stages and follow-ups
--   missing text  why there is nothing to tell: no_projects

with threshold as (
    select max(threshold) as lag_from
    from status_rule
    where measure = 'execution_gap' and status = 'delayed'
),

listed as (
    select *
    from project_list($year, $quarter, $basis)
),

counted as (
    select
        count(*) as projects,
        count(*) filter (where status = 'poor') as poor,
        count(*) filter (where status = 'delayed') as delayed,
        count(*) filter (where status = 'watch') as watch,
        coalesce(sum(overdue_follow_ups), 0)::bigint as overdue_follow_ups,
        count(*) filter (where overdue_follow_ups > 0) as overdue_projects,
        count(*) filter (
            where execution_gap <= (select lag_from from threshold)
        ) as behind_projects
    from listed
),

before as (
    select count(*) filter (where status in ('poor', 'delayed')) as at_risk
    from project_status($year - 1, $quarter)
    having count(*) > 0
),

-- The first of the list of projects that need attention.
worst as (
    select *
    from listed
    where status != 'on_track'
    order by
        status_position desc,
        worst_value asc,
        project asc
    limit 1
)

select
    counted.projects,
    counted.poor,
    counted.delayed,
    counted.watch,
    before.at_risk as previous_at_risk,
    counted.overdue_follow_ups,
    counted.overdue_projects,
    counted.behind_projects,
    abs(threshold.lag_from) as behind_from,
    worst.project,
    worst.name,
    worst.region,
    worst.status,
    worst.worst_measure,
    worst.worst_value,
    case when counted.projects = 0 then 'no_projects' end as missing
from counted
cross join threshold
left join before on true
left join worst on true
