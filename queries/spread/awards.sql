-- question: Which awards and incentives did local governments receive?
-- parameters:
--   region text = all  province of the basis, or all
--   basis integer = 17  of how many provinces
-- columns:
--   awarded_on date  day of the award
--   award_kind text  kind of award
--   name text  name of the award
--   region text  province of the basis
--   municipality text  municipality that received it; none for the province itself
--   municipality_ko text  its name
--   municipality_en text  its name in English
--   project text  project it was given for; none where it names none
--   project_name text  name of that project
--   incentive integer  원 that came with it; none where none was reported

select
    award.awarded_on,
    award.award_kind,
    award.name,
    basis_region.unit as region,
    award.municipality,
    municipality.name_ko as municipality_ko,
    municipality.name_en as municipality_en,
    award.project,
    project.name as project_name,
    award.incentive
from award
inner join basis_region
    on award.region = basis_region.region and basis_region.basis = $basis
left join municipality on award.municipality = municipality.municipality
left join project on award.project = project.project
where $region = 'all' or basis_region.unit = $region
order by
    award.awarded_on desc,
    award.award_kind asc,
    award.region asc,
    award.name asc
