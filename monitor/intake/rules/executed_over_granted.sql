-- rule: Where was more executed than granted?

select
    'budget' as table_name,
    source_row,
    'executed' as field,
    null as subject,
    executed as raw_value,
    granted as expected
from sent_budget
where executed > granted
order by all
