-- What a workbook would change in the ledger, cell by cell: what was sent against what was accepted
-- before (the macro fact, which preview.py makes from the form). Only what the workbook names is
-- compared; the rest stays.

with compared as (
    select
        sent.position,
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
    position,
    project,
    year,
    quarter,
    detail,
    field
