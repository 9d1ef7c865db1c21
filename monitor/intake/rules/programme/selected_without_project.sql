-- rule: Which selected applications do not say which project they became?

select
    'application' as table_name,
    source_row,
    'project' as field,
    null as subject,
    application as raw_value,
    null as expected
from sent_application
where
    selection = 'selected'
    and project is null
order by all
