-- rule: Which rows take back a figure that a final release has published?

select
    'observation' as table_name,
    source_row,
    'absence' as field,
    indicator_name as subject,
    null as raw_value,
    told_before as expected
from final_observation
where
    told is null
    and told_before is not null
order by all
