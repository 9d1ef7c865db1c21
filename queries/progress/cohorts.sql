-- question: By which day were half of the projects of a type and selection year to begin and end
--   each stage, and by which day did they?
-- parameters:
-- columns:
--   selection_year integer  year of selection
--   model_type text  model type
--   stage text  stage
--   projects integer  projects with a plan for the stage, those that stopped left out
--   planned_start date  half were to have begun
--   planned_end date  half were to have ended
--   actual_start date  half had begun; none while fewer have
--   actual_end date  half had ended; none while fewer have
--   counted_to date  as-of date

select
    project.selection_year,
    project.model_type,
    stage_course.stage,
    count(*) as projects,
    day_of_half(stage_course.planned_start) as planned_start,
    day_of_half(stage_course.planned_end) as planned_end,
    day_of_half(stage_course.actual_start) as actual_start,
    day_of_half(stage_course.actual_end) as actual_end,
    max(stage_course.counted_to) as counted_to
from stage_course
inner join project on stage_course.project = project.project
inner join model_type on project.model_type = model_type.model_type
inner join stage on stage_course.stage = stage.stage
where not stage_course.is_stopped
group by
    project.selection_year,
    project.model_type,
    model_type.position,
    stage_course.stage,
    stage.position
order by
    project.selection_year,
    model_type.position,
    stage.position
