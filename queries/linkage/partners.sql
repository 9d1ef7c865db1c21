-- question: How many organisations take part in the projects of a quarter, how many came and left,
--   and how far are their social value points known?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   projects integer  projects that run at the end of the quarter
--   projects_reported integer  of these, reported in the year
--   social_partners integer  social solidarity organisations, counted in each project (indicator)
--   social_organisations integer  different ones among these, by name
--   partners integer  organisations of every kind, counted in each project
--   organisations integer  different ones among these, by name
--   shared_organisations integer  of these, in more than one project
--   joined integer  joined a project in the year so far
--   departed integer  left a project in the year so far
--   valued_organisations integer  different organisations with social value points
--   mean_value number  mean of their points, 0 to 100
--   previous_partners integer  social_partners of the year before; none in the first year

with now_listed as (
    select * from listed_at('listed_period', $year, $quarter, $basis, $region, $model_type)
),

present as (
    select * from listed_at('present_partner', $year, $quarter, $basis, $region, $model_type)
),

by_organisation as (
    select
        organisation,
        count(*) as partners,
        avg(social_value) as value
    from present
    group by organisation
),

counted as (
    select
        count(*) filter (where is_social) as social_partners,
        count(distinct organisation) filter (where is_social) as social_organisations,
        count(*) as partners
    from present
),

distinct_counted as (
    select
        count(*) as organisations,
        count(*) filter (where partners > 1) as shared_organisations,
        count(value) as valued_organisations,
        avg(value) as mean_value
    from by_organisation
),

moved as (
    select
        count(*) filter (
            where partner.joined_on between make_date($year, 1, 1) and period.period_end
        ) as joined,
        count(*) filter (
            where partner.left_on between make_date($year, 1, 1) and period.period_end
        ) as departed
    from now_listed
    inner join period
        on now_listed.year = period.year and now_listed.reported_quarter = period.quarter
    inner join partner on now_listed.project = partner.project
),

before as (
    select count(*) filter (where is_social) as social_partners
    from listed_at('present_partner', $year - 1, $quarter, $basis, $region, $model_type)
),

known_before as (
    select count(reported_quarter) as projects_reported
    from listed_at('listed_period', $year - 1, $quarter, $basis, $region, $model_type)
),

projects as (
    select
        count(*) as projects,
        count(reported_quarter) as projects_reported
    from now_listed
)

-- Where nothing was reported, nothing is known: not even that there is none.
select
    projects.projects,
    projects.projects_reported,
    case when projects.projects_reported > 0 then counted.social_partners end
        as social_partners,
    case when projects.projects_reported > 0 then counted.social_organisations end
        as social_organisations,
    case when projects.projects_reported > 0 then counted.partners end
        as partners,
    case when projects.projects_reported > 0 then distinct_counted.organisations end
        as organisations,
    case when projects.projects_reported > 0 then distinct_counted.shared_organisations end
        as shared_organisations,
    case when projects.projects_reported > 0 then moved.joined end
        as joined,
    case when projects.projects_reported > 0 then moved.departed end
        as departed,
    distinct_counted.valued_organisations,
    distinct_counted.mean_value,
    case when known_before.projects_reported > 0 then before.social_partners end
        as previous_partners
from projects
cross join counted
cross join distinct_counted
cross join moved
cross join before
cross join known_before
