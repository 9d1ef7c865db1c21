-- rule: Where do money executed and money carried over together exceed what was granted?

select
    'budget' as table_name,
    source_row,
    'carried_over' as field,
    null as subject,
    carried_over as raw_value,
    granted - executed as expected
from sent_budget
where
    carried_over > 0
    and executed + carried_over > granted
    -- Executed beyond what was granted is said at its own cell.
    and executed <= granted
order by all
