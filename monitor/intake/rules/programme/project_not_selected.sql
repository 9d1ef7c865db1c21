-- rule: Which applications name a project although they were not selected?

select
    'application' as table_name,
    source_row,
    'project' as field,
    null as subject,
    project as raw_value,
    null as expected
from sent_application
where
    project is not null
    and coalesce(selection, 'in review') != 'selected'
order by all
