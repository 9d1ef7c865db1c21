-- question: Which standard models are there, where do they come from, and how far have they
--   spread at the end of a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   basis integer = 17  of how many provinces
-- columns:
--   model text  standard model
--   name text  its name
--   designated_on date  day of designation
--   project text  project it came from
--   project_name text  name of that project; none where no province has reported it
--   region text  province of the basis that it came from
--   municipality text  municipality that it came from
--   municipality_ko text  its name
--   municipality_en text  its name in English
--   model_type text  model type of the project
--   summary text  what it does and how
--   conditions text  what an adopting government needs
--   governments integer  municipalities with the model in force
--   provinces integer  provinces of the basis with it in force
--   ended integer  municipalities that ended it by then
--   first_adopted_on date  day of the first adoption
--   users integer  people who used it in the quarter
--   users_reported integer  municipalities in force that reported their users in the quarter

with adopted as (
    select
        adoption_quarter.model,
        count(*) filter (where adoption_quarter.is_in_force) as governments,
        count(distinct basis_region.unit) filter (where adoption_quarter.is_in_force)
            as provinces,
        count(adoption_quarter.ended_on) as ended,
        min(adoption_quarter.adopted_on) as first_adopted_on,
        sum(adoption_quarter.users) filter (where adoption_quarter.is_in_force)::bigint
            as users,
        count(adoption_quarter.users) filter (where adoption_quarter.is_in_force)
            as users_reported
    from adoption_quarter
    inner join basis_region
        on adoption_quarter.region = basis_region.region and basis_region.basis = $basis
    where
        adoption_quarter.year = $year
        and adoption_quarter.quarter = $quarter
    group by adoption_quarter.model
)

select
    standard_model.model,
    standard_model.name,
    standard_model.designated_on,
    standard_model.project,
    project.name as project_name,
    basis_region.unit as region,
    project.municipality,
    municipality.name_ko as municipality_ko,
    municipality.name_en as municipality_en,
    project.model_type,
    standard_model.summary,
    standard_model.conditions,
    coalesce(adopted.governments, 0) as governments,
    coalesce(adopted.provinces, 0) as provinces,
    coalesce(adopted.ended, 0) as ended,
    adopted.first_adopted_on,
    adopted.users,
    coalesce(adopted.users_reported, 0) as users_reported
from standard_model
inner join period
    on
        period.year = $year
        and period.quarter = $quarter
        and standard_model.designated_on <= period.period_end
left join project on standard_model.project = project.project
left join basis_region
    on project.region = basis_region.region and basis_region.basis = $basis
left join municipality on project.municipality = municipality.municipality
left join adopted on standard_model.model = adopted.model
order by standard_model.designated_on, standard_model.model
