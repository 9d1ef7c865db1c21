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
from reported('call_report', ['call'], false) as report
where report.opened_on <= getvariable('as_of')
order by report.opened_on, report.call;

create table briefing_session as
select
    report.call,
    report.held_on,
    report.place,
    report.area,
    report.attendance
from reported('briefing_session_report', ['call', 'held_on', 'place'], false) as report
where report.held_on <= getvariable('as_of')
order by
    report.call,
    report.held_on,
    report.place;

-- Who was selected is not known before the day of the selection.
create table application as
with application_now as (
    select
        report.*,
        coalesce(told.selected_on <= getvariable('as_of'), true) as is_known
    from reported('application_report', ['call', 'application'], false) as report
    left join reported('call_report', ['call'], false) as told on report.call = told.call
    where report.received_on <= getvariable('as_of')
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
from application_now as report
order by report.call, report.application;
