-- question: Which province of the 17 is missing from a basis, or stands in it twice?
-- parameters:
-- columns:
--   basis integer  how many provinces it has
--   region text  province
--   times integer  how often it stands

with bases as (
    select distinct basis from basis_region
)

select
    bases.basis,
    region.region,
    count(basis_region.unit) as times
from region
cross join bases
left join basis_region
    on
        region.region = basis_region.region
        and bases.basis = basis_region.basis
where region.region = region.region_17
group by
    bases.basis,
    region.region
having count(basis_region.unit) != 1
order by all
