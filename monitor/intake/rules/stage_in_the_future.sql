-- rule: Which stages are said to have started or ended after the day of submission?

with dated as (
    select
        sent_stage.source_row,
        unnest(['actual_start', 'actual_end']) as field,
        unnest([sent_stage.actual_start, sent_stage.actual_end]) as day
    from sent_stage
)

select
    'stage' as table_name,
    dated.source_row,
    dated.field,
    null as subject,
    dated.day as raw_value,
    cover.submitted_on as expected
from dated
cross join cover
where dated.day > cover.submitted_on
order by all
