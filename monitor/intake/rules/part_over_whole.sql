-- rule: Which parts exceed their whole, such as jobs for vulnerable groups and all jobs?

select
    part.table_name,
    part.source_row,
    'value' as field,
    part.indicator_name as subject,
    part.value as raw_value,
    whole.value as expected
from sent_value as part
inner join sent_value as whole
    on
        part.part_of = whole.indicator
        and part.table_name = whole.table_name
        and part.project = whole.project
        and part.year = whole.year
        and part.quarter is not distinct from whole.quarter
where part.value > whole.value
order by all
