-- rule: Which stages ended before they started?

select
    'stage' as table_name,
    source_row,
    'actual_end' as field,
    null as subject,
    actual_end as raw_value,
    actual_start as expected
from sent_stage
where actual_end < actual_start
order by all
