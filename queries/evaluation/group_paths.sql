-- question: How did the mean score of each province, each type and the nation develop, and how far
--   are their own assessments from it?
-- parameters:
--   criterion text = total  one criterion, or the total
--   basis integer = 17  of how many provinces
-- columns:
--   breakdown text  nation, region or model_type
--   member text  the province of the basis or the type; none for the nation
--   year integer  year evaluated
--   projects integer  projects evaluated
--   mean number  mean of their scores, points out of 100; of a criterion, % of its points
--   change number  difference to the mean of the year before, points
--   lowest number  lowest score
--   highest number  highest score
--   self_mean number  mean of own assessments, points out of 100
--   score_mean number  mean of the total scores, points out of 100
--   self_gap number  mean of own assessment less score over projects that have both, points

with placed as (
    select
        result.year,
        basis_region.unit as region,
        result.model_type,
        result.value,
        result.score,
        result.self_score
    from results_by($criterion) as result
    inner join basis_region
        on result.region = basis_region.region and basis_region.basis = $basis
),

grouped as (
    select
        case
            when grouping(region) = 0 then 'region'
            when grouping(model_type) = 0 then 'model_type'
            else 'nation'
        end as breakdown,
        region,
        model_type,
        year,
        count(*) as projects,
        avg(value) as mean,
        min(value) as lowest,
        max(value) as highest,
        avg(self_score) as self_mean,
        avg(score) as score_mean,
        avg(self_score - score) as self_gap
    from placed
    group by grouping sets ((year), (year, region), (year, model_type))
)

select
    grouped.breakdown,
    coalesce(grouped.region, grouped.model_type) as member,
    grouped.year,
    grouped.projects,
    grouped.mean,
    grouped.mean - previous.mean as change,
    grouped.lowest,
    grouped.highest,
    grouped.self_mean,
    grouped.score_mean,
    grouped.self_gap
from grouped
left join grouped as previous
    on
        grouped.breakdown = previous.breakdown
        and grouped.region is not distinct from previous.region
        and grouped.model_type is not distinct from previous.model_type
        and grouped.year = previous.year + 1
left join region on grouped.region = region.region
left join model_type on grouped.model_type = model_type.model_type
order by
    array_position(['nation', 'region', 'model_type'], grouped.breakdown),
    region.position,
    model_type.position,
    grouped.year
