-- What a workbook would change in the ledger, cell by cell: sent_… tables against what was
-- accepted before. Only what the workbook names is compared; the rest stays.

-- Every cell of the tables of one kind, sent or current: a text or a number.
create or replace temp macro fact(which) as table
    select
        'project' as table_name,
        project,
        '' as detail,
        null::integer as year,
        null::integer as quarter,
        unnest([
            'name', 'municipality', 'model_type', 'selection_year', 'lead_organisation', 'purpose',
            'project_state', 'stopped_on'
        ]) as field,
        unnest([
            name, municipality, model_type, selection_year::varchar, lead_organisation, purpose,
            project_state, stopped_on::varchar
        ]) as text,
        null::double as number
    from query_table(which || '_project')
    union all
    select
        'stage' as table_name,
        project,
        stage as detail,
        null::integer as year,
        null::integer as quarter,
        unnest(['planned_start', 'planned_end', 'actual_start', 'actual_end']) as field,
        unnest([planned_start, planned_end, actual_start, actual_end])::varchar as text,
        null::double as number
    from query_table(which || '_stage')
    union all
    select
        'budget' as table_name,
        project,
        funding_source as detail,
        year,
        quarter,
        unnest(['allocated', 'granted', 'executed']) as field,
        null as text,
        unnest([allocated, granted, executed])::double as number
    from query_table(which || '_budget')
    union all
    select
        'target' as table_name,
        project,
        indicator as detail,
        year,
        null::integer as quarter,
        unnest(['value', 'numerator', 'denominator']) as field,
        null as text,
        unnest([value, numerator, denominator]) as number
    from query_table(which || '_target')
    union all
    select
        'observation' as table_name,
        project,
        indicator as detail,
        year,
        quarter,
        unnest(['value', 'numerator', 'denominator', 'absence']) as field,
        unnest([null, null, null, absence]) as text,
        unnest([value, numerator, denominator, null]) as number
    from query_table(which || '_observation')
    union all
    select
        'own_indicator' as table_name,
        project,
        indicator as detail,
        null::integer as year,
        null::integer as quarter,
        unnest(['name', 'unit_name', 'definition']) as field,
        unnest([name, unit_name, definition]) as text,
        null::double as number
    from query_table(which || '_own_indicator');

with compared as (
    select
        sent.table_name,
        sent.project,
        sent.detail,
        sent.year,
        sent.quarter,
        sent.field,
        known.text as text_before,
        sent.text as text_after,
        known.number as number_before,
        sent.number as number_after,
        coalesce(known.text, known.number::varchar) as before,
        coalesce(sent.text, sent.number::varchar) as after
    from fact('sent') as sent
    left join fact('current') as known
        on
            sent.table_name = known.table_name
            and sent.project = known.project
            and sent.detail = known.detail
            and sent.year is not distinct from known.year
            and sent.quarter is not distinct from known.quarter
            and sent.field = known.field
)

select
    table_name,
    project,
    detail,
    year,
    quarter,
    field,
    case
        when before is null then 'new'
        when after is null then 'withdrawn'
        when before = after then 'unchanged'
        else 'changed'
    end as change,
    text_before,
    text_after,
    number_before,
    number_after
from compared
where before is not null or after is not null
order by
    list_position(
        ['project', 'stage', 'budget', 'target', 'observation', 'own_indicator'], table_name
    ),
    project,
    year,
    quarter,
    detail,
    field
