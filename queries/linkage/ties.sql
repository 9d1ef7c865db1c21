-- question: Which projects share how many organisations with which others in their province, and
--   which share none?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
--   partners text = all  organisations of every kind, or social: social solidarity ones alone
-- columns:
--   region text  province of the basis
--   project text  project id
--   name text  project name
--   is_reported boolean  whether it was reported in the year
--   partners integer  organisations that take part in it
--   other text  project of the same province that shares an organisation; none where it shares none
--   organisations integer  organisations that both share

with listed as (
    select * from listed_at('listed_period', $year, $quarter, $basis, $region, $model_type)
),

present as (
    select *
    from listed_at('present_partner', $year, $quarter, $basis, $region, $model_type)
    where $partners = 'all' or is_social
),

counted as (
    select
        project,
        count(*) as partners
    from present
    group by project
),

tied as (
    select
        one.project,
        other.project as other,
        count(*) as organisations
    from present as one
    inner join present as other
        on
            one.unit = other.unit
            and one.organisation = other.organisation
            and one.project != other.project
    group by
        one.project,
        other.project
)

select
    listed.unit as region,
    listed.project,
    project.name,
    listed.reported_quarter is not null as is_reported,
    coalesce(counted.partners, 0) as partners,
    tied.other,
    coalesce(tied.organisations, 0) as organisations
from listed
inner join project on listed.project = project.project
inner join region on listed.unit = region.region
left join counted on listed.project = counted.project
left join tied on listed.project = tied.project
left join shared_group
    on
        listed.project = shared_group.project
        and listed.year = shared_group.year
        and listed.quarter = shared_group.quarter
        and listed.unit = shared_group.scope
        and shared_group.of_type = $model_type
        and shared_group.of_partners = $partners
order by
    region.position,
    -- Those that are tied stand beside each other.
    coalesce(shared_group.shared_group, listed.project),
    listed.project,
    tied.other
