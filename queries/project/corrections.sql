-- question: Which numbers of a project did a later workbook give differently, the newest first?
-- parameters:
--   project text  project id
-- columns:
--   item text  actual, target, allocated, granted, executed, carried_over, planned or linked_money
--   indicator text  indicator, of an actual or a target
--   funding_source text  source of funds, of money
--   policy text  linked policy, of linked money
--   year integer  year that the number is of
--   quarter integer  its quarter; none of a target
--   number_before number  in the indicator's unit, money in 원; none where it was withdrawn before
--   number_after number  the same; none where it was withdrawn
--   denominator_before number  what it was a mean or share of; none of an amount
--   denominator_after number  the same afterwards
--   received_on date  when the workbook came in that changed it
--   submission integer  its number in the ledger
--   file_name text  its file

select
    correction.item,
    case when correction.item in ('actual', 'target') then correction.detail end as indicator,
    case
        when correction.item not in ('actual', 'target', 'linked_money') then correction.detail
    end as funding_source,
    case when correction.item = 'linked_money' then correction.detail end as policy,
    correction.year,
    correction.quarter,
    correction.number_before,
    correction.number_after,
    correction.denominator_before,
    correction.denominator_after,
    submission.received_on,
    correction.submission,
    submission.file_name
from correction
inner join submission on correction.submission = submission.submission
where correction.project = $project
order by
    correction.submission desc,
    correction.item asc,
    correction.detail asc,
    correction.year asc,
    correction.quarter asc
