-- rule: Which running projects of the province does a regular submission leave out?

select
    'project' as table_name,
    null::integer as source_row,
    'project' as field,
    null as subject,
    known.project as raw_value,
    known.name as expected
from running_project as known
cross join cover
anti join sent_row as sent on known.project = sent.project and sent.table_name = 'project'
where cover.is_regular
order by all
