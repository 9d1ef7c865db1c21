-- rule: Which models were adopted before they were designated as standard models?

select
    'adoption' as table_name,
    sent.source_row,
    'adopted_on' as field,
    null as subject,
    sent.adopted_on as raw_value,
    known.designated_on as expected
from sent_adoption as sent
inner join current_standard_model as known on sent.model = known.model
where sent.adopted_on < known.designated_on
order by all
