-- question: How many projects have each grade and each decision, in a year and the year before?
-- parameters:
--   year integer  year evaluated
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   kind text  grade or decision
--   value text  grade or decision; withheld and undecided where there is none yet
--   projects integer  projects
--   previous_projects integer  projects the year before
--   deviating integer  decisions that differ from the rules

with chosen as (
    select result.*
    from evaluation_result as result
    inner join basis_region
        on result.region = basis_region.region and basis_region.basis = $basis
    where
        ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or result.model_type = $model_type)
),

named as (
    select
        'grade' as kind,
        grade as value,
        position
    from grade_band
    where year = $year
    union all
    select
        'decision' as kind,
        decision as value,
        100 + min(position) as position
    from grade_band
    where year = $year
    group by decision
    union all
    select
        unnest(['grade', 'decision']) as kind,
        unnest(['withheld', 'undecided']) as value,
        unnest([99, 199]) as position
),

counted as (
    select
        year,
        'grade' as kind,
        coalesce(grade, 'withheld') as value,
        false as is_deviating
    from chosen
    union all
    select
        year,
        'decision' as kind,
        case when is_decided then decision else 'undecided' end as value,
        is_deviating
    from chosen
)

select
    named.kind,
    named.value,
    count(*) filter (where counted.year = $year) as projects,
    count(*) filter (where counted.year = $year - 1) as previous_projects,
    count(*) filter (where counted.year = $year and counted.is_deviating) as deviating
from named
left join counted on named.kind = counted.kind and named.value = counted.value
group by
    named.kind,
    named.value,
    named.position
order by named.position
