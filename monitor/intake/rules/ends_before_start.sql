-- rule: Which stages are planned to end before they start?

select
    'stage' as table_name,
    source_row,
    'planned_end' as field,
    null as subject,
    planned_end as raw_value,
    planned_start as expected
from sent_stage
where planned_end < planned_start
order by all
