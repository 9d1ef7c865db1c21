-- question: How much money was allocated, granted and executed in each province, up to a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   funding_source text = all  national, local, own, or all
-- columns:
--   region text  province of the basis
--   projects integer  projects with a budget
--   allocated integer  원, whole year
--   granted integer  원, year to date
--   executed integer  원, year to date
--   execution_rate number  executed over allocated in %

select
    spent.unit as region,
    count(distinct spent.project) as projects,
    sum(spent.allocated)::bigint as allocated,
    sum(spent.granted)::bigint as granted,
    sum(spent.executed)::bigint as executed,
    percentage(sum(spent.executed), sum(spent.allocated)) as execution_rate
from money_rows($quarter, $basis, $model_type) as spent
inner join region on spent.unit = region.region
where
    spent.year = $year
    and ($funding_source = 'all' or spent.funding_source = $funding_source)
group by
    spent.unit,
    region.position
order by
    region.position,
    spent.unit
