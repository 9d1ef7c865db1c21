-- question: How much money was allocated, granted and executed in each model type, up to a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   funding_source text = all  national, local, own, or all
-- columns:
--   model_type text  model type
--   projects integer  projects with a budget
--   allocated integer  원, whole year
--   granted integer  원, year to date
--   executed integer  원, year to date
--   execution_rate number  executed over allocated in %

select
    rows.model_type,
    count(distinct rows.project) as projects,
    sum(rows.allocated)::bigint as allocated,
    sum(rows.granted)::bigint as granted,
    sum(rows.executed)::bigint as executed,
    percentage(sum(rows.executed), sum(rows.allocated)) as execution_rate
from money_rows($quarter, 17, 'all') as rows
inner join model_type on rows.model_type = model_type.model_type
where
    rows.year = $year
    and ($funding_source = 'all' or rows.funding_source = $funding_source)
group by
    rows.model_type,
    model_type.position
order by model_type.position
