-- How projects came to be selected: calls, the sessions that explained them, applications.

create table call as
select
    report.call,
    report.name,
    report.opened_on,
    report.closed_on,
    case when report.selected_on <= getvariable('as_of') then report.selected_on end
        as selected_on,
    report.national_budget
from ledger.call_report as report
inner join accepted on report.submission = accepted.submission
where report.opened_on <= getvariable('as_of')
qualify
    row_number() over (
        partition by report.call
        order by report.submission desc
    ) = 1
order by report.opened_on, report.call;

create table briefing_session as
select
    report.call,
    report.held_on,
    report.place,
    report.area,
    report.attendance
from ledger.briefing_session_report as report
inner join accepted on report.submission = accepted.submission
where report.held_on <= getvariable('as_of')
qualify
    row_number() over (
        partition by report.call, report.held_on, report.place
        order by report.submission desc
    ) = 1
order by
    report.call,
    report.held_on,
    report.place;

-- Who was selected is not known before the day of the selection.
create table application as
with current_call as (
    select
        report.call,
        report.selected_on
    from ledger.call_report as report
    inner join accepted on report.submission = accepted.submission
    qualify
        row_number() over (
            partition by report.call
            order by report.submission desc
        ) = 1
),

current_application as (
    select
        report.*,
        coalesce(current_call.selected_on <= getvariable('as_of'), true) as is_known
    from ledger.application_report as report
    inner join accepted on report.submission = accepted.submission
    left join current_call on report.call = current_call.call
    where report.received_on <= getvariable('as_of')
    qualify
        row_number() over (
            partition by report.call, report.application
            order by report.submission desc
        ) = 1
)

select
    report.call,
    report.application,
    report.region,
    report.municipality,
    report.model_type,
    report.name,
    report.applicant,
    report.requested,
    report.received_on,
    report.screening,
    case when report.is_known then report.score end as score,
    case when report.is_known then report.selection end as selection,
    case when report.is_known then report.project end as project
from current_application as report
order by report.call, report.application;
