-- rule: Which rows report an indicator that is computed from the budget?

select
    table_name,
    source_row,
    'indicator' as field,
    indicator_name as subject,
    null as raw_value,
    null as expected
from sent_indicator
where source_rule != 'reported'
order by all
