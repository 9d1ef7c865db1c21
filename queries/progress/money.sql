-- question: How much money of each source was allocated, granted and executed up to a quarter, and
--   carried over?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   funding_source text  national, local or own; none for all of them
--   running integer  projects running
--   projects integer  of these, with a budget
--   without_budget integer  running, without a budget reported for the year
--   allocated integer  원, whole year
--   granted integer  원, year to date
--   executed integer  원, year to date
--   not_granted integer  원 allocated and not granted
--   granted_left integer  원 granted and not executed
--   grant_rate number  granted over allocated in %
--   execution_rate number  executed over allocated in %
--   granted_execution_rate number  executed over granted in %
--   elapsed number  elapsed part of the year, %
--   execution_gap number  execution rate less elapsed time, %p
--   carried_in integer  원 carried from the year before; none where not reported

with running as (
    select count(*) as running
    from project_period
    inner join basis_region
        on project_period.region = basis_region.region and basis_region.basis = $basis
    where
        project_period.year = $year
        and project_period.quarter = $quarter
        and ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or project_period.model_type = $model_type)
),

spent as (
    select
        funding_source,
        count(distinct project) as projects,
        sum(allocated)::bigint as allocated,
        sum(granted)::bigint as granted,
        sum(executed)::bigint as executed
    from chosen_money($year, $quarter, $basis, $region, $model_type)
    group by grouping sets ((funding_source), ())
),

carried as (
    select
        funding_source,
        sum(carried_over)::bigint as carried_in
    from chosen_money($year - 1, 4, $basis, $region, $model_type)
    group by grouping sets ((funding_source), ())
)

select
    spent.funding_source,
    running.running,
    spent.projects,
    running.running - spent.projects as without_budget,
    spent.allocated,
    spent.granted,
    spent.executed,
    spent.allocated - spent.granted as not_granted,
    spent.granted - spent.executed as granted_left,
    percentage(spent.granted, spent.allocated) as grant_rate,
    percentage(spent.executed, spent.allocated) as execution_rate,
    percentage(spent.executed, spent.granted) as granted_execution_rate,
    25.0 * $quarter as elapsed,
    percentage(spent.executed, spent.allocated) - 25.0 * $quarter as execution_gap,
    carried.carried_in
from spent
cross join running
left join carried on spent.funding_source is not distinct from carried.funding_source
left join funding_source on spent.funding_source = funding_source.funding_source
where spent.projects > 0
order by funding_source.position nulls last
