-- rule: Which rows take back a figure that a final release has published?

with final as (
    select max(year(as_of + 1) * 4 + quarter(as_of + 1) - 1) as number
    from release_log
    where release_state = 'final'
)

select
    'observation' as table_name,
    sent.source_row,
    'absence' as field,
    sent.indicator_name as subject,
    null as raw_value,
    coalesce(known.value, known.numerator) as expected
from sent_value as sent
cross join final
inner join known_observation as known
    on
        sent.project = known.project
        and sent.indicator = known.indicator
        and sent.year = known.year
        and sent.quarter = known.quarter
where
    sent.table_name = 'observation'
    and sent.year * 4 + sent.quarter <= final.number
    and coalesce(sent.value, sent.numerator) is null
    and coalesce(known.value, known.numerator) is not null
order by all
