-- question: What was left of each completed year's money, carried over and unspent, by source?
-- parameters:
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   year integer  year
--   funding_source text  national, local or own; none for all of them
--   allocated integer  원
--   executed integer  원
--   left_over integer  원 allocated and not executed
--   carried_over integer  원 carried to the next year; none where nobody reported it
--   unspent integer  원 left and not carried, of budgets whose carry-over was reported
--   unreported integer  원 left of budgets whose carry-over was not reported
--   execution_rate number  executed over allocated in %
--   carried_rate number  carried over allocated in %
--   unspent_rate number  unspent over allocated in %

with rows as (
    select money.*
    from money
    inner join basis_region
        on money.region = basis_region.region and basis_region.basis = $basis
    where
        money.quarter = 4
        and ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or money.model_type = $model_type)
),

summed as (
    select
        year,
        funding_source,
        sum(allocated)::bigint as allocated,
        sum(executed)::bigint as executed,
        sum(allocated - executed)::bigint as left_over,
        sum(carried_over)::bigint as carried_over,
        (
            sum(allocated - executed - carried_over) filter (where carried_over is not null)
        )::bigint as unspent,
        coalesce(
            sum(allocated - executed) filter (where carried_over is null),
            0
        )::bigint as unreported
    from rows
    group by grouping sets ((year, funding_source), (year))
)

select
    summed.year,
    summed.funding_source,
    summed.allocated,
    summed.executed,
    summed.left_over,
    summed.carried_over,
    summed.unspent,
    summed.unreported,
    percentage(summed.executed, summed.allocated) as execution_rate,
    percentage(summed.carried_over, summed.allocated) as carried_rate,
    percentage(summed.unspent, summed.allocated) as unspent_rate
from summed
left join funding_source on summed.funding_source = funding_source.funding_source
order by
    summed.year,
    funding_source.position nulls last
