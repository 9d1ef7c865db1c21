-- question: Which awards were given for a project, the newest first?
-- parameters:
--   project text  project id
--   basis integer = 17  of how many provinces
-- columns:
--   awarded_on date  day of the award
--   award_kind text  kind of award
--   award text  name of the award
--   region text  province of the basis
--   municipality text  municipality that received it; none for the province itself
--   municipality_ko text  its name
--   municipality_en text  its name in English
--   incentive integer  원 that came with it; none where none was reported

select
    award.awarded_on,
    award.award_kind,
    award.name as award,
    basis_region.unit as region,
    award.municipality,
    municipality.name_ko as municipality_ko,
    municipality.name_en as municipality_en,
    award.incentive
from award
inner join basis_region
    on award.region = basis_region.region and basis_region.basis = $basis
left join municipality on award.municipality = municipality.municipality
where award.project = $project
order by
    award.awarded_on desc,
    award.award_kind asc,
    award.name asc
