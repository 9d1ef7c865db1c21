-- rule: Which rows are about a standard model that the ministry's register does not have?

with named as (
    select
        'adoption' as table_name,
        source_row,
        model
    from sent_adoption
    union all
    select
        'council_meeting' as table_name,
        source_row,
        model
    from sent_council_meeting
),

known as (
    select model
    from sent_standard_model
    union
    select model
    from current_standard_model
)

select
    named.table_name,
    named.source_row,
    'model' as field,
    null as subject,
    named.model as raw_value,
    null as expected
from named
anti join known on named.model = known.model
where named.model is not null
order by all
