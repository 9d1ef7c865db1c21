-- What the rules in rules/ look at, beside the ledger: the sent tables (sent_project, …) and the
-- cover, which layout.py fills, and what follows from them. Of a view that ends in _now a table is
-- kept, filled for each workbook: many rules look at it.

create temp macro applies_to(model_types, model_type) as (
    model_types = 'all' or list_contains(string_split(model_types, ' '), model_type)
);

create temp view sent_row as
select
    'project' as table_name,
    source_row,
    project
from sent_project
union all
select
    'stage' as table_name,
    source_row,
    project
from sent_stage
union all
select
    'budget' as table_name,
    source_row,
    project
from sent_budget
union all
select
    'target' as table_name,
    source_row,
    project
from sent_target
union all
select
    'observation' as table_name,
    source_row,
    project
from sent_observation
union all
select
    'own_indicator' as table_name,
    source_row,
    project
from sent_own_indicator
union all
select
    'spending_plan' as table_name,
    source_row,
    project
from sent_spending_plan
union all
select
    'partner' as table_name,
    source_row,
    project
from sent_partner
union all
select
    'linkage' as table_name,
    source_row,
    project
from sent_linkage
union all
select
    'product' as table_name,
    source_row,
    project
from sent_product
union all
select
    'aftercare' as table_name,
    source_row,
    project
from sent_aftercare
union all
select
    'application' as table_name,
    source_row,
    project
from sent_application
union all
select
    'standard_model' as table_name,
    source_row,
    project
from sent_standard_model
union all
select
    'award' as table_name,
    source_row,
    project
from sent_award;

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

create temp view known_budget_now as
select known.*
from current_budget as known
where known.project in (select project from sent_row);

create temp view known_target_now as
select known.*
from current_target as known
where known.project in (select project from sent_row);

create temp view known_observation_now as
select known.*
from current_observation as known
where known.project in (select project from sent_row);

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

create temp view sent_value_now as
with together as (
    select
        'target' as table_name,
        source_row,
        project,
        indicator,
        year,
        null::integer as quarter,
        value,
        numerator,
        denominator,
        null::varchar as absence
    from sent_target
    union all
    select
        'observation' as table_name,
        source_row,
        project,
        indicator,
        year,
        quarter,
        value,
        numerator,
        denominator,
        absence
    from sent_observation
)

select
    together.table_name,
    together.source_row,
    together.project,
    together.indicator,
    together.year,
    together.quarter,
    together.value,
    together.numerator,
    together.denominator,
    together.absence,
    indicator.name_ko as indicator_name,
    indicator.across_projects,
    indicator.direction,
    indicator.factor,
    indicator.source_rule,
    indicator.part_of,
    indicator.plausible_minimum,
    indicator.plausible_maximum,
    -- The first cell that its kind of indicator needs and that is blank.
    case
        when indicator.across_projects = 'ratio' and together.numerator is null then 'numerator'
        when indicator.across_projects != 'ratio' and together.value is null then 'value'
        when
            indicator.across_projects in ('ratio', 'weighted_mean') and together.denominator is null
            then 'denominator'
    end as first_missing,
    case
        when indicator.across_projects = 'ratio'
            then (together.numerator is not null)::integer
        else (together.value is not null)::integer
    end
    + case
        when indicator.across_projects in ('ratio', 'weighted_mean')
            then (together.denominator is not null)::integer
        else 0
    end as parts_given
from together
inner join indicator on together.indicator = indicator.indicator;

create temp view sent_indicator as
with named as (
    select
        table_name,
        source_row,
        project,
        indicator
    from sent_value
    union all
    select
        'own_indicator' as table_name,
        source_row,
        project,
        indicator
    from sent_own_indicator
)

select
    named.table_name,
    named.source_row,
    named.project,
    named.indicator,
    indicator.name_ko as indicator_name,
    indicator.source_rule,
    indicator.across_projects,
    indicator.model_types
from named
inner join indicator on named.indicator = indicator.indicator;

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
