-- rule: Which rows report an indicator for a year in which it is not asked for?

select
    table_name,
    source_row,
    'indicator' as field,
    indicator_name as subject,
    year::varchar as raw_value,
    null as expected
from sent_value
where not is_asked
order by all
