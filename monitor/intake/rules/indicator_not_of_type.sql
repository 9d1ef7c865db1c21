-- rule: Which rows report an indicator that projects of that type do not have?

select
    sent.table_name,
    sent.source_row,
    'indicator' as field,
    sent.indicator_name as subject,
    null as raw_value,
    null as expected
from sent_indicator as sent
inner join known_project as known on sent.project = known.project
where
    sent.source_rule = 'reported'
    and not applies_to(sent.model_types, known.model_type)
order by all
