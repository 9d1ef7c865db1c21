-- question: Of which kind are the organisations that take part, and in which role?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   breakdown text  kind, role, or kind_and_role
--   organisation_kind text  kind; none where all are counted
--   partner_role text  role; none where all are counted
--   is_social boolean  whether the kind counts as social solidarity economy
--   ministry text  ministry in charge of the kind, where there is one
--   partners integer  organisations, counted in each project
--   organisations integer  different ones among these, by name
--   projects integer  projects in which they take part
--   valued_organisations integer  different organisations with social value points
--   mean_value number  mean of their points, 0 to 100
--   lowest_value number  lowest
--   highest_value number  highest

with present as (
    select * from listed_at('present_partner', $year, $quarter, $basis, $region, $model_type)
),

counted as (
    select
        organisation_kind,
        partner_role,
        case
            when grouping(organisation_kind) = 0 and grouping(partner_role) = 0
                then 'kind_and_role'
            when grouping(organisation_kind) = 0 then 'kind'
            else 'role'
        end as breakdown,
        count(*) as partners,
        count(distinct organisation) as organisations,
        count(distinct project) as projects
    from present
    group by grouping sets (
        (organisation_kind),
        (partner_role),
        (organisation_kind, partner_role)
    )
),

by_organisation as (
    select
        organisation_kind,
        organisation,
        avg(social_value) as value
    from present
    group by
        organisation_kind,
        organisation
),

valued as (
    select
        organisation_kind,
        count(value) as valued_organisations,
        avg(value) as mean_value,
        min(value) as lowest_value,
        max(value) as highest_value
    from by_organisation
    group by organisation_kind
)

select
    counted.breakdown,
    counted.organisation_kind,
    counted.partner_role,
    organisation_kind.is_social,
    organisation_kind.ministry,
    counted.partners,
    counted.organisations,
    counted.projects,
    valued.valued_organisations,
    valued.mean_value,
    valued.lowest_value,
    valued.highest_value
from counted
left join organisation_kind on counted.organisation_kind = organisation_kind.organisation_kind
left join partner_role on counted.partner_role = partner_role.partner_role
left join valued
    on counted.breakdown = 'kind' and counted.organisation_kind = valued.organisation_kind
order by
    counted.breakdown,
    organisation_kind.position,
    partner_role.position
