-- What the rules in rules/ look at of a workbook by itself: the sent tables (sent_project, …) and
-- the cover, which layout.py fills, and what follows from them. Of a view that ends in _now a table
-- is kept, filled for each workbook: many rules look at it.

create temp macro applies_to(model_types, model_type) as (
    model_types = 'all' or list_contains(string_split(model_types, ' '), model_type)
);

-- An indicator begins and ends with a year; what has no beginning and no end counts always.
create temp macro is_asked(valid_from, valid_to, in_year) as (
    coalesce(left(valid_from, 4)::integer <= in_year, true)
    and coalesce(left(valid_to, 4)::integer >= in_year, true)
);

create temp view sent_row_now as
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
    is_asked(indicator.valid_from, indicator.valid_to, together.year) as is_asked,
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
