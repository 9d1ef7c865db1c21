-- question: Which stages of a panel member's projects were past their planned end at the end of a
--   quarter?
-- parameters:
--   member text  panel member
--   year integer  year
--   quarter integer = 4  quarter at whose end they are looked at
-- columns:
--   project text  project id
--   name text  project name
--   stage text  stage
--   planned_end date  when it should have ended
--   actual_start date  when it began; none while it has not
--   days_late integer  days from then to the end of the quarter

select
    project.project,
    project.name,
    project_stage.stage,
    project_stage.planned_end,
    case when project_stage.actual_start <= period.period_end then project_stage.actual_start end
        as actual_start,
    (period.period_end - project_stage.planned_end)::integer as days_late
from member_project($year, $quarter) as looked_after
inner join project on looked_after.project = project.project
inner join project_stage on project.project = project_stage.project
inner join period on period.year = $year and period.quarter = $quarter
where
    looked_after.member = $member
    and project_stage.planned_end < period.period_end
    and coalesce(project_stage.actual_end > period.period_end, true)
order by
    days_late desc,
    project.project asc,
    project_stage.planned_end asc
