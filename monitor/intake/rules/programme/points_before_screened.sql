-- rule: Which applications have points although they were not found eligible?
-- One that was withdrawn may have been judged before.
select
    'application' as table_name,
    source_row,
    'score' as field,
    null as subject,
    score as raw_value,
    null as expected
from sent_application
where
    score is not null
    and coalesce(screening, 'in review') not in ('eligible', 'withdrawn')
order by all
