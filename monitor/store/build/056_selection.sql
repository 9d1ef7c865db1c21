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

create table application as
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
    report.score,
    report.selection,
    report.project
from ledger.application_report as report
inner join accepted on report.submission = accepted.submission
where report.received_on <= getvariable('as_of')
qualify
    row_number() over (
        partition by report.call, report.application
        order by report.submission desc
    ) = 1
order by report.call, report.application;
