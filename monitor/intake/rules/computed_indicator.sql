-- rule: Which actuals are of an indicator that is computed from other sheets or records?

select
    table_name,
    source_row,
    'indicator' as field,
    indicator_name as subject,
    null as raw_value,
    null as expected
from sent_indicator
where
    source_rule != 'reported'
    -- It may have a target all the same.
    and (table_name = 'observation' or starts_with(source_rule, 'budget:'))
order by all
