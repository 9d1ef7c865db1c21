-- question: What do the local governments report that adopted standard models, by the end of a
--   quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   model text = all  one standard model, or all
--   basis integer = 17  of how many provinces
-- columns:
--   model text  standard model
--   name text  its name
--   region text  province of the basis that adopted it
--   municipality text  municipality that adopted it
--   municipality_ko text  its name
--   municipality_en text  its name in English
--   adopted_on date  day of adoption
--   ended_on date  day it was ended; none while in force
--   adoption_state text  state as last reported; ended from the day it was ended
--   adaptation text  what was changed to fit, as last reported
--   users integer  people who used it in the last quarter reported
--   reported_year integer  year last reported
--   reported_quarter integer  quarter last reported
--   report text  what came of it, in the words of the local government

with latest as (
    select *
    from adoption
    where year * 4 + quarter <= $year * 4 + $quarter
    qualify row_number() over (
        partition by model, municipality
        order by year desc, quarter desc
    ) = 1
)

select
    adoption_quarter.model,
    standard_model.name,
    basis_region.unit as region,
    adoption_quarter.municipality,
    municipality.name_ko as municipality_ko,
    municipality.name_en as municipality_en,
    adoption_quarter.adopted_on,
    adoption_quarter.ended_on,
    case
        when adoption_quarter.ended_on is not null then 'ended'
        else latest.adoption_state
    end as adoption_state,
    latest.adaptation,
    latest.users,
    latest.year as reported_year,
    latest.quarter as reported_quarter,
    latest.report
from adoption_quarter
inner join standard_model on adoption_quarter.model = standard_model.model
inner join basis_region
    on adoption_quarter.region = basis_region.region and basis_region.basis = $basis
left join latest
    on
        adoption_quarter.model = latest.model
        and adoption_quarter.municipality = latest.municipality
left join municipality on adoption_quarter.municipality = municipality.municipality
where
    adoption_quarter.year = $year
    and adoption_quarter.quarter = $quarter
    and ($model = 'all' or adoption_quarter.model = $model)
order by
    standard_model.designated_on,
    adoption_quarter.model,
    adoption_quarter.adopted_on,
    adoption_quarter.municipality
