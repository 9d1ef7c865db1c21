-- question: By how many days do stages begin and end late, in all, by province and by type?
-- parameters:
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   breakdown text  all, region or model_type
--   region text  province; none where not by province
--   model_type text  model type; none where not by type
--   stage text  stage
--   stages_begun integer  stages begun, or due to begin
--   start_slip number  days late at their beginning, median; early where negative
--   stages_ended integer  stages ended, or due to end
--   end_slip number  days late at their end, median; early where negative
--   longest integer  days late at the end, the longest of them
--   overdue integer  stages past their planned end and not ended

with course as (
    select
        basis_region.unit as region,
        project.model_type,
        stage_course.stage,
        stage_course.start_slip,
        stage_course.end_slip,
        stage_course.stage_state
    from stage_course
    inner join project on stage_course.project = project.project
    inner join basis_region
        on project.region = basis_region.region and basis_region.basis = $basis
    where
        ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or project.model_type = $model_type)
),

summed as (
    select
        case
            when grouping(region) = 0 then 'region'
            when grouping(model_type) = 0 then 'model_type'
            else 'all'
        end as breakdown,
        region,
        model_type,
        stage,
        count(start_slip) as stages_begun,
        median(start_slip) as start_slip,
        count(end_slip) as stages_ended,
        median(end_slip) as end_slip,
        max(end_slip) as longest,
        count(*) filter (where stage_state = 'overdue') as overdue
    from course
    group by grouping sets ((stage), (region, stage), (model_type, stage))
)

select
    summed.breakdown,
    summed.region,
    summed.model_type,
    summed.stage,
    summed.stages_begun,
    summed.start_slip,
    summed.stages_ended,
    summed.end_slip,
    summed.longest,
    summed.overdue
from summed
inner join stage on summed.stage = stage.stage
left join region on summed.region = region.region
left join model_type on summed.model_type = model_type.model_type
order by
    summed.breakdown,
    region.position,
    model_type.position,
    stage.position
