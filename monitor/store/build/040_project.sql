-- Projects: as last reported, and as they stood in each quarter.

create temp table accepted as
select
    submission,
    form,
    year,
    quarter,
    year * 4 + quarter - 1 as number
from submission
where submission_state = 'accepted';

-- Of each key the row that was accepted last. What a later period says of a state (`by_period`)
-- goes before what is sent later, and a period that the release does not cover says nothing of it.
create temp macro reported(which, keys, by_period) as table
    with keyed as (
        select
            *,
            row(*columns(keys)) as row_key
        from query_table('ledger.' || which)
    )

    select keyed.* exclude (row_key)
    from keyed
    inner join accepted on keyed.submission = accepted.submission
    where not by_period or accepted.number <= (select max(number) from period)
    qualify row_number() over (
        partition by keyed.row_key
        order by case when by_period then accepted.number end desc, keyed.submission desc
    ) = 1;

create temp table project_version as
select
    report.*,
    accepted.number
from ledger.project_report as report
inner join accepted on report.submission = accepted.submission
where accepted.number <= (select max(number) from period);

create temp table stage_version as
select *
from reported('stage_report', ['project', 'stage'], true);

create table project_stage as
select
    project,
    stage,
    planned_start,
    planned_end,
    case when actual_start <= getvariable('as_of') then actual_start end as actual_start,
    case when actual_end <= getvariable('as_of') then actual_end end as actual_end
from stage_version
order by project, stage;

-- A project is expected to report from its first report or planned start until it stops.
create table project_period as
with latest as (
    select *
    from project_version
    qualify row_number() over (
        partition by project
        order by number desc, submission desc
    ) = 1
),

first_planned as (
    select
        project,
        year(min(planned_start)) * 4 + quarter(min(planned_start)) - 1 as number
    from stage_version
    group by project
),

first_reported as (
    select
        project,
        min(number) as number
    from project_version
    group by project
),

expected as (
    select
        latest.project,
        latest.selection_year,
        period.number,
        period.year,
        period.quarter
    from latest
    inner join first_reported on latest.project = first_reported.project
    left join first_planned on latest.project = first_planned.project
    inner join period
        on
            period.number >= least(
                first_reported.number,
                coalesce(first_planned.number, first_reported.number)
            )
            and period.period_end <= coalesce(latest.stopped_on, getvariable('as_of'))
)

select
    expected.project,
    expected.year,
    expected.quarter,
    version.region,
    version.municipality,
    version.model_type,
    (expected.year - expected.selection_year + 1)::integer as programme_year
from expected
inner join project_version as version on expected.project = version.project
qualify
    row_number() over (
        partition by expected.project, expected.number
        order by
            version.number <= expected.number desc,
            case
                when version.number <= expected.number then -version.number else version.number
            end,
            version.submission desc
    ) = 1
order by expected.year, expected.quarter, expected.project;

create table project as
select
    project,
    name,
    region,
    municipality,
    model_type,
    selection_year,
    lead_organisation,
    purpose,
    project_state,
    stopped_on
from project_version
qualify row_number() over (partition by project order by number desc, submission desc) = 1
order by project;

create table own_indicator as
select
    report.project,
    report.indicator,
    report.name,
    report.unit_name,
    report.definition
from reported('own_indicator_report', ['project', 'indicator'], true) as report
order by report.project, report.indicator;
