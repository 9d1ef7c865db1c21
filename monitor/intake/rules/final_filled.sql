-- rule: Which rows give a figure that a final release was published without?

select
    'observation' as table_name,
    source_row,
    case across_projects when 'ratio' then 'numerator' else 'value' end as field,
    indicator_name as subject,
    told as raw_value,
    null as expected
from final_observation
where
    told is not null
    and told_before is null
order by all
