-- question: Which ministries are linked with which provinces and which model types, by how many
--   policies and how much money?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   breakdown text  ministry, region, model_type, or ministry with either of these
--   ministry text  ministry; none where all are counted
--   region text  province of the basis; none where all are counted
--   model_type text  model type; none where all are counted
--   linked_policies integer  links at the end of the last quarter reported
--   linked_money integer  원 linked in the year to date
--   projects integer  projects with a link at the end of the last quarter reported

with linked as (
    select * from listed_at('linked_policy', $year, $quarter, $basis, $region, $model_type)
),

counted as (
    select
        ministry,
        unit,
        model_type,
        case
            when grouping(ministry) = 0 and grouping(unit) = 0 then 'ministry_and_region'
            when grouping(ministry) = 0 and grouping(model_type) = 0 then 'ministry_and_type'
            when grouping(ministry) = 0 then 'ministry'
            when grouping(unit) = 0 then 'region'
            else 'model_type'
        end as breakdown,
        count(*) filter (where is_current) as linked_policies,
        sum(linked_money)::bigint as linked_money,
        count(distinct project) filter (where is_current) as projects
    from linked
    group by grouping sets (
        (ministry),
        (unit),
        (model_type),
        (ministry, unit),
        (ministry, model_type)
    )
)

select
    counted.breakdown,
    counted.ministry,
    counted.unit as region,
    counted.model_type,
    counted.linked_policies,
    counted.linked_money,
    counted.projects
from counted
left join ministry on counted.ministry = ministry.ministry
left join region on counted.unit = region.region
left join model_type on counted.model_type = model_type.model_type
order by
    counted.breakdown,
    ministry.position,
    region.position,
    counted.unit,
    model_type.position
