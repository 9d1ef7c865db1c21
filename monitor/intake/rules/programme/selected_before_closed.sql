-- rule: Which calls were decided before they closed?

select
    'call' as table_name,
    source_row,
    'selected_on' as field,
    null as subject,
    selected_on as raw_value,
    closed_on as expected
from sent_call
where selected_on < closed_on
order by all
