-- question: When were the stages of each project planned, when did they happen, and how many days
--   late?
-- parameters:
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   selection_year integer  year of its selection
--   stage text  stage
--   planned_start date  planned
--   planned_end date  planned
--   actual_start date  when it began; none while it has not
--   actual_end date  when it ended; none while it has not
--   start_slip integer  days late, early where negative; due and not begun: to the as-of date
--   end_slip integer  days late, early where negative; due and not ended: to the as-of date
--   days_late integer  of an open stage past its planned end, else past its planned start
--   stage_state text  done, running, overdue, late_start, to_come or stopped
--   counted_to date  as-of date, or the day on which the project stopped
--   is_stopped boolean  the project has stopped

select
    project.project,
    project.name,
    basis_region.unit as region,
    project.model_type,
    project.selection_year,
    stage_course.stage,
    stage_course.planned_start,
    stage_course.planned_end,
    stage_course.actual_start,
    stage_course.actual_end,
    stage_course.start_slip,
    stage_course.end_slip,
    case stage_course.stage_state
        when 'overdue' then stage_course.end_slip
        when 'late_start' then stage_course.start_slip
    end as days_late,
    stage_course.stage_state,
    stage_course.counted_to,
    stage_course.is_stopped
from stage_course
inner join project on stage_course.project = project.project
inner join basis_region
    on project.region = basis_region.region and basis_region.basis = $basis
inner join region on basis_region.unit = region.region
inner join stage on stage_course.stage = stage.stage
where
    ($region = 'all' or basis_region.unit = $region)
    and ($model_type = 'all' or project.model_type = $model_type)
order by
    region.position,
    project.selection_year,
    project.project,
    stage.position
