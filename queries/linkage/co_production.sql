-- question: How many products were completed and are being developed, and by whom together?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   projects integer  projects that run at the end of the quarter
--   projects_reported integer  of these, reported in the year
--   products integer  completed in the year to date (indicator)
--   previous_products integer  of the year before to the same quarter; none in the first year
--   completed_so_far integer  completed in all years so far
--   in_development integer  being developed at the end of the last quarter reported
--   by_all integer  of products, those of ministry, local government and organisation together
--   by_all_percent number  of these products, %
--   by_all_in_development integer  of those in development
--   by_all_in_development_percent number  of these, %
--   with_residents integer  of the products completed in the year, with residents
--   residents integer  residents who took part in these

with listed as (
    select * from listed_at('listed_product', $year, $quarter, $basis, $region, $model_type)
),

projects as (
    select
        count(*) as projects,
        count(reported_quarter) as projects_reported
    from listed_at('listed_period', $year, $quarter, $basis, $region, $model_type)
),

counted as (
    select
        count(*) filter (where is_of_year) as products,
        count(*) filter (where is_completed) as completed_so_far,
        count(*) filter (where not is_completed) as in_development,
        count(*) filter (where is_of_year and is_by_all) as by_all,
        count(*) filter (where not is_completed and is_by_all) as by_all_in_development,
        count(*) filter (where is_of_year and has_residents) as with_residents,
        sum(residents) filter (where is_of_year) as residents
    from listed
),

before as (
    select count(*) filter (where is_of_year) as products
    from listed_at('listed_product', $year - 1, $quarter, $basis, $region, $model_type)
),

known_before as (
    select count(reported_quarter) as projects_reported
    from listed_at('listed_period', $year - 1, $quarter, $basis, $region, $model_type)
)

-- Where nothing was reported, nothing is known: not even that there is none.
select
    projects.projects,
    projects.projects_reported,
    case when projects.projects_reported > 0 then counted.products end as products,
    case when known_before.projects_reported > 0 then before.products end as previous_products,
    case when projects.projects_reported > 0 then counted.completed_so_far end as completed_so_far,
    case when projects.projects_reported > 0 then counted.in_development end as in_development,
    case when projects.projects_reported > 0 then counted.by_all end as by_all,
    percentage(counted.by_all, counted.products) as by_all_percent,
    case when projects.projects_reported > 0 then counted.by_all_in_development end
        as by_all_in_development,
    percentage(counted.by_all_in_development, counted.in_development)
        as by_all_in_development_percent,
    case when projects.projects_reported > 0 then counted.with_residents end as with_residents,
    counted.residents::bigint as residents
from projects
cross join counted
cross join before
cross join known_before
