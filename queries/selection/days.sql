-- question: On which day did what happen in a call: sessions, opening, applications, closing,
--   selection?
-- parameters:
--   call text = all  one call, or all
-- columns:
--   call text  call
--   name text  its name
--   event text  session, opened, received, closed or selected
--   happened_on date  day
--   times integer  sessions held or applications received on that day
--   told text  place of a session

with happened as (
    select
        call,
        'session' as event,
        held_on as happened_on,
        place as told
    from briefing_session
    union all
    select
        call,
        'received' as event,
        received_on as happened_on,
        null as told
    from application
    union all
    select
        call,
        unnest(['opened', 'closed', 'selected']) as event,
        unnest([opened_on, closed_on, selected_on]) as happened_on,
        null as told
    from call
)

select
    call.call,
    call.name,
    happened.event,
    happened.happened_on,
    count(*) as times,
    string_agg(happened.told, ', ' order by happened.told) as told
from happened
inner join call on happened.call = call.call
where
    happened.happened_on is not null
    and ($call = 'all' or call.call = $call)
group by
    call.call,
    call.name,
    call.opened_on,
    happened.event,
    happened.happened_on
order by
    call.opened_on desc,
    call.call asc,
    happened.happened_on asc,
    happened.event asc
