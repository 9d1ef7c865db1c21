-- question: How does each project whose support has ended stand against the last quarter of its
--   support?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   region text = all  province of the basis, or all
--   model_type text = all  one model type, or all
--   basis integer = 17  of how many provinces
-- columns:
--   project text  project
--   name text  its name
--   region text  province of the basis
--   municipality_ko text  municipality
--   municipality_en text  its name in English
--   model_type text  model type
--   project_state text  completed, or stopped before its time
--   ended_on date  day on which support ended
--   last_year integer  year of the last quarter of support
--   last_quarter integer  that quarter
--   quarters_expected integer  quarters since
--   quarters_reported integer  of these, reported
--   reported_year integer  year last reported; none without a report
--   reported_quarter integer  quarter last reported
--   continuation text  continued, reduced or ended, as last reported
--   users_before integer  people who used it in the last quarter of support
--   users integer  the same in the last quarter reported
--   jobs_before integer  jobs created in all the support
--   jobs integer  jobs left in the last quarter reported
--   own_money_before integer  원 of own contribution executed in the last quarter of support
--   own_money integer  원 raised by itself in the last quarter reported

select
    chosen.project,
    chosen.name,
    chosen.region,
    municipality.name_ko as municipality_ko,
    municipality.name_en as municipality_en,
    chosen.model_type,
    chosen.project_state,
    chosen.ended_on,
    chosen.last_year,
    chosen.last_quarter,
    chosen.quarters_expected,
    chosen.quarters_reported,
    chosen.reported_year,
    chosen.reported_quarter,
    chosen.continuation,
    chosen.users_before,
    chosen.users,
    chosen.jobs_before,
    chosen.jobs,
    chosen.own_money_before,
    chosen.own_money
from aftercare_at($year, $quarter, $basis) as chosen
left join municipality on chosen.municipality = municipality.municipality
inner join region on chosen.region = region.region
where
    ($region = 'all' or chosen.region = $region)
    and ($model_type = 'all' or chosen.model_type = $model_type)
order by
    chosen.ended_on,
    region.position,
    chosen.project
