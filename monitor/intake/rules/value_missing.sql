-- rule: Which rows give neither a whole value nor a reason why there is none?
-- A ratio needs both its parts, a mean its value and its weight.
select
    table_name,
    source_row,
    first_missing as field,
    indicator_name as subject,
    null as raw_value,
    null as expected
from sent_value
where
    source_rule = 'reported'
    and first_missing is not null
    and absence is null
order by all
