-- question: Which sides made products together, of those completed in the year and of those
--   in development?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   has_ministry boolean  whether a ministry took part
--   has_local_government boolean  whether a local government took part
--   has_organisation boolean  whether a social solidarity organisation took part
--   has_residents boolean  whether residents took part
--   is_by_all boolean  ministry, local government and organisation together
--   sides integer  how many of the four
--   products integer  completed in the year to date
--   in_development integer  being developed at the end of the last quarter reported
--   listed integer  both together

with listed as (
    select
        *,
        ministry is not null as has_ministry,
        local_government is not null as has_local_government,
        organisation is not null as has_organisation
    from listed_at('listed_product', $year, $quarter, $basis, $region, $model_type)
    where is_of_year or not is_completed
)

select
    has_ministry,
    has_local_government,
    has_organisation,
    has_residents,
    is_by_all,
    has_ministry::integer + has_local_government::integer + has_organisation::integer
    + has_residents::integer as sides,
    count(*) filter (where is_of_year) as products,
    count(*) filter (where not is_completed) as in_development,
    count(*) as listed
from listed
group by
    has_ministry,
    has_local_government,
    has_organisation,
    has_residents,
    is_by_all
order by
    is_by_all desc,
    sides desc,
    has_ministry desc,
    has_local_government desc,
    has_organisation desc
