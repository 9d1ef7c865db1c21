-- rule: Which partners left before they joined?

select
    'partner' as table_name,
    source_row,
    'left_on' as field,
    null as subject,
    left_on as raw_value,
    joined_on as expected
from sent_partner
where left_on < joined_on
order by all
