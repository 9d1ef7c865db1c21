-- question: What was decided on the projects from their selection to each programme year?
-- parameters:
--   year integer  last year evaluated that counts
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   step integer  programme year that is decided on: 1, 2 or 3
--   from_state text  selected, or the decision of the programme year before
--   to_state text  continue, conditional, stop, undecided, or pending before its evaluation
--   projects integer  projects

with decided as (
    select
        project,
        programme_year as step,
        case when is_decided then decision else 'undecided' end as state
    from evaluation_result
    where year <= $year
),

entered as (
    select
        result.project,
        unnest([1, 2, 3]) as step
    from evaluation_result as result
    inner join basis_region
        on result.region = basis_region.region and basis_region.basis = $basis
    where
        result.year <= $year
        and ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or result.model_type = $model_type)
    qualify row_number() over (
        partition by result.project
        order by result.year desc
    ) = 1
),

stood as (
    select
        entered.project,
        entered.step,
        coalesce(decided.state, 'pending') as state
    from entered
    left join decided on entered.project = decided.project and entered.step = decided.step
),

followed as (
    select
        *,
        coalesce(
            lag(state) over (
                partition by project
                order by step
            ),
            'selected'
        ) as from_state,
        coalesce(
            max(state = 'stop') over (
                partition by project
                order by step
                rows between unbounded preceding and 1 preceding
            ),
            false
        ) as is_over
    from stood
)

select
    step,
    from_state,
    state as to_state,
    count(*) as projects
from followed
where not is_over
group by
    step,
    from_state,
    state
order by
    step,
    array_position(
        ['selected', 'continue', 'conditional', 'undecided', 'stop', 'pending'], from_state
    ),
    array_position(['continue', 'conditional', 'undecided', 'stop', 'pending'], state)
