-- rule: Which rows change a figure that a final release has published?

select
    'observation' as table_name,
    source_row,
    case
        when coalesce(value, -1) != coalesce(value_before, -1) then 'value'
        when coalesce(numerator, -1) != coalesce(numerator_before, -1) then 'numerator'
        else 'denominator'
    end as field,
    indicator_name as subject,
    told as raw_value,
    told_before as expected
from final_observation
where
    told is not null
    and told_before is not null
    and (value, numerator, denominator)
    is distinct from (value_before, numerator_before, denominator_before)
order by all
