-- rule: Which money is carried over before the year is at its end?

select
    'budget' as table_name,
    source_row,
    'carried_over' as field,
    null as subject,
    carried_over as raw_value,
    quarter as expected
from sent_budget
where
    quarter < 4
    and carried_over > 0
order by all
