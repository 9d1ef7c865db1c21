-- rule: Which products are said to have been completed after the reported quarter?

select
    'product' as table_name,
    sent.source_row,
    'completed_on' as field,
    null as subject,
    sent.completed_on as raw_value,
    last_day(make_date(cover.year, cover.quarter * 3, 1)) as expected
from sent_product as sent
cross join cover
where sent.completed_on > last_day(make_date(cover.year, cover.quarter * 3, 1))
order by all
