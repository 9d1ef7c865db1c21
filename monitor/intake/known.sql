-- What the rules in rules/ look at of the ledger, beside what was sent (sent.sql).

-- What was accepted before about the projects of this workbook, or of its province.
-- Every column is taken.
-- noqa: disable=AM04
create temp view known_project_report_now as
select known.*
from current_project as known
where known.project in (
    select project
    from sent_row
    union
    select project_report.project
    from project_report
    inner join cover on project_report.reported_region = cover.region
);

-- Projects of another province: what the ledger knows of their numbers is not the sender's to see.
create temp view foreign_project_now as
select known.project
from known_project_report as known
cross join cover
where
    cover.region is not null
    and not exists (
        select 1
        from region_part
        where region_part.region = cover.region and region_part.part = known.region
    );

create temp view known_budget_now as
select known.*
from current_budget as known
where
    known.project in (select project from sent_row)
    and known.project not in (select project from foreign_project);

create temp view known_target_now as
select known.*
from current_target as known
where
    known.project in (select project from sent_row)
    and known.project not in (select project from foreign_project);

create temp view known_observation_now as
select known.*
from current_observation as known
where
    known.project in (select project from sent_row)
    and known.project not in (select project from foreign_project);

-- What will be reported once this workbook is accepted.
create temp view reported_budget as
select
    project,
    year,
    quarter
from sent_budget
union all
select
    project,
    year,
    quarter
from known_budget;

create temp view reported_observation as
select
    project,
    indicator,
    year,
    quarter
from sent_observation
union all
select
    project,
    indicator,
    year,
    quarter
from known_observation;

-- A project of this workbook, or one that was accepted before.
create temp view known_project as
select
    project,
    model_type
from sent_project
where project is not null
union all
select
    known.project,
    known.model_type
from known_project_report as known
anti join sent_project as sent on known.project = sent.project;

create temp view known_own_indicator as
select
    project,
    indicator
from sent_own_indicator
union
select
    project,
    indicator
from current_own_indicator;

-- Projects of the province, accepted before and still running.
create temp view running_project as
select
    known.project,
    known.name
from known_project_report as known
inner join cover on known.reported_region = cover.region
where known.project_state = 'active';

-- Actuals of quarters that a final release has published, as sent and as known before.
create temp view final_observation as
with final as (
    select max(year(as_of + 1) * 4 + quarter(as_of + 1) - 1) as number
    from release_log
    where release_state = 'final'
)

select
    sent.source_row,
    sent.indicator_name,
    sent.across_projects,
    sent.value,
    sent.numerator,
    sent.denominator,
    coalesce(sent.value, sent.numerator) as told,
    known.value as value_before,
    known.numerator as numerator_before,
    known.denominator as denominator_before,
    coalesce(known.value, known.numerator) as told_before
from sent_value as sent
cross join final
inner join known_observation as known
    on
        sent.project = known.project
        and sent.indicator = known.indicator
        and sent.year = known.year
        and sent.quarter = known.quarter
where
    sent.table_name = 'observation'
    and sent.year * 4 + sent.quarter <= final.number;
