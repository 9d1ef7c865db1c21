-- rule: Which applications have a result of the selection before, or against, their screening?

select
    'application' as table_name,
    source_row,
    'selection' as field,
    null as subject,
    null as raw_value,
    null as expected
from sent_application
where
    (selection is not null and screening is null)
    or (selection in ('selected', 'reserve') and screening != 'eligible')
order by all
