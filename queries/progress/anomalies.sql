-- question: Which projects show an anomaly of money or progress at the end of a quarter, the worst
--   first?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   anomaly text  kind of anomaly
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   stage text  stage at the end of the quarter
--   status text  on_track, watch, delayed or poor
--   leading_value number  what the first condition looks at, in its unit
--   excess number  leading value over its threshold
--   allocated integer  원
--   executed integer  원
--   execution_rate number  executed over allocated in %
--   elapsed number  elapsed part of the year, %
--   execution_gap number  execution rate less elapsed time, %p
--   attainment_index number  weighted attainment of the project's indicators in %, each at most 100
--   money_to_attainment number  execution rate over attainment index
--   attainment_lead number  attainment index less execution rate, %p
--   days_overdue number  days by which its most overdue stage is past its planned end
--   last_quarter_share number  share of the year's money executed in the 4th quarter, %

select
    judged.anomaly,
    judged.project,
    listed.name,
    listed.region,
    listed.model_type,
    listed.stage,
    listed.status,
    judged.leading_value,
    judged.excess,
    listed.allocated,
    listed.executed,
    listed.execution_rate,
    listed.elapsed,
    listed.execution_gap,
    listed.attainment_index,
    measured.money_to_attainment,
    measured.attainment_lead,
    measured.days_overdue,
    measured.last_quarter_share
from anomaly_judged as judged
inner join project_list($year, $quarter, $basis) as listed on judged.project = listed.project
inner join pace_measure as measured
    on
        judged.project = measured.project
        and judged.year = measured.year
        and judged.quarter = measured.quarter
inner join anomaly on judged.anomaly = anomaly.anomaly
where
    judged.year = $year
    and judged.quarter = $quarter
    and judged.is_found
    and ($region = 'all' or listed.region = $region)
    and ($model_type = 'all' or listed.model_type = $model_type)
order by
    judged.excess desc,
    anomaly.position asc,
    judged.project asc
