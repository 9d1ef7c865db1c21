-- rule: Which adoptions are said to have ended without a day, or have a day and are said to go on?

select
    'adoption' as table_name,
    source_row,
    'adoption_state' as field,
    null as subject,
    ended_on as raw_value,
    null as expected
from sent_adoption
where (adoption_state = 'ended') != (ended_on is not null)
order by all
