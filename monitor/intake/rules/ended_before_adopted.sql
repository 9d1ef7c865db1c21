-- rule: Which adoptions ended before they began?

select
    'adoption' as table_name,
    source_row,
    'ended_on' as field,
    null as subject,
    ended_on as raw_value,
    adopted_on as expected
from sent_adoption
where ended_on < adopted_on
order by all
