-- rule: Which sessions and applications are of a call that the register does not have?

with named as (
    select
        'briefing_session' as table_name,
        source_row,
        call
    from sent_briefing_session
    union all
    select
        'application' as table_name,
        source_row,
        call
    from sent_application
),

known as (
    select call
    from sent_call
    union
    select call
    from current_call
)

select
    named.table_name,
    named.source_row,
    'call' as field,
    null as subject,
    named.call as raw_value,
    null as expected
from named
anti join known on named.call = known.call
where named.call is not null
order by all
