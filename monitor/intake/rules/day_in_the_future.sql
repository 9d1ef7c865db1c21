-- rule: Which days of partners, adoptions and the ministry's register are after the submission?

with dated as (
    select
        'partner' as table_name,
        source_row,
        unnest(['joined_on', 'left_on']) as field,
        unnest([joined_on, left_on]) as day
    from sent_partner
    union all
    select
        'adoption' as table_name,
        source_row,
        unnest(['adopted_on', 'ended_on']) as field,
        unnest([adopted_on, ended_on]) as day
    from sent_adoption
    union all
    select
        'application' as table_name,
        source_row,
        'received_on' as field,
        received_on as day
    from sent_application
    union all
    select
        'standard_model' as table_name,
        source_row,
        'designated_on' as field,
        designated_on as day
    from sent_standard_model
    union all
    select
        'council_meeting' as table_name,
        source_row,
        'held_on' as field,
        held_on as day
    from sent_council_meeting
    union all
    select
        'award' as table_name,
        source_row,
        'awarded_on' as field,
        awarded_on as day
    from sent_award
)

select
    dated.table_name,
    dated.source_row,
    dated.field,
    null as subject,
    dated.day as raw_value,
    cover.submitted_on as expected
from dated
cross join cover
where dated.day > cover.submitted_on
order by all
