-- question: What did the panel find in a project, and what came of each finding?
-- parameters:
--   project text  project id
-- columns:
--   finding integer  number of the finding
--   written_on date  when it was written
--   written_by text  panel member who wrote it
--   finding_area text  what it is about
--   finding_severity text  how grave it is
--   opinion text  the finding
--   due_on date  by when it is to be followed up; none where not set
--   finding_state text  how it stands at the end of the release
--   is_overdue boolean  whether it was due and waits for a follow-up
--   follow_up text  the last follow-up; none yet
--   followed_up_on date  when

with last_day as (
    select max(period_end) as day
    from period
),

last_follow_up as (
    select
        finding,
        arg_max(note, entry) as follow_up,
        arg_max(given_on, entry) as followed_up_on
    from panel_event
    where
        finding_state = 'answered'
        and given_on <= (select day from last_day)
    group by finding
)

select
    found.finding,
    found.written_on,
    found.member as written_by,
    found.finding_area,
    found.finding_severity,
    found.opinion,
    found.due_on,
    found.finding_state,
    found.is_overdue,
    last_follow_up.follow_up,
    last_follow_up.followed_up_on
from last_day
cross join lateral (select * from findings_on(last_day.day)) as found
left join last_follow_up on found.finding = last_follow_up.finding
where found.project = $project
order by
    found.finding_state = 'closed',
    found.finding desc
