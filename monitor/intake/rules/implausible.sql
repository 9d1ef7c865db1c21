-- rule: Which values lie outside the plausible range of their indicator?

select
    table_name,
    source_row,
    'value' as field,
    indicator_name as subject,
    value as raw_value,
    plausible_maximum as expected
from sent_value
where
    source_rule = 'reported'
    and across_projects != 'ratio'
    and value not between plausible_minimum and plausible_maximum
order by all
