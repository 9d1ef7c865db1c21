-- Who has sent what for one quarter: each of the 17 provinces, what is overdue first. A report of
-- a merged province speaks for all that it was made of.
with expected as (
    select
        region,
        position::integer as position
    from board_region
    where region = region_17
),

received as (
    select
        submission.submission,
        submission.region,
        submission.received_at::date as received_on,
        submission_state.submission_state,
        submission_state.note
    from submission
    inner join submission_state on submission.submission = submission_state.submission
    where
        submission.year = $year
        and submission.quarter = $quarter
),

-- The best that a province has reached, and all of its last submission.
reached as (
    select
        expected.region,
        expected.position,
        bool_or(received.submission_state = 'accepted') as is_accepted,
        min(received.received_on) filter (
            where received.submission_state != 'returned'
        ) as first_on,
        max_by(received.received_on, received.submission) as received_on,
        count(received.submission) as submissions,
        max(received.submission) as submission,
        arg_max(received.submission_state, received.submission) as last_state,
        max_by(coalesce(received.note, ''), received.submission) as note
    from expected
    left join board_part on expected.region = board_part.part
    left join received on board_part.region = received.region
    group by all
),

stated as (
    select
        region,
        position,
        case
            when last_state = 'submitted' then 'submitted'
            when is_accepted then 'accepted'
            when $today > $due_on then 'overdue'
            when last_state = 'returned' then 'returned'
            else 'awaited'
        end as board_state,
        first_on,
        received_on,
        submissions,
        submission,
        last_state,
        note
    from reached
)

select
    region,
    board_state,
    case when board_state = 'overdue' then date_diff('day', $due_on, $today) end as days_overdue,
    received_on,
    coalesce(first_on > $due_on, false) as is_late,
    submissions,
    submission,
    last_state,
    note
from stated
order by
    list_position(['overdue', 'returned', 'submitted', 'awaited', 'accepted'], board_state),
    position
