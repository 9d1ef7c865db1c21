-- question: Which rows name a province, type, indicator, stage or source that the reference data
--   lack?
-- parameters:
-- columns:
--   kind text  what is unknown
--   code text  the code

with province as (
    select region
    from region
    where region = region_17
)

select distinct
    'region' as kind,
    region as code
from project_period
where region not in (select region from province)
union
select distinct
    'model_type' as kind,
    model_type as code
from project_period
where model_type not in (select model_type from model_type)
union
select distinct
    'municipality' as kind,
    municipality as code
from project_period
where municipality not in (select municipality from municipality)
union
select distinct
    'indicator' as kind,
    indicator as code
from progress
where indicator not in (select indicator from indicator)
union
select distinct
    'stage' as kind,
    stage as code
from project_stage
where stage not in (select stage from stage)
union
select distinct
    'funding_source' as kind,
    funding_source as code
from money
where funding_source not in (select funding_source from funding_source)
order by all
