-- rule: Which rows are about a project that is neither on the sheet of projects nor known already?

select
    named.table_name,
    named.source_row,
    'project' as field,
    null as subject,
    named.project as raw_value,
    null as expected
from sent_row as named
anti join known_project as known on named.project = known.project
where
    -- A project is selected before its province can report it: project_not_reported says so.
    named.table_name not in ('project', 'application')
    and named.project is not null
order by all
