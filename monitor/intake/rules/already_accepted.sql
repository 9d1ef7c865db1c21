-- rule: Was a workbook of this province, or a register, and quarter accepted before?

select
    'cover' as table_name,
    null::integer as source_row,
    'quarter' as field,
    null as subject,
    max(accepted.submission) as raw_value,
    null as expected
from accepted_submission as accepted
inner join cover
    on
        accepted.region is not distinct from cover.region
        and accepted.year = cover.year
        and accepted.quarter = cover.quarter
where cover.is_regular
having count(*) > 0
