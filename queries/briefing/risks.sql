-- question: What is at risk at the end of a quarter, and which project most?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
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

select
    projects,
    poor,
    delayed,
    watch,
    previous_at_risk,
    overdue_follow_ups,
    overdue_projects,
    behind_projects,
    behind_from,
    project,
    name,
    region,
    status,
    worst_measure,
    worst_value,
    missing
from briefing_risk
where
    year = $year
    and quarter = $quarter
    and basis = $basis
