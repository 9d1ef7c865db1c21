-- rule: Which rows define as their own an indicator of the common list?

select
    table_name,
    source_row,
    'indicator' as field,
    null as subject,
    indicator_name as raw_value,
    null as expected
from sent_indicator
where
    table_name = 'own_indicator'
    and source_rule = 'reported'
    and across_projects != 'none'
order by all
