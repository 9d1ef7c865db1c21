-- question: Where and when was a call explained, and to how many people?
-- parameters:
--   call text = all  one call, or all
-- columns:
--   call text  call
--   held_on date  day of the session
--   place text  where it was held
--   area text  provinces it was for
--   attendance integer  people who attended; none where not told

select
    call,
    held_on,
    place,
    area,
    attendance
from briefing_session
where $call = 'all' or call = $call
order by
    held_on,
    call,
    place
