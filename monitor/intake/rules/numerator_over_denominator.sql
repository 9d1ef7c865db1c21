-- rule: Which ratios have a numerator beyond what their denominator allows?
-- Written without a division, so that a denominator of zero needs no rule of its own.
select
    table_name,
    source_row,
    'numerator' as field,
    indicator_name as subject,
    numerator as raw_value,
    denominator as expected
from sent_value
where
    across_projects = 'ratio'
    and numerator * factor > denominator * plausible_maximum
order by all
