-- rule: Which values are many times, or a small part of, those of the quarter before?

with known as (
    select
        project,
        indicator,
        year * 4 + quarter as number,
        value
    from known_observation
    union all by name
    select
        project,
        indicator,
        year * 4 + quarter as number,
        value
    from sent_observation
),

factor as (
    select value::double as jump
    from rule_setting
    where setting = 'jump_factor'
),

latest as (
    select
        sent.source_row,
        sent.indicator_name,
        sent.value,
        arg_max(known.value, known.number) as before
    from sent_value as sent
    inner join known
        on
            sent.project = known.project
            and sent.indicator = known.indicator
            and sent.year * 4 + sent.quarter > known.number
    where
        sent.table_name = 'observation'
        and sent.across_projects in ('sum', 'none')
        and known.value is not null
    group by all
)

select
    'observation' as table_name,
    latest.source_row,
    'value' as field,
    indicator_name as subject,
    value as raw_value,
    before as expected
from latest
cross join factor
where
    before > 0
    and (value > before * factor.jump or (value > 0 and value * factor.jump < before))
order by all
