-- rule: Which rows are about a quarter after the reported one?

with quarterly as (
    select
        'budget' as table_name,
        source_row,
        year,
        quarter
    from sent_budget
    union all
    select
        'observation' as table_name,
        source_row,
        year,
        quarter
    from sent_observation
    union all
    select
        'linkage' as table_name,
        source_row,
        year,
        quarter
    from sent_linkage
    union all
    select
        'adoption' as table_name,
        source_row,
        year,
        quarter
    from sent_adoption
    union all
    select
        'aftercare' as table_name,
        source_row,
        year,
        quarter
    from sent_aftercare
)

select
    quarterly.table_name,
    quarterly.source_row,
    'quarter' as field,
    null as subject,
    concat(quarterly.year, '-', quarterly.quarter) as raw_value,
    concat(cover.year, '-', cover.quarter) as expected
from quarterly
cross join cover
where quarterly.year * 4 + quarterly.quarter > cover.year * 4 + cover.quarter
order by all
