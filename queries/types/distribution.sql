-- question: How are the projects of each model type spread on one indicator, up to a quarter?
-- parameters:
--   indicator text  id of the indicator
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   model_type text  model type
--   projects integer  projects with a figure
--   minimum number  smallest, in the indicator's unit (money in 원)
--   lower_quartile number  a quarter lie below
--   median number  half lie below
--   upper_quartile number  three quarters lie below
--   maximum number  largest

select
    model_type.model_type,
    count(figures.actual) as projects,
    min(figures.actual) as minimum,
    quantile_cont(figures.actual, 0.25) as lower_quartile,
    quantile_cont(figures.actual, 0.5) as median,
    quantile_cont(figures.actual, 0.75) as upper_quartile,
    max(figures.actual) as maximum
from model_type
left join figures($indicator, $quarter, 17, 'all') as figures
    on
        model_type.model_type = figures.model_type
        and figures.breakdown = 'project'
        and figures.year = $year
group by
    model_type.model_type,
    model_type.position
order by model_type.position
