-- rule: Where is money granted or executed to date less than in an earlier quarter of the year?

with money as (
    select
        source_row,
        project,
        year,
        quarter,
        funding_source,
        unnest(['granted', 'executed']) as field,
        unnest([granted, executed]) as amount
    from sent_budget
),

known as (
    select
        project,
        year,
        quarter,
        funding_source,
        unnest(['granted', 'executed']) as field,
        unnest([granted, executed]) as amount
    from known_budget
),

-- A row of this workbook replaces the known one of its quarter.
earlier as (
    select
        project,
        year,
        quarter,
        funding_source,
        field,
        amount
    from money
    union all
    select
        known.project,
        known.year,
        known.quarter,
        known.funding_source,
        known.field,
        known.amount
    from known
    anti join money
        on
            known.project = money.project
            and known.year = money.year
            and known.quarter = money.quarter
            and known.funding_source = money.funding_source
            and known.field = money.field
)

select
    'budget' as table_name,
    money.source_row,
    money.field,
    null as subject,
    money.amount as raw_value,
    max(earlier.amount) as expected
from money
inner join earlier
    on
        money.project = earlier.project
        and money.year = earlier.year
        and money.quarter > earlier.quarter
        and money.funding_source = earlier.funding_source
        and money.field = earlier.field
        and money.amount < earlier.amount
group by all
order by all
