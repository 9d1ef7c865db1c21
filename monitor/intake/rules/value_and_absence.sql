-- rule: Which rows give a value and a reason why there is none?

select
    table_name,
    source_row,
    'absence' as field,
    indicator_name as subject,
    null as raw_value,
    null as expected
from sent_value
where
    source_rule = 'reported'
    and parts_given > 0
    and absence is not null
order by all
