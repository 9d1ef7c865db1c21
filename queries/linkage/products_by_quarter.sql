-- question: How many products were completed in each quarter, and how many were being developed at
--   its end?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   year integer  year
--   quarter integer  quarter
--   by_all integer  completed in it by ministry, local government and organisation together
--   by_others integer  completed in the quarter by fewer sides
--   in_development integer  being developed at the end of the quarter
--   projects integer  projects that run
--   projects_reported integer  of these, reported in the year up to the quarter

with listed as (
    select listed_period.*
    from listed_period
    inner join basis_region
        on listed_period.region = basis_region.region and basis_region.basis = $basis
    where
        (listed_period.year, listed_period.quarter) <= ($year, $quarter)
        and ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or listed_period.model_type = $model_type)
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
),

developed as (
    select
        listed.year,
        listed.quarter,
        count(*) filter (where not product.is_completed) as in_development
    from listed
    inner join listed_product as product
        on
            listed.project = product.project
            and listed.year = product.year
            and listed.quarter = product.quarter
    group by
        listed.year,
        listed.quarter
),

-- Each product once, in the quarter of its completion: a year's quarters add up to the indicator.
last_listed as (
    select *
    from listed
    where quarter = case when year = $year then $quarter else 4 end
),

completed as (
    select
        product.year,
        quarter(product.completed_on) as quarter,
        count(*) filter (where product.is_by_all) as by_all,
        count(*) filter (where not product.is_by_all) as by_others
    from last_listed
    inner join listed_product as product
        on
            last_listed.project = product.project
            and last_listed.year = product.year
            and last_listed.quarter = product.quarter
    where product.is_of_year
    group by
        product.year,
        quarter(product.completed_on)
)

select
    counted.year,
    counted.quarter,
    case when counted.projects_reported > 0 then coalesce(completed.by_all, 0) end
        as by_all,
    case when counted.projects_reported > 0 then coalesce(completed.by_others, 0) end
        as by_others,
    case when counted.projects_reported > 0 then coalesce(developed.in_development, 0) end
        as in_development,
    counted.projects,
    counted.projects_reported
from counted
left join developed
    on counted.year = developed.year and counted.quarter = developed.quarter
left join completed
    on counted.year = completed.year and counted.quarter = completed.quarter
order by
    counted.year,
    counted.quarter
