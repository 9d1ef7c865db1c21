-- rule: Which projects are reported as supported no more although they are still active?

with state as (
    select
        project,
        project_state
    from sent_project
    union all
    select
        known.project,
        known.project_state
    from known_project_report as known
    anti join sent_project as sent on known.project = sent.project
)

select
    'aftercare' as table_name,
    sent.source_row,
    'project' as field,
    null as subject,
    sent.project as raw_value,
    null as expected
from sent_aftercare as sent
inner join state on sent.project = state.project
where state.project_state = 'active'
order by all
