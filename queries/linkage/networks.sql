-- question: How closely do the projects of each province, and of the whole country, work together?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   partners text = all  organisations of every kind, or social: social solidarity ones alone
-- columns:
--   region text  province of the basis; none for the whole country
--   projects integer  projects that run at the end of the quarter
--   projects_reported integer  of these, reported in the year
--   partners integer  organisations of every kind, counted in each project
--   organisations integer  different ones among these, by name
--   partners_per_project number  partners over projects reported
--   shared_organisations integer  organisations in more than one project there
--   ministries integer  ministries with a policy linked
--   tied_projects integer  projects that share an organisation with another one there
--   lone_projects integer  reported projects that share none
--   project_groups integer  groups reached through shared organisations; a lone project is one
--   largest_group integer  projects of the largest group

with listed as (
    select * from listed_at('listed_period', $year, $quarter, $basis, 'all', $model_type)
),

-- Every row counts in its province and in the whole country.
counted as (
    select
        coalesce(unit, 'all') as scope,
        count(*) as projects,
        count(reported_quarter) as projects_reported
    from listed
    group by rollup (unit)
),

by_organisation as (
    select
        unit,
        organisation,
        count(*) as partners
    from listed_at('present_partner', $year, $quarter, $basis, 'all', $model_type)
    where $partners = 'all' or is_social
    group by
        unit,
        organisation
),

by_scope as (
    select
        unit as scope,
        organisation,
        partners
    from by_organisation
    union all
    select
        'all' as scope,
        organisation,
        sum(partners) as partners
    from by_organisation
    group by organisation
),

organised as (
    select
        scope,
        sum(partners)::bigint as partners,
        count(*) as organisations,
        count(*) filter (where partners > 1) as shared_organisations
    from by_scope
    group by scope
),

linked as (
    select
        coalesce(unit, 'all') as scope,
        count(distinct ministry) as ministries
    from listed_at('linked_policy', $year, $quarter, $basis, 'all', $model_type)
    where is_current
    group by rollup (unit)
),

grouped as (
    select
        scope,
        count(*) filter (where projects > 1) as tied_projects,
        count(distinct shared_group) as project_groups,
        count(*) as projects,
        max(projects) as largest_group
    from shared_group
    where
        year = $year
        and quarter = $quarter
        and of_type = $model_type
        and of_partners = $partners
    group by scope
)

-- Where nothing was reported, nothing is known: not even that there is none.
select
    nullif(counted.scope, 'all') as region,
    counted.projects,
    counted.projects_reported,
    case when counted.projects_reported > 0 then coalesce(organised.partners, 0) end as partners,
    case when counted.projects_reported > 0 then coalesce(organised.organisations, 0) end
        as organisations,
    coalesce(organised.partners, 0) / nullif(counted.projects_reported, 0)
        as partners_per_project,
    case when counted.projects_reported > 0 then coalesce(organised.shared_organisations, 0) end
        as shared_organisations,
    case when counted.projects_reported > 0 then coalesce(linked.ministries, 0) end as ministries,
    case when counted.projects_reported > 0 then coalesce(grouped.tied_projects, 0) end
        as tied_projects,
    case
        when counted.projects_reported > 0
            then counted.projects_reported - coalesce(grouped.tied_projects, 0)
    end as lone_projects,
    -- Reported without any partner, a project stands alone.
    case
        when counted.projects_reported > 0
            then counted.projects_reported - coalesce(grouped.projects - grouped.project_groups, 0)
    end as project_groups,
    case when counted.projects_reported > 0 then coalesce(grouped.largest_group, 1) end
        as largest_group
from counted
left join organised using (scope)
left join linked using (scope)
left join grouped using (scope)
left join region on counted.scope = region.region
order by
    region.position nulls first,
    counted.scope
