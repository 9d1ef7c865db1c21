-- rule: Where was more granted than allocated?

select
    'budget' as table_name,
    source_row,
    'granted' as field,
    null as subject,
    granted as raw_value,
    allocated as expected
from sent_budget
where granted > allocated
order by all
