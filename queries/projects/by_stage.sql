-- question: In which stage are projects at the end of a quarter, by model type?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   model_type text  model type
--   stage text  stage
--   projects integer  projects

with running as (
    select
        project_period.model_type,
        staged.stage
    from project_period
    inner join project_stage_at($year, $quarter) as staged
        on project_period.project = staged.project
    where
        project_period.year = $year
        and project_period.quarter = $quarter
)

select
    model_type.model_type,
    stage.stage,
    count(running.stage) as projects
from model_type
cross join stage
left join running
    on
        model_type.model_type = running.model_type
        and stage.stage = running.stage
group by
    model_type.model_type,
    model_type.position,
    stage.stage,
    stage.position
order by
    model_type.position,
    stage.position
