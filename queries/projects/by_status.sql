-- question: How many projects have each status at the end of a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   model_type text = all  one model type, or all
-- columns:
--   status text  status
--   projects integer  projects

select
    status.status,
    count(project_status.project) as projects
from status
left join project_status($year, $quarter) as project_status
    on
        status.status = project_status.status
        and ($model_type = 'all' or project_status.model_type = $model_type)
group by
    status.status,
    status.position
order by status.position
