-- rule: Where is less planned to be executed by a quarter than by an earlier one of the year?

with known as (
    select
        project,
        year,
        quarter,
        funding_source,
        planned
    from sent_spending_plan
    union all
    -- A row of this workbook replaces the known one of its quarter.
    select
        known.project,
        known.year,
        known.quarter,
        known.funding_source,
        known.planned
    from current_spending_plan as known
    anti join sent_spending_plan as sent
        on
            known.project = sent.project
            and known.year = sent.year
            and known.quarter = sent.quarter
            and known.funding_source = sent.funding_source
    where known.project in (select project from sent_spending_plan)
)

select
    'spending_plan' as table_name,
    sent.source_row,
    'planned' as field,
    null as subject,
    sent.planned as raw_value,
    max(known.planned) as expected
from sent_spending_plan as sent
inner join known
    on
        sent.project = known.project
        and sent.year = known.year
        and sent.quarter > known.quarter
        and sent.funding_source = known.funding_source
        and sent.planned < known.planned
group by all
order by all
