-- rule: Which rows give values of an own indicator that the project never defined?

select
    sent.table_name,
    sent.source_row,
    'indicator' as field,
    sent.indicator_name as subject,
    null as raw_value,
    null as expected
from sent_value as sent
anti join known_own_indicator as known
    on sent.project = known.project and sent.indicator = known.indicator
where sent.across_projects = 'none'
order by all
