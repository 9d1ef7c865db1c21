-- question: With which organisations and which ministries does each project of a province work?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  17 or 16 provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   project text  project id
--   name text  project name
--   is_reported boolean  whether it was reported in the year
--   kind text  organisation or ministry
--   member text  organisation by its name, or ministry id; none for a project without any
--   is_social boolean  whether an organisation counts as social solidarity economy
--   projects integer  projects of the province that it works with
--   weight integer  policies of the ministry linked to the project; 1 for an organisation

with listed as (
    select * from listed_at($year, $quarter, $basis, $region, $model_type)
),

member as (
    select
        project,
        'organisation' as kind,
        organisation as member,
        is_social,
        1 as weight
    from partners_at($year, $quarter, $basis, $region, $model_type)
    union all
    select
        project,
        'ministry' as kind,
        ministry as member,
        null as is_social,
        count(*) as weight
    from links_at($year, $quarter, $basis, $region, $model_type)
    where is_current
    group by
        project,
        ministry
),

counted as (
    select
        *,
        count(*) over (
            partition by kind, member
        ) as projects
    from member
)

select
    listed.project,
    project.name,
    listed.reported_quarter is not null as is_reported,
    counted.kind,
    counted.member,
    counted.is_social,
    counted.projects,
    counted.weight
from listed
inner join project on listed.project = project.project
left join counted on listed.project = counted.project
left join ministry on counted.kind = 'ministry' and counted.member = ministry.ministry
order by
    listed.project,
    counted.kind,
    ministry.position,
    counted.member
