-- question: How many municipalities of each province have adopted standard models at the end of
--   a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   model text = all  one standard model, or all
--   basis integer = 17  of how many provinces
-- columns:
--   region text  province of the basis
--   governments integer  municipalities with a model in force, each once
--   adoptions integer  models in force, of each municipality
--   ended integer  adoptions ended by then
--   models integer  standard models that came from the province by then

with adopted as (
    select
        basis_region.unit,
        count(distinct adoption_quarter.municipality) filter (
            where adoption_quarter.is_in_force
        ) as governments,
        count(*) filter (where adoption_quarter.is_in_force) as adoptions,
        count(adoption_quarter.ended_on) as ended
    from adoption_quarter
    inner join basis_region
        on adoption_quarter.region = basis_region.region and basis_region.basis = $basis
    where
        adoption_quarter.year = $year
        and adoption_quarter.quarter = $quarter
        and ($model = 'all' or adoption_quarter.model = $model)
    group by basis_region.unit
),

origin as (
    select
        basis_region.unit,
        count(*) as models
    from standard_model
    inner join period on standard_model.designated_on <= period.period_end
    inner join project on standard_model.project = project.project
    inner join basis_region
        on project.region = basis_region.region and basis_region.basis = $basis
    where
        period.year = $year
        and period.quarter = $quarter
        and ($model = 'all' or standard_model.model = $model)
    group by basis_region.unit
)

select
    shown.region,
    coalesce(adopted.governments, 0) as governments,
    coalesce(adopted.adoptions, 0) as adoptions,
    coalesce(adopted.ended, 0) as ended,
    coalesce(origin.models, 0) as models
from shown_units($basis) as shown
left join adopted on shown.region = adopted.unit
left join origin on shown.region = origin.unit
order by shown.position, shown.region
