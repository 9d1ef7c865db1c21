-- rule: Which running projects does a regular submission report without money, as those before?

select
    'project' as table_name,
    sent.source_row,
    'project' as field,
    null as subject,
    sent.project as raw_value,
    null as expected
from sent_project as sent
cross join cover
anti join reported_budget as reported
    on
        sent.project = reported.project
        and cover.year = reported.year
        and cover.quarter = reported.quarter
where
    cover.is_regular
    and sent.project_state = 'active'
order by all
