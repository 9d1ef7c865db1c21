-- question: How many projects and how much money does each province have in each model type?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
-- columns:
--   region text  province of the basis
--   model_type text  model type
--   projects integer  projects running
--   allocated integer  원, all sources

with running as (
    select
        basis_region.unit,
        project_period.model_type,
        count(*) as projects
    from project_period
    inner join basis_region
        on project_period.region = basis_region.region and basis_region.basis = $basis
    where
        project_period.year = $year
        and project_period.quarter = $quarter
    group by
        basis_region.unit,
        project_period.model_type
),

spent as (
    select
        rows.unit,
        rows.model_type,
        sum(rows.allocated)::bigint as allocated
    from money_rows($quarter, $basis, 'all') as rows
    where rows.year = $year
    group by
        rows.unit,
        rows.model_type
)

select
    shown.region,
    model_type.model_type,
    coalesce(running.projects, 0) as projects,
    coalesce(spent.allocated, 0)::bigint as allocated
from shown_units($basis) as shown
cross join model_type
left join running
    on shown.region = running.unit and model_type.model_type = running.model_type
left join spent
    on shown.region = spent.unit and model_type.model_type = spent.model_type
order by
    shown.position,
    shown.region,
    model_type.position
