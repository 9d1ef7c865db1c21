-- rule: Which projects changed what should not change: type, year of selection?

with fixed as (
    select
        sent_project.source_row,
        sent_project.project,
        unnest(['model_type', 'selection_year']) as field,
        unnest([sent_project.model_type, sent_project.selection_year::varchar]) as told
    from sent_project
),

known as (
    select
        project,
        unnest(['model_type', 'selection_year']) as field,
        unnest([model_type, selection_year::varchar]) as told
    from known_project_report
)

select
    'project' as table_name,
    fixed.source_row,
    fixed.field,
    null as subject,
    coalesce(model_type.name_ko, fixed.told) as raw_value,
    coalesce(known_type.name_ko, known.told) as expected
from fixed
inner join known on fixed.project = known.project and fixed.field = known.field
left join model_type on fixed.told = model_type.model_type
left join model_type as known_type on known.told = known_type.model_type
where fixed.told != known.told
order by all
