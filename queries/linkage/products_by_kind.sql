-- question: Of which kind are the products, and how many did each side help to make?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   product_kind text  kind; none for all kinds together
--   products integer  completed in the year to date
--   in_development integer  being developed at the end of the last quarter reported
--   listed integer  both together; of these are the numbers that follow
--   with_ministry integer  a ministry took part
--   with_local_government integer  a local government took part
--   with_organisation integer  a social solidarity organisation took part
--   with_residents integer  residents took part
--   by_all integer  ministry, local government and organisation together
--   by_all_percent number  share of these, %

with listed as (
    select *
    from listed_at('listed_product', $year, $quarter, $basis, $region, $model_type)
    where is_of_year or not is_completed
),

counted as (
    select
        product_kind,
        count(*) filter (where is_of_year) as products,
        count(*) filter (where not is_completed) as in_development,
        count(*) as listed,
        count(ministry) as with_ministry,
        count(local_government) as with_local_government,
        count(organisation) as with_organisation,
        count(*) filter (where has_residents) as with_residents,
        count(*) filter (where is_by_all) as by_all
    from listed
    group by rollup (product_kind)
)

select
    counted.product_kind,
    counted.products,
    counted.in_development,
    counted.listed,
    counted.with_ministry,
    counted.with_local_government,
    counted.with_organisation,
    counted.with_residents,
    counted.by_all,
    percentage(counted.by_all, counted.listed) as by_all_percent
from counted
left join product_kind on counted.product_kind = product_kind.product_kind
where counted.listed > 0
order by product_kind.position nulls first
