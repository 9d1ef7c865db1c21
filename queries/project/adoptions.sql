-- question: Which standard models came from a project, and which local governments adopted them?
-- parameters:
--   project text  project id
--   basis integer = 17  of how many provinces
-- columns:
--   model text  standard model
--   model_name text  its name
--   designated_on date  day of designation
--   region text  province of the basis that adopted it; none where nobody has
--   municipality text  municipality that adopted it
--   municipality_ko text  its name
--   municipality_en text  its name in English
--   adopted_on date  day of adoption
--   ended_on date  day it was ended; none while in force
--   adoption_state text  state as last reported; ended from the day it was ended
--   users integer  people who used it in the last quarter reported
--   reported_year integer  year last reported
--   reported_quarter integer  quarter last reported

with latest as (
    select
        adoption.model,
        adoption.municipality,
        adoption.adoption_state,
        adoption.users,
        adoption.year,
        adoption.quarter
    from adoption
    inner join standard_model on adoption.model = standard_model.model
    where standard_model.project = $project
    qualify row_number() over (
        partition by adoption.model, adoption.municipality
        order by adoption.year desc, adoption.quarter desc
    ) = 1
),

last_day as (
    select max(period_end) as period_end
    from period
),

spell as (
    select
        adoption_spell.model,
        adoption_spell.region,
        adoption_spell.municipality,
        adoption_spell.adopted_on,
        case
            when adoption_spell.ended_on <= last_day.period_end then adoption_spell.ended_on
        end as ended_on
    from adoption_spell
    inner join last_day on adoption_spell.adopted_on <= last_day.period_end
)

select
    standard_model.model,
    standard_model.name as model_name,
    standard_model.designated_on,
    basis_region.unit as region,
    spell.municipality,
    municipality.name_ko as municipality_ko,
    municipality.name_en as municipality_en,
    spell.adopted_on,
    spell.ended_on,
    case when spell.ended_on is not null then 'ended' else latest.adoption_state end
        as adoption_state,
    latest.users,
    latest.year as reported_year,
    latest.quarter as reported_quarter
from standard_model
left join spell on standard_model.model = spell.model
left join latest
    on spell.model = latest.model and spell.municipality = latest.municipality
left join basis_region
    on spell.region = basis_region.region and basis_region.basis = $basis
left join municipality on spell.municipality = municipality.municipality
where standard_model.project = $project
order by
    standard_model.designated_on,
    standard_model.model,
    spell.adopted_on,
    spell.municipality
