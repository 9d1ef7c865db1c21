-- rule: Which projects came, as it is said, from two applications?

with selected as (
    select
        call,
        application,
        project
    from sent_application
    where selection = 'selected'
    union all
    -- A row of this workbook replaces the known one.
    select
        known.call,
        known.application,
        known.project
    from current_application as known
    anti join sent_application as sent
        on known.call = sent.call and known.application = sent.application
    where known.selection = 'selected'
)

select
    'application' as table_name,
    sent.source_row,
    'project' as field,
    null as subject,
    sent.project as raw_value,
    min(selected.application) as expected
from sent_application as sent
inner join selected
    on
        sent.project = selected.project
        and (sent.call, sent.application) != (selected.call, selected.application)
where sent.selection = 'selected'
group by all
order by all
