-- question: How much was executed by the end of each quarter of a year, against the plan and the
--   year before?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; later ones have a plan only
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
--   funding_source text = all  national, local, own, or all
-- columns:
--   quarter integer  quarter
--   executed integer  원 from the beginning of the year; none after the last quarter counted
--   previous integer  원, the year before
--   planned integer  원 planned from the beginning of the year, of projects that reported a plan
--   planned_executed integer  원 executed by the same projects of the same sources
--   plan_rate number  executed over planned of the same projects, %
--   projects integer  projects with a budget
--   projects_planned integer  of these, with a plan for the quarter
--   allocated integer  원, whole year

with quarters as (
    select unnest([1, 2, 3, 4]) as quarter
),

kept as (
    select money.*
    from money
    inner join basis_region
        on money.region = basis_region.region and basis_region.basis = $basis
    where
        ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or money.model_type = $model_type)
        and ($funding_source = 'all' or money.funding_source = $funding_source)
),

budgeted as (
    select
        project,
        funding_source,
        allocated
    from kept
    where
        year = $year
        and quarter = $quarter
),

whole as (
    select
        count(distinct project) as projects,
        sum(allocated)::bigint as allocated
    from budgeted
),

spent as (
    select
        year,
        quarter,
        sum(executed)::bigint as executed
    from kept
    group by
        year,
        quarter
),

plan as (
    select
        spending_plan.quarter,
        sum(spending_plan.planned)::bigint as planned,
        sum(spending_plan.planned) filter (where kept.project is not null) as planned_known,
        sum(kept.executed)::bigint as planned_executed,
        count(distinct spending_plan.project) as projects_planned
    from budgeted
    inner join spending_plan
        on
            budgeted.project = spending_plan.project
            and budgeted.funding_source = spending_plan.funding_source
            and spending_plan.year = $year
    left join kept
        on
            spending_plan.project = kept.project
            and spending_plan.funding_source = kept.funding_source
            and spending_plan.year = kept.year
            and spending_plan.quarter = kept.quarter
            and kept.quarter <= $quarter
    group by spending_plan.quarter
)

select
    quarters.quarter,
    spent.executed,
    before.executed as previous,
    plan.planned,
    plan.planned_executed,
    percentage(plan.planned_executed, plan.planned_known) as plan_rate,
    whole.projects,
    coalesce(plan.projects_planned, 0) as projects_planned,
    whole.allocated
from quarters
cross join whole
left join spent
    on
        quarters.quarter = spent.quarter
        and spent.year = $year
        and spent.quarter <= $quarter
left join spent as before
    on
        quarters.quarter = before.quarter
        and before.year = $year - 1
left join plan on quarters.quarter = plan.quarter
where whole.projects > 0
order by quarters.quarter
