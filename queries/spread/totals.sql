-- question: How far have standard models spread at the end of a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   model text = all  one standard model, or all
--   basis integer = 17  of how many provinces
-- columns:
--   models integer  standard models designated by then
--   governments integer  municipalities with a model in force, each once
--   adoptions integer  models in force, of each municipality
--   previous_governments integer  municipalities a year before; none without such a year
--   begun integer  adoptions begun in the year so far
--   ended integer  adoptions ended in the year so far
--   ended_ever integer  adoptions ended by then
--   provinces integer  provinces of the basis with a model in force
--   users integer  people who used adopted models in the quarter
--   users_reported integer  adoptions in force that reported their users in the quarter
--   indicator_governments integer  the indicator adopting_governments; all models together
--   counted_again integer  of it, municipalities with models of several projects, beyond the first
--   after_support integer  adoptions that it leaves out: support of their project has ended
--   unreported integer  and those known only since their project last reported

with reached as (
    select
        adoption_quarter.*,
        basis_region.unit
    from adoption_quarter
    inner join basis_region
        on adoption_quarter.region = basis_region.region and basis_region.basis = $basis
    where $model = 'all' or adoption_quarter.model = $model
),

now as (
    select
        count(distinct municipality) filter (where is_in_force) as governments,
        count(*) filter (where is_in_force) as adoptions,
        count(*) filter (where adopted_on >= make_date($year, 1, 1)) as begun,
        count(*) filter (where ended_on >= make_date($year, 1, 1)) as ended,
        count(ended_on) as ended_ever,
        count(distinct unit) filter (where is_in_force) as provinces,
        sum(users) filter (where is_in_force)::bigint as users,
        count(users) filter (where is_in_force) as users_reported
    from reached
    where
        year = $year
        and quarter = $quarter
),

before as (
    select count(distinct reached.municipality) as governments
    from period
    left join reached
        on
            period.year = reached.year
            and period.quarter = reached.quarter
            and reached.is_in_force
    where
        period.year = $year - 1
        and period.quarter = $quarter
    having count(period.year) > 0
),

designated as (
    select count(*) as models
    from standard_model
    inner join period on standard_model.designated_on <= period.period_end
    where
        period.year = $year
        and period.quarter = $quarter
        and ($model = 'all' or standard_model.model = $model)
)

select
    designated.models,
    now.governments,
    now.adoptions,
    before.governments as previous_governments,
    now.begun,
    now.ended,
    now.ended_ever,
    now.provinces,
    now.users,
    now.users_reported,
    counted.indicator_governments,
    counted.counted_again,
    counted.after_support,
    counted.unreported
from now
cross join designated
left join before on true
left join adoption_total as counted
    on counted.year = $year and counted.quarter = $quarter
