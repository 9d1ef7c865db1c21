-- rule: Which calls closed before they opened?

select
    'call' as table_name,
    source_row,
    'closed_on' as field,
    null as subject,
    closed_on as raw_value,
    opened_on as expected
from sent_call
where closed_on < opened_on
order by all
