-- question: How many organisations took part at the end of each quarter, and how many joined and
--   left in it?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   year integer  year
--   quarter integer  quarter
--   social_partners integer  social solidarity ones at its end, counted in each project
--   other_partners integer  organisations of other kinds
--   joined integer  joined a project in the quarter
--   departed integer  left a project in the quarter
--   projects integer  projects that run
--   projects_reported integer  of these, reported in the year up to the quarter

with shown as (
    select
        period.year,
        period.quarter,
        period.period_start,
        period.period_end
    from period
    where (period.year, period.quarter) <= ($year, $quarter)
),

listed as (
    select
        listed_period.*,
        shown.period_start,
        shown.period_end
    from shown
    inner join listed_period
        on shown.year = listed_period.year and shown.quarter = listed_period.quarter
    inner join basis_region
        on listed_period.region = basis_region.region and basis_region.basis = $basis
    where
        ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or listed_period.model_type = $model_type)
),

present as (
    select
        present_partner.year,
        present_partner.quarter,
        count(*) filter (where present_partner.is_social) as social_partners,
        count(*) filter (where not present_partner.is_social) as other_partners
    from present_partner
    inner join basis_region
        on present_partner.region = basis_region.region and basis_region.basis = $basis
    where
        ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or present_partner.model_type = $model_type)
    group by
        present_partner.year,
        present_partner.quarter
),

moved as (
    select
        listed.year,
        listed.quarter,
        count(*) filter (
            where partner.joined_on between listed.period_start and listed.period_end
        ) as joined,
        count(*) filter (
            where partner.left_on between listed.period_start and listed.period_end
        ) as departed
    from listed
    inner join partner on listed.project = partner.project
    group by
        listed.year,
        listed.quarter
),

counted as (
    select
        year,
        quarter,
        count(*) as projects,
        count(reported_quarter) as projects_reported
    from listed
    group by
        year,
        quarter
)

select
    counted.year,
    counted.quarter,
    case when counted.projects_reported > 0 then coalesce(present.social_partners, 0) end
        as social_partners,
    case when counted.projects_reported > 0 then coalesce(present.other_partners, 0) end
        as other_partners,
    case when counted.projects_reported > 0 then coalesce(moved.joined, 0) end
        as joined,
    case when counted.projects_reported > 0 then coalesce(moved.departed, 0) end
        as departed,
    counted.projects,
    counted.projects_reported
from counted
left join present on counted.year = present.year and counted.quarter = present.quarter
left join moved on counted.year = moved.year and counted.quarter = moved.quarter
order by
    counted.year,
    counted.quarter
