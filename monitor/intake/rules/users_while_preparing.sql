-- rule: Which adoptions have users although they are only being prepared?

select
    'adoption' as table_name,
    source_row,
    'users' as field,
    null as subject,
    users as raw_value,
    null as expected
from sent_adoption
where
    adoption_state = 'preparing'
    and users > 0
order by all
