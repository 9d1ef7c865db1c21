-- question: With which organisations and which ministries does each project of a province work?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
--   partners text = all  organisations of every kind, or social: social solidarity ones alone
-- columns:
--   project text  project id
--   name text  project name
--   is_reported boolean  whether it was reported in the year
--   ministry text  ministry with a policy linked; none in the row of an organisation
--   organisation text  organisation that takes part; none in the row of a ministry
--   is_social boolean  whether the organisation counts as social solidarity economy
--   projects integer  projects looked at that the ministry or organisation works with
--   linked_policies integer  policies of the ministry linked to the project

with listed as (
    select * from listed_at('listed_period', $year, $quarter, $basis, $region, $model_type)
),

member as (
    select
        project,
        null as ministry,
        organisation,
        is_social,
        null as linked_policies
    from listed_at('present_partner', $year, $quarter, $basis, $region, $model_type)
    where $partners = 'all' or is_social
    union all
    select
        project,
        ministry,
        null as organisation,
        null as is_social,
        count(*) as linked_policies
    from listed_at('linked_policy', $year, $quarter, $basis, $region, $model_type)
    where is_current
    group by
        project,
        ministry
),

counted as (
    select
        *,
        count(*) over (partition by ministry, organisation) as projects
    from member
)

select
    listed.project,
    project.name,
    listed.reported_quarter is not null as is_reported,
    counted.ministry,
    counted.organisation,
    counted.is_social,
    counted.projects,
    counted.linked_policies
from listed
inner join project on listed.project = project.project
left join counted on listed.project = counted.project
left join ministry on counted.ministry = ministry.ministry
order by
    listed.project,
    ministry.position,
    counted.organisation
