-- rule: Which selected projects has no province reported yet?

select
    'application' as table_name,
    sent.source_row,
    'project' as field,
    null as subject,
    sent.project as raw_value,
    null as expected
from sent_application as sent
anti join known_project as known on sent.project = known.project
where
    sent.selection = 'selected'
    and sent.project is not null
order by all
