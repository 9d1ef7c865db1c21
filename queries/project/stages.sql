-- question: When were the stages of one project planned, when did they happen, and which were late
--   at the end of a quarter?
-- parameters:
--   project text  project id
--   year integer  year
--   quarter integer = 4  quarter at whose end they are looked at
-- columns:
--   stage text  stage
--   planned_start date  planned
--   planned_end date  planned
--   actual_start date  when it began; none while it has not
--   actual_end date  when it ended; none while it has not
--   days_late integer  days by which it ended late, or was past its planned end then; none when not

with known as (
    select
        project_stage.stage,
        project_stage.planned_start,
        project_stage.planned_end,
        period.period_end,
        case
            when project_stage.actual_start <= period.period_end then project_stage.actual_start
        end as actual_start,
        case when project_stage.actual_end <= period.period_end then project_stage.actual_end end
            as actual_end
    from project_stage
    inner join period on period.year = $year and period.quarter = $quarter
    where project_stage.project = $project
)

select
    known.stage,
    known.planned_start,
    known.planned_end,
    known.actual_start,
    known.actual_end,
    case
        when coalesce(known.actual_end, known.period_end) > known.planned_end
            then (coalesce(known.actual_end, known.period_end) - known.planned_end)::integer
    end as days_late
from known
inner join stage on known.stage = stage.stage
order by stage.position
