-- What outlives the programme: standard models, who adopted them, what became of projects whose
-- support ended, awards.

create table standard_model as
select
    report.model,
    report.project,
    report.name,
    report.designated_on,
    report.summary,
    report.conditions
from reported('standard_model_report', ['model'], false) as report
where report.designated_on <= getvariable('as_of')
order by report.model;

-- What each adopting municipality reports of a model for a quarter.
create table adoption as
select
    report.model,
    report.region,
    report.municipality,
    report.year,
    report.quarter,
    report.adopted_on,
    report.ended_on,
    report.adoption_state,
    report.adaptation,
    report.users,
    report.report
from reported('adoption_report', ['model', 'municipality', 'year', 'quarter'], false) as report
inner join period on report.year = period.year and report.quarter = period.quarter
order by
    report.year,
    report.quarter,
    report.model,
    report.municipality;

-- From which day to which a municipality has adopted a model, as it last reported.
create table adoption_spell as
select
    model,
    region,
    municipality,
    adopted_on,
    ended_on
from adoption
qualify
    row_number() over (
        partition by model, municipality
        order by year desc, quarter desc
    ) = 1
order by model, municipality;

-- What is reported of a project for a quarter after its support ended; money in 원.
create table aftercare as
select
    report.project,
    report.year,
    report.quarter,
    report.continuation,
    report.users,
    report.jobs,
    report.own_money
from reported('aftercare_report', ['project', 'year', 'quarter'], false) as report
inner join period on report.year = period.year and report.quarter = period.quarter
order by
    report.year,
    report.quarter,
    report.project;

create table award as
select
    report.awarded_on,
    report.award_kind,
    report.name,
    report.region,
    report.municipality,
    report.project,
    report.incentive
from reported('award_report', ['awarded_on', 'award_kind', 'region', 'name'], false) as report
where report.awarded_on <= getvariable('as_of')
order by
    report.awarded_on,
    report.award_kind,
    report.region,
    report.name;

create table council_meeting as
select
    report.held_on,
    report.agenda,
    report.model,
    report.outcome
from reported('council_meeting_report', ['held_on', 'agenda'], false) as report
where report.held_on <= getvariable('as_of')
order by report.held_on, report.agenda;
