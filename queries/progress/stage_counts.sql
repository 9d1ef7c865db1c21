-- question: In which stage are projects at the end of a quarter, in all, by province and by type?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   breakdown text  all, region or model_type
--   region text  province; none where not by province
--   model_type text  model type; none where not by type
--   stage text  stage
--   projects integer  projects in the stage

with running as (
    select
        basis_region.unit as region,
        project_period.model_type,
        staged.stage
    from project_period
    inner join project_stage_at($year, $quarter) as staged
        on project_period.project = staged.project
    inner join basis_region
        on project_period.region = basis_region.region and basis_region.basis = $basis
    where
        project_period.year = $year
        and project_period.quarter = $quarter
        and ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or project_period.model_type = $model_type)
),

member as (
    select
        case
            when grouping(region) = 0 then 'region'
            when grouping(model_type) = 0 then 'model_type'
            else 'all'
        end as breakdown,
        region,
        model_type
    from running
    group by grouping sets ((), (region), (model_type))
)

select
    member.breakdown,
    member.region,
    member.model_type,
    stage.stage,
    count(running.stage) as projects
from member
cross join stage
left join region on member.region = region.region
left join model_type on member.model_type = model_type.model_type
left join running
    on
        stage.stage = running.stage
        and coalesce(member.region = running.region, true)
        and coalesce(member.model_type = running.model_type, true)
group by
    member.breakdown,
    member.region,
    member.model_type,
    region.position,
    model_type.position,
    stage.stage,
    stage.position
order by
    member.breakdown,
    region.position,
    model_type.position,
    stage.position
