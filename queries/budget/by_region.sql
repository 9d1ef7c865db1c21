-- question: How much money was allocated, granted and executed in each province, up to a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  17 or 16 provinces
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
    rows.unit as region,
    count(distinct rows.project) as projects,
    sum(rows.allocated)::bigint as allocated,
    sum(rows.granted)::bigint as granted,
    sum(rows.executed)::bigint as executed,
    percentage(sum(rows.executed), sum(rows.allocated)) as execution_rate
from money_rows($quarter, $basis, $model_type) as rows
inner join region on rows.unit = region.region
where
    rows.year = $year
    and ($funding_source = 'all' or rows.funding_source = $funding_source)
group by
    rows.unit,
    region.position
order by
    region.position,
    rows.unit
