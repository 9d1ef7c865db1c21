-- question: How far are execution and attainment of each project at the end of a quarter, and which
--   anomaly does it show?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   execution_rate number  executed over allocated in %
--   attainment_index number  weighted attainment of the project's indicators in %, each at most 100
--   elapsed number  elapsed part of the year, %
--   anomaly text  the anomaly with the largest excess; none where there is none

with found as (
    select
        project,
        arg_max(anomaly, excess) as anomaly
    from anomaly_judged
    where
        year = $year
        and quarter = $quarter
        and is_found
    group by project
)

select
    listed.project,
    listed.name,
    listed.region,
    listed.model_type,
    listed.execution_rate,
    listed.attainment_index,
    listed.elapsed,
    found.anomaly
from project_list($year, $quarter, $basis) as listed
left join found on listed.project = found.project
where
    ($region = 'all' or listed.region = $region)
    and ($model_type = 'all' or listed.model_type = $model_type)
order by
    listed.region_position,
    listed.project
