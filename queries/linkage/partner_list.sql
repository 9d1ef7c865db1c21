-- question: Which organisations take part in which projects, in which role and since when?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   organisation text  organisation
--   organisation_kind text  kind
--   partner_role text  role
--   joined_on date  when it joined
--   social_value number  social value points, 0 to 100

select
    present.project,
    project.name,
    present.unit as region,
    present.model_type,
    present.organisation,
    present.organisation_kind,
    present.partner_role,
    present.joined_on,
    present.social_value
from listed_at('present_partner', $year, $quarter, $basis, $region, $model_type) as present
inner join project on present.project = project.project
inner join region on present.unit = region.region
inner join organisation_kind on present.organisation_kind = organisation_kind.organisation_kind
order by
    region.position,
    present.project,
    organisation_kind.position,
    present.organisation
