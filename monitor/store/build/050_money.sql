-- Money in 원: at each quarter, the last figures reported in the year up to then.

create table money as
with latest as (
    select *
    from reported('budget_report', ['project', 'year', 'quarter', 'funding_source'], false)
)

select
    project_period.project,
    project_period.year,
    project_period.quarter,
    project_period.region,
    project_period.model_type,
    project_period.programme_year,
    latest.funding_source,
    latest.allocated,
    latest.granted,
    latest.executed,
    latest.carried_over,
    latest.quarter as reported_quarter
from project_period
inner join latest
    on
        project_period.project = latest.project
        and project_period.year = latest.year
        and project_period.quarter >= latest.quarter
qualify
    row_number() over (
        partition by
            project_period.project,
            project_period.year,
            project_period.quarter,
            latest.funding_source
        order by latest.quarter desc
    ) = 1
order by
    project_period.year,
    project_period.quarter,
    project_period.project,
    latest.funding_source;

-- Money in 원 that was planned to be executed by the end of each quarter of the year.
create table spending_plan as
select
    report.project,
    report.year,
    report.quarter,
    report.funding_source,
    report.planned
from ledger.spending_plan_report as report
inner join accepted on report.submission = accepted.submission
where accepted.number <= (select max(number) from period)
qualify
    row_number() over (
        partition by report.project, report.year, report.quarter, report.funding_source
        order by report.submission desc
    ) = 1
order by
    report.year,
    report.quarter,
    report.project,
    report.funding_source;
