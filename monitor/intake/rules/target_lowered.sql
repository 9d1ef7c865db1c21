-- rule: Which targets ask for less than the target known before?

select
    'target' as table_name,
    sent.source_row,
    case sent.across_projects when 'ratio' then 'numerator' else 'value' end as field,
    sent.indicator_name as subject,
    case sent.across_projects
        when 'ratio' then round(sent.numerator * sent.factor / sent.denominator, 1)
        else sent.value
    end as raw_value,
    case sent.across_projects
        when 'ratio' then round(known.numerator * sent.factor / known.denominator, 1)
        else known.value
    end as expected
from sent_value as sent
inner join known_target as known
    on
        sent.project = known.project
        and sent.indicator = known.indicator
        and sent.year = known.year
where
    sent.table_name = 'target'
    and case
        when sent.across_projects = 'ratio'
            then sent.numerator * known.denominator < known.numerator * sent.denominator
        when sent.direction = 'lower' then sent.value > known.value
        else sent.value < known.value
    end
order by all
