-- question: Which projects run at the end of a quarter, in a province or a type, and how do they
--   stand?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  17 or 16 provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   municipality_ko text  main municipality
--   municipality_en text  main municipality, where an English name is on record
--   model_type text  model type
--   programme_year integer  1, 2 or 3
--   stage text  stage at the end of the quarter
--   allocated integer  원
--   executed integer  원
--   execution_rate number  %
--   attainment_index number  weighted attainment of the project's indicators in %, each at most 100
--   overdue_stages integer  stages past their planned end
--   status text  on_track, watch, delayed or poor
--   worst_measure text  the measure that gave the status
--   worst_value number  its value: %p for gaps, count for stages

select
    project_status.project,
    project.name,
    basis_region.unit as region,
    municipality.name_ko as municipality_ko,
    coalesce(municipality.name_en, municipality.name_ko) as municipality_en,
    project_status.model_type,
    project_status.programme_year,
    staged.stage,
    project_status.allocated::bigint as allocated,
    project_status.executed::bigint as executed,
    project_status.execution_rate,
    project_status.attainment_index,
    project_status.overdue_stages,
    project_status.status,
    project_status.worst_measure,
    project_status.worst_value
from project_status($year, $quarter) as project_status
inner join project on project_status.project = project.project
inner join basis_region
    on project_status.region = basis_region.region and basis_region.basis = $basis
inner join status on project_status.status = status.status
inner join region on basis_region.unit = region.region
left join municipality on project_status.municipality = municipality.municipality
left join project_stage_at($year, $quarter) as staged
    on project_status.project = staged.project
where
    ($region = 'all' or basis_region.unit = $region)
    and ($model_type = 'all' or project_status.model_type = $model_type)
order by
    region.position,
    project_status.project
