-- question: Does what was measured agree with what was judged?
-- parameters:
--   year integer  year evaluated
--   basis integer = 17  of how many provinces
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   programme_year integer  1, 2 or 3
--   attainment_index number  weighted attainment of indicators at the end of the year, points
--   score number  score, points out of 100
--   attainment_median number  median attainment of all projects in the answer
--   score_median number  median score of all of them
--   quadrant text  which is at its median or above: both_high, both_low, measured_only, judged_only
--   place_gap number  place by attainment less place by score, as a share of the projects, %
--   outlier integer  order by the size of that gap in measured_only or judged_only; none elsewhere
--   rank_correlation number  Spearman's correlation of the two over all projects, -1 to 1

with judged as (
    select
        result.project,
        result.region,
        result.model_type,
        result.programme_year,
        status.attainment_index,
        result.score
    from evaluation_result as result
    inner join quarter_status as status
        on result.project = status.project and result.year = status.year
    where
        result.year = $year
        and result.score is not null
        and status.attainment_index is not null
    qualify row_number() over (
        partition by result.project
        order by status.quarter desc
    ) = 1
),

-- Equal values share the mean of their places.
placed as (
    select
        *,
        rank() over (order by attainment_index)
        + (count(*) over (partition by attainment_index) - 1) / 2.0 as attainment_place,
        rank() over (order by score)
        + (count(*) over (partition by score) - 1) / 2.0 as score_place,
        median(attainment_index) over () as attainment_median,
        median(score) over () as score_median,
        count(*) over () as projects
    from judged
),

compared as (
    select
        *,
        case
            when attainment_index >= attainment_median and score >= score_median
                then 'both_high'
            when attainment_index >= attainment_median then 'measured_only'
            when score >= score_median then 'judged_only'
            else 'both_low'
        end as quadrant,
        percentage(attainment_place - score_place, projects) as place_gap,
        corr(attainment_place, score_place) over () as rank_correlation
    from placed
)

select
    compared.project,
    project.name,
    basis_region.unit as region,
    compared.model_type,
    compared.programme_year,
    compared.attainment_index,
    compared.score,
    compared.attainment_median,
    compared.score_median,
    compared.quadrant,
    compared.place_gap,
    case
        when compared.quadrant in ('measured_only', 'judged_only')
            then row_number() over (
                partition by compared.quadrant
                order by abs(compared.place_gap) desc, compared.project asc
            )
    end as outlier,
    case when isfinite(compared.rank_correlation) then compared.rank_correlation end
        as rank_correlation
from compared
inner join project on compared.project = project.project
inner join basis_region
    on compared.region = basis_region.region and basis_region.basis = $basis
inner join region on basis_region.unit = region.region
order by
    region.position,
    compared.project
