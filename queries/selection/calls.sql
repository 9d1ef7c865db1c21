-- question: When was each call open, how was it explained, and how did what was applied for
--   compare with its budget?
-- parameters:
-- columns:
--   call text  call
--   name text  its name
--   opened_on date  first day of applications
--   closed_on date  last day of applications
--   selected_on date  day of the selection; none before it
--   days_open integer  days from first to last, both counted
--   days_to_selection integer  days from closing to selection; none before it
--   sessions integer  briefing sessions held
--   attendance integer  people who attended them; none where no session told it
--   applications integer  applications received
--   requested integer  원 of national money applied for
--   eligible_requested integer  of these, by eligible applications
--   selected_requested integer  of these, by selected applications
--   national_budget integer  원 of national money in the call; none where not told

with explained as (
    select
        call,
        count(*) as sessions,
        sum(attendance)::bigint as attendance
    from briefing_session
    group by call
),

applied as (
    select
        call,
        count(*) as applications,
        sum(requested)::bigint as requested,
        sum(requested) filter (
            where outcome not in ('withdrawn', 'ineligible', 'in_review')
        )::bigint
            as eligible_requested,
        sum(requested) filter (where outcome = 'selected')::bigint as selected_requested
    from applications_of('all', 17, 'all', 'all')
    group by call
)

select
    call.call,
    call.name,
    call.opened_on,
    call.closed_on,
    call.selected_on,
    (call.closed_on - call.opened_on + 1)::integer as days_open,
    (call.selected_on - call.closed_on)::integer as days_to_selection,
    coalesce(explained.sessions, 0) as sessions,
    explained.attendance,
    coalesce(applied.applications, 0) as applications,
    coalesce(applied.requested, 0) as requested,
    coalesce(applied.eligible_requested, 0) as eligible_requested,
    coalesce(applied.selected_requested, 0) as selected_requested,
    call.national_budget
from call
left join explained on call.call = explained.call
left join applied on call.call = applied.call
order by call.opened_on desc, call.call asc
