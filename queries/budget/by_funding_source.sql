-- question: How much money came from each source, up to a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   model_type text = all  one model type, or all
-- columns:
--   funding_source text  national, local or own
--   allocated integer  원, whole year
--   granted integer  원, year to date
--   executed integer  원, year to date
--   execution_rate number  executed over allocated in %
--   previous_executed integer  원, the year before to the same quarter
--   change_percent number  executed against the year before in %

with years as (
    select
        rows.funding_source,
        rows.year,
        sum(rows.allocated)::bigint as allocated,
        sum(rows.granted)::bigint as granted,
        sum(rows.executed)::bigint as executed,
        percentage(sum(rows.executed), sum(rows.allocated)) as execution_rate
    from money_rows($quarter, 17, $model_type) as rows
    group by
        rows.funding_source,
        rows.year
)

select
    years.funding_source,
    years.allocated,
    years.granted,
    years.executed,
    years.execution_rate,
    previous.executed as previous_executed,
    change_percent('sum', years.executed, previous.executed) as change_percent
from years
inner join funding_source on years.funding_source = funding_source.funding_source
left join years as previous
    on
        years.funding_source = previous.funding_source
        and years.year = previous.year + 1
where years.year = $year
order by funding_source.position
