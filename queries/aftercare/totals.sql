-- question: What became of the projects whose support has ended, as far as reported by a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   region text = all  province of the basis, or all
--   model_type text = all  one model type, or all
--   basis integer = 17  of how many provinces
-- columns:
--   projects integer  projects whose support has ended
--   expected integer  of these, with a quarter to report since
--   reported integer  of these, with at least one report
--   continued integer  last reported as continued
--   reduced integer  last reported as reduced
--   ended integer  last reported as ended
--   compared_users integer  projects with users now and in the last quarter of support
--   users_before integer  their users in the last quarter of support
--   users integer  their users in the last quarter reported
--   users_percent number  users now over before in %
--   compared_jobs integer  projects with jobs created and jobs kept
--   jobs_before integer  their jobs created in all the support
--   jobs integer  their jobs kept in the last quarter reported
--   jobs_percent number  kept over created in %
--   own_money_reported integer  projects that last reported own money
--   own_money integer  원 of own money in the last quarter reported

with chosen as (
    select *
    from aftercare_at($year, $quarter, $basis)
    where
        ($region = 'all' or region = $region)
        and ($model_type = 'all' or model_type = $model_type)
),

compared as (
    select
        *,
        users is not null and users_before is not null as has_users,
        jobs is not null and jobs_before is not null as has_jobs
    from chosen
)

select
    count(*) as projects,
    count(*) filter (where quarters_expected > 0) as expected,
    count(*) filter (where quarters_reported > 0) as reported,
    count(*) filter (where continuation = 'continued') as continued,
    count(*) filter (where continuation = 'reduced') as reduced,
    count(*) filter (where continuation = 'ended') as ended,
    count(*) filter (where has_users) as compared_users,
    sum(users_before) filter (where has_users)::bigint as users_before,
    sum(users) filter (where has_users)::bigint as users,
    percentage(
        sum(users) filter (where has_users), sum(users_before) filter (where has_users)
    ) as users_percent,
    count(*) filter (where has_jobs) as compared_jobs,
    sum(jobs_before) filter (where has_jobs)::bigint as jobs_before,
    sum(jobs) filter (where has_jobs)::bigint as jobs,
    percentage(
        sum(jobs) filter (where has_jobs), sum(jobs_before) filter (where has_jobs)
    ) as jobs_percent,
    count(own_money) as own_money_reported,
    sum(own_money)::bigint as own_money
from compared
