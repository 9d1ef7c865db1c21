-- question: How far have standard models spread at the end of a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   basis integer = 17  17 or 16 provinces
-- columns:
--   models integer  standard models designated by then
--   new_models integer  of these, designated in the year
--   governments integer  municipalities with a model in force, each once
--   previous_governments integer  municipalities a year before; none without such a year
--   provinces integer  provinces of the basis with a model in force
--   begun integer  adoptions begun in the year so far
--   ended integer  adoptions ended in the year so far
--   users integer  people who used adopted models in the quarter; none without a report
--   users_reported integer  adoptions in force that reported their users in the quarter
--   missing text  why there is nothing to tell: no_models

with asked as (
    select
        any_value(period_end) filter (where year = $year) as day,
        any_value(period_end) filter (where year = $year - 1) as day_before
    from period
    where quarter = $quarter
),

reached as (
    select
        spell.municipality,
        basis_region.unit,
        spell.adopted_on,
        spell.ended_on,
        asked.day,
        asked.day_before,
        spell.adopted_on <= asked.day and coalesce(spell.ended_on > asked.day, true) as is_in_force,
        spell.adopted_on <= asked.day_before
        and coalesce(spell.ended_on > asked.day_before, true) as was_in_force,
        adoption.users
    from adoption_spell as spell
    cross join asked
    inner join standard_model on spell.model = standard_model.model
    inner join basis_region
        on spell.region = basis_region.region and basis_region.basis = $basis
    left join adoption
        on
            spell.model = adoption.model
            and spell.municipality = adoption.municipality
            and adoption.year = $year
            and adoption.quarter = $quarter
),

spread as (
    select
        count(distinct municipality) filter (where is_in_force) as governments,
        count(distinct municipality) filter (where was_in_force) as previous_governments,
        count(distinct unit) filter (where is_in_force) as provinces,
        count(*) filter (where adopted_on between make_date($year, 1, 1) and day) as begun,
        count(*) filter (where ended_on between make_date($year, 1, 1) and day) as ended,
        (sum(users) filter (where is_in_force))::bigint as users,
        count(users) filter (where is_in_force) as users_reported
    from reached
),

designated as (
    select
        count(*) as models,
        count(*) filter (
            where standard_model.designated_on >= make_date($year, 1, 1)
        ) as new_models
    from standard_model
    inner join asked on standard_model.designated_on <= asked.day
)

select
    designated.models,
    designated.new_models,
    spread.governments,
    case when asked.day_before is not null then spread.previous_governments end
        as previous_governments,
    spread.provinces,
    spread.begun,
    spread.ended,
    spread.users,
    spread.users_reported,
    case when designated.models = 0 then 'no_models' end as missing
from designated
cross join spread
cross join asked
