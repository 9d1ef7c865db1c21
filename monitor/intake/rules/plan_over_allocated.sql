-- rule: Where is more planned than was allocated for the year, as last reported?

with reported as (
    select
        project,
        year,
        quarter,
        funding_source,
        allocated,
        1 as is_sent
    from sent_budget
    union all
    select
        project,
        year,
        quarter,
        funding_source,
        allocated,
        0 as is_sent
    from known_budget
),

year_allocated as (
    select
        project,
        year,
        funding_source,
        arg_max(allocated, quarter * 2 + is_sent) as allocated
    from reported
    group by all
)

select
    'spending_plan' as table_name,
    sent.source_row,
    'planned' as field,
    null as subject,
    sent.planned as raw_value,
    year_allocated.allocated as expected
from sent_spending_plan as sent
inner join year_allocated
    on
        sent.project = year_allocated.project
        and sent.year = year_allocated.year
        and sent.funding_source = year_allocated.funding_source
where sent.planned > year_allocated.allocated
order by all
