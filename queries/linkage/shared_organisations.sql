-- question: Which organisations take part in more than one project, in which, and in which role?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   organisation text  organisation, by its name
--   projects integer  projects in which it takes part
--   project text  one of these: project id
--   name text  project name
--   region text  province of the basis
--   organisation_kind text  kind, as that project reports it
--   partner_role text  role in that project
--   social_value number  social value points, as that project reports them

with present as (
    select
        *,
        count(*) over (partition by organisation) as projects
    from listed_at('present_partner', $year, $quarter, $basis, $region, $model_type)
)

select
    present.organisation,
    present.projects,
    present.project,
    project.name,
    present.unit as region,
    present.organisation_kind,
    present.partner_role,
    present.social_value
from present
inner join project on present.project = project.project
inner join region on present.unit = region.region
where present.projects > 1
order by
    present.projects desc,
    present.organisation asc,
    region.position asc,
    present.project asc
