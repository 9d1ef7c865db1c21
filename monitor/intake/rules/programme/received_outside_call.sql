-- rule: Which applications were received before their call opened or after it closed?

with known as (
    select
        call,
        opened_on,
        closed_on
    from sent_call
    union all
    select
        known.call,
        known.opened_on,
        known.closed_on
    from current_call as known
    anti join sent_call as sent on known.call = sent.call
)

select
    'application' as table_name,
    sent.source_row,
    'received_on' as field,
    null as subject,
    sent.received_on as raw_value,
    concat(known.opened_on, '~', known.closed_on) as expected
from sent_application as sent
inner join known on sent.call = known.call
where sent.received_on not between known.opened_on and known.closed_on
order by all
