-- question: How much of each source is likely to be executed by the end of the year, at the pace of
--   the completed years?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; a whole year has no forecast
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   funding_source text  national, local or own; none for all of them
--   allocated integer  원, whole year
--   executed integer  원, year to date
--   forecast integer  원 by the end of the year; none where no completed year shows the pace
--   low integer  원, were each project as slow as the slowest tenth was
--   high integer  원, were each project as fast as the fastest tenth was
--   execution_rate number  executed over allocated, %
--   forecast_rate number  forecast over allocated, %
--   low_rate number  %
--   high_rate number  %
--   cases integer  budgets of completed years that show the pace; in all, of the scarcest source
--   pace_from integer  first of these years
--   pace_to integer  last of these years

with rows as (
    select
        spent.funding_source,
        spent.allocated,
        spent.executed,
        spent.executed + pace.share * (spent.allocated - spent.executed) as forecast,
        spent.executed + pace.slow_share * (spent.allocated - spent.executed) as low,
        spent.executed + pace.fast_share * (spent.allocated - spent.executed) as high,
        pace.cases,
        pace.first_year as pace_from,
        pace.last_year as pace_to
    from chosen_money($year, $quarter, $basis, $region, $model_type) as spent
    left join later_pace($year, $quarter) as pace
        on spent.funding_source = pace.funding_source
    where $quarter < 4
),

summed as (
    select
        funding_source,
        sum(allocated)::bigint as allocated,
        sum(executed)::bigint as executed,
        -- A forecast of a part only is no forecast.
        case when count(forecast) = count(*) then round(sum(forecast))::bigint end as forecast,
        case when count(forecast) = count(*) then round(sum(low))::bigint end as low,
        case when count(forecast) = count(*) then round(sum(high))::bigint end as high,
        min(cases) as cases,
        min(pace_from) as pace_from,
        max(pace_to) as pace_to
    from rows
    group by grouping sets ((funding_source), ())
)

select
    summed.funding_source,
    summed.allocated,
    summed.executed,
    summed.forecast,
    summed.low,
    summed.high,
    percentage(summed.executed, summed.allocated) as execution_rate,
    percentage(summed.forecast, summed.allocated) as forecast_rate,
    percentage(summed.low, summed.allocated) as low_rate,
    percentage(summed.high, summed.allocated) as high_rate,
    summed.cases,
    summed.pace_from,
    summed.pace_to
from summed
left join funding_source on summed.funding_source = funding_source.funding_source
where summed.allocated is not null
order by funding_source.position nulls last
