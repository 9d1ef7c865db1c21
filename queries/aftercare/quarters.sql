-- question: How did users, jobs and own money go on, quarter by quarter, after support ended?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter shown
--   region text = all  province of the basis, or all
--   model_type text = all  one model type, or all
--   basis integer = 17  of how many provinces
-- columns:
--   project text  project
--   name text  its name
--   year integer  year
--   quarter integer  quarter
--   quarters_after integer  quarters since support ended; 0 is the last quarter of support
--   is_reported boolean  whether the quarter was reported
--   continuation text  continued, reduced or ended
--   users integer  people who used it in the quarter
--   users_ratio number  times those of the last quarter of support
--   jobs integer  jobs left at its end; in the last quarter of support all that were created
--   jobs_ratio number  times those created
--   own_money integer  원 raised by itself in the quarter
--   own_money_ratio number  times that of the last quarter of support

with chosen as (
    select
        project,
        name,
        ended_on,
        users_before,
        jobs_before,
        own_money_before
    from aftercare_at($year, $quarter, $basis)
    where
        ($region = 'all' or region = $region)
        and ($model_type = 'all' or model_type = $model_type)
)

select
    chosen.project,
    chosen.name,
    aftercare_quarter.year,
    aftercare_quarter.quarter,
    aftercare_quarter.quarters_after,
    aftercare_quarter.is_reported,
    aftercare_quarter.continuation,
    aftercare_quarter.users,
    aftercare_quarter.users / nullif(chosen.users_before, 0) as users_ratio,
    aftercare_quarter.jobs,
    aftercare_quarter.jobs / nullif(chosen.jobs_before, 0) as jobs_ratio,
    aftercare_quarter.own_money,
    aftercare_quarter.own_money / nullif(chosen.own_money_before, 0) as own_money_ratio
from chosen
inner join aftercare_quarter on chosen.project = aftercare_quarter.project
where aftercare_quarter.year * 4 + aftercare_quarter.quarter <= $year * 4 + $quarter
order by
    chosen.ended_on,
    chosen.project,
    aftercare_quarter.quarters_after
