-- What else provinces report: money carried over and planned, partners, linked policies, what was
-- produced together, adopted models, what became of projects whose support ended. And what the
-- ministry itself keeps: calls, applications, standard models, awards.

alter table budget_report add column carried_over bigint;

-- Which submissions are the ministry's own register: they report no quarter of a province.
create table programme_workbook (submission bigint primary key);

create table spending_plan_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    year integer not null,
    quarter integer not null check (quarter between 1 and 4),
    funding_source varchar not null,
    planned bigint not null check (planned >= 0),
    primary key (submission, project, year, quarter, funding_source)
);

create table partner_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    organisation varchar not null,
    organisation_kind varchar not null,
    partner_role varchar not null,
    joined_on date not null,
    left_on date,
    social_value double check (social_value between 0 and 100),
    primary key (submission, project, organisation)
);

create table linkage_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    policy varchar not null,
    year integer not null,
    quarter integer not null check (quarter between 1 and 4),
    ministry varchar not null,
    linked_money bigint not null check (linked_money >= 0),
    content varchar,
    primary key (submission, project, policy, year, quarter)
);

create table product_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    product varchar not null,
    product_kind varchar not null,
    completed_on date,
    ministry varchar,
    local_government varchar,
    organisation varchar,
    residents bigint check (residents >= 0),
    primary key (submission, project, product)
);

create table adoption_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    model varchar not null,
    region varchar not null,
    municipality varchar not null,
    year integer not null,
    quarter integer not null check (quarter between 1 and 4),
    adopted_on date not null,
    ended_on date,
    adoption_state varchar not null,
    adaptation varchar,
    users bigint check (users >= 0),
    report varchar,
    primary key (submission, model, municipality, year, quarter)
);

create table aftercare_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    year integer not null,
    quarter integer not null check (quarter between 1 and 4),
    continuation varchar not null,
    users bigint check (users >= 0),
    jobs bigint check (jobs >= 0),
    own_money bigint check (own_money >= 0),
    primary key (submission, project, year, quarter)
);

create table call_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    call varchar not null,
    name varchar not null,
    opened_on date not null,
    closed_on date not null,
    selected_on date,
    national_budget bigint check (national_budget >= 0),
    primary key (submission, call)
);

create table briefing_session_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    call varchar not null,
    held_on date not null,
    place varchar not null,
    area varchar not null,
    attendance bigint check (attendance >= 0),
    primary key (submission, call, held_on, place)
);

create table application_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    call varchar not null,
    application varchar not null,
    name varchar not null,
    region varchar not null,
    municipality varchar not null,
    model_type varchar not null,
    applicant varchar not null,
    requested bigint not null check (requested >= 0),
    received_on date not null,
    screening varchar,
    score double check (score between 0 and 100),
    selection varchar,
    project varchar,
    primary key (submission, call, application)
);

create table standard_model_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    model varchar not null,
    project varchar not null,
    name varchar not null,
    designated_on date not null,
    summary varchar not null,
    conditions varchar not null,
    primary key (submission, model)
);

create table council_meeting_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    held_on date not null,
    agenda varchar not null,
    model varchar,
    outcome varchar not null,
    primary key (submission, held_on, agenda)
);

create table award_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    awarded_on date not null,
    award_kind varchar not null,
    region varchar not null,
    municipality varchar,
    project varchar,
    name varchar not null,
    incentive bigint check (incentive >= 0),
    primary key (submission, awarded_on, award_kind, region, name)
);

-- What the ledger says now: of each key the row of the last accepted submission, with every column.
-- (`distinct on` would be shorter; DuckDB 1.5.5 leaves a row twice with it, at times.)
-- noqa: disable=AM04
create macro last_accepted(which, keys) as table
    with keyed as (
        select
            *,
            row(*columns(keys)) as row_key
        from query_table(which)
    )

    select keyed.* exclude (row_key)
    from keyed
    inner join decision on keyed.submission = decision.submission
    where decision.decision = 'accepted'
    qualify row_number() over (
        partition by keyed.row_key
        order by keyed.submission desc
    ) = 1;

create view current_spending_plan as
select *
from last_accepted('spending_plan_report', ['project', 'year', 'quarter', 'funding_source']);

create view current_partner as
select *
from last_accepted('partner_report', ['project', 'organisation']);

create view current_linkage as
select *
from last_accepted('linkage_report', ['project', 'policy', 'year', 'quarter']);

create view current_product as
select *
from last_accepted('product_report', ['project', 'product']);

create view current_adoption as
select *
from last_accepted('adoption_report', ['model', 'municipality', 'year', 'quarter']);

create view current_aftercare as
select *
from last_accepted('aftercare_report', ['project', 'year', 'quarter']);

create view current_call as
select *
from last_accepted('call_report', ['call']);

create view current_briefing_session as
select *
from last_accepted('briefing_session_report', ['call', 'held_on', 'place']);

create view current_application as
select *
from last_accepted('application_report', ['call', 'application']);

create view current_standard_model as
select *
from last_accepted('standard_model_report', ['model']);

create view current_council_meeting as
select *
from last_accepted('council_meeting_report', ['held_on', 'agenda']);

create view current_award as
select *
from last_accepted('award_report', ['awarded_on', 'award_kind', 'region', 'name']);

-- Bound before it had the money carried over.
create or replace view current_budget as
select *
from last_accepted('budget_report', ['project', 'year', 'quarter', 'funding_source']);

-- One project as `current_project` has it, without looking through all of them.
create macro project_now(which) as table
    select report.*
    from project_report as report
    inner join accepted_submission on report.submission = accepted_submission.submission
    where report.project = which
    order by
        accepted_submission.year desc,
        accepted_submission.quarter desc,
        report.submission desc
    limit 1;
