-- rule: Where is linked money to date less than in an earlier quarter of the year?

with known as (
    select
        project,
        policy,
        year,
        quarter,
        linked_money
    from sent_linkage
    union all
    -- A row of this workbook replaces the known one of its quarter.
    select
        known.project,
        known.policy,
        known.year,
        known.quarter,
        known.linked_money
    from current_linkage as known
    anti join sent_linkage as sent
        on
            known.project = sent.project
            and known.policy = sent.policy
            and known.year = sent.year
            and known.quarter = sent.quarter
    where known.project in (select project from sent_linkage)
)

select
    'linkage' as table_name,
    sent.source_row,
    'linked_money' as field,
    sent.policy as subject,
    sent.linked_money as raw_value,
    max(known.linked_money) as expected
from sent_linkage as sent
inner join known
    on
        sent.project = known.project
        and sent.policy = known.policy
        and sent.year = known.year
        and sent.quarter > known.quarter
        and sent.linked_money < known.linked_money
group by all
order by all
