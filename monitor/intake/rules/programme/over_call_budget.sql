-- rule: For which calls do the selected applications ask for more than the call's national money?

with call_budget as (
    select
        call,
        source_row,
        national_budget
    from sent_call
    union all
    select
        known.call,
        null::integer as source_row,
        known.national_budget
    from current_call as known
    anti join sent_call as sent on known.call = sent.call
),

selected as (
    select
        call,
        source_row,
        requested
    from sent_application
    where selection = 'selected'
    union all
    -- A row of this workbook replaces the known one.
    select
        known.call,
        null::integer as source_row,
        known.requested
    from current_application as known
    anti join sent_application as sent
        on known.call = sent.call and known.application = sent.application
    where known.selection = 'selected'
),

asked as (
    select
        call,
        sum(requested) as requested,
        max(source_row) as source_row
    from selected
    group by all
)

-- It stands at the call's budget; where the call is not in this workbook, at the last application.
select
    case when call_budget.source_row is null then 'application' else 'call' end as table_name,
    coalesce(call_budget.source_row, asked.source_row) as source_row,
    case when call_budget.source_row is null then 'requested' else 'national_budget' end as field,
    null as subject,
    asked.requested::bigint as raw_value,
    call_budget.national_budget as expected
from asked
inner join call_budget on asked.call = call_budget.call
where
    asked.requested > call_budget.national_budget
    and coalesce(call_budget.source_row, asked.source_row) is not null
order by all
