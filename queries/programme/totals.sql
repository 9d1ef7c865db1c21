-- question: How large is the programme up to a quarter, and how did it change on the year before?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   projects integer  projects running
--   previous_projects integer  the year before
--   provinces integer  of the 17, with a project
--   model_types integer  with a project
--   municipalities integer  with a project
--   allocated integer  원, whole year
--   granted integer  원, year to date
--   executed integer  원, year to date
--   execution_rate number  executed over allocated in %
--   national_allocated integer  원
--   national_executed integer  원
--   national_execution_rate number  %
--   previous_execution_rate number  %, all sources, same quarter of the year before
--   execution_rate_change number  %p
--   previous_allocated integer  원
--   allocated_change_percent number  %
--   submissions_expected integer  province workbooks due in the quarter
--   submissions_accepted integer  of these accepted
--   national_budget integer  원, the year's national budget; null where not public

with running as (
    select
        year,
        count(*) as projects,
        count(distinct region) as provinces,
        count(distinct model_type) as model_types,
        count(distinct municipality) as municipalities
    from project_period
    where quarter = $quarter
    group by year
),

spent as (
    select
        rows.year,
        sum(rows.allocated)::bigint as allocated,
        sum(rows.granted)::bigint as granted,
        sum(rows.executed)::bigint as executed,
        percentage(sum(rows.executed), sum(rows.allocated)) as execution_rate,
        (sum(rows.allocated) filter (where rows.funding_source = 'national'))::bigint
            as national_allocated,
        (sum(rows.executed) filter (where rows.funding_source = 'national'))::bigint
            as national_executed,
        percentage(
            sum(rows.executed) filter (where rows.funding_source = 'national'),
            sum(rows.allocated) filter (where rows.funding_source = 'national')
        ) as national_execution_rate
    from money_rows($quarter, 17, 'all') as rows
    group by rows.year
),

sent as (
    select
        year,
        count(*) as submissions_expected,
        count(*) filter (where submission_state = 'accepted') as submissions_accepted
    from region_submission
    where quarter = $quarter
    group by year
)

select
    running.projects,
    running_before.projects as previous_projects,
    running.provinces,
    running.model_types,
    running.municipalities,
    spent.allocated,
    spent.granted,
    spent.executed,
    spent.execution_rate,
    spent.national_allocated,
    spent.national_executed,
    spent.national_execution_rate,
    spent_before.execution_rate as previous_execution_rate,
    spent.execution_rate - spent_before.execution_rate as execution_rate_change,
    spent_before.allocated as previous_allocated,
    change_percent('sum', spent.allocated, spent_before.allocated) as allocated_change_percent,
    sent.submissions_expected,
    sent.submissions_accepted,
    programme_year.national_budget
from running
left join running as running_before on running.year = running_before.year + 1
left join spent on running.year = spent.year
left join spent as spent_before on running.year = spent_before.year + 1
left join sent on running.year = sent.year
left join programme_year on running.year = programme_year.year
where running.year = $year
