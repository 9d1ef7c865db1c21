-- question: Which cells differ between two answers to one question?
-- parameters:
-- columns:
--   row_place integer  place of the row, in the earlier answer where it is there
--   row_key text  key of the row, as JSON
--   column_name text  column of the answer; null where the whole row is new or gone
--   change text  changed, new or gone
--   earlier_number number  in the earlier answer, where the column holds numbers
--   later_number number  in the later answer
--   earlier_text text  in the earlier answer, where it holds anything else
--   later_text text  in the later answer
--   difference number  later less earlier
--   percent number  the difference in % of the earlier number; null where that is 0

-- Asked of the cells of two answers, as tables earlier and later with the columns row_place,
-- row_key, column_place, column_name, number and text. Another order of adding is no difference.
with paired as (
    select
        earlier.row_place,
        row_key,
        earlier.column_place,
        column_name,
        earlier.number as earlier_number,
        later.number as later_number,
        earlier.text as earlier_text,
        later.text as later_text
    from earlier
    inner join later using (row_key, column_name)
),

changed as (
    select
        row_place,
        row_key,
        column_place,
        column_name,
        'changed' as change,
        earlier_number,
        later_number,
        earlier_text,
        later_text,
        later_number - earlier_number as difference,
        100 * (later_number - earlier_number) / nullif(abs(earlier_number), 0) as percent
    from paired
    where
        earlier_text is distinct from later_text
        or (earlier_number is null) != (later_number is null)
        or abs(later_number - earlier_number)
        > 1e-9 * greatest(abs(earlier_number), abs(later_number))
),

alone as (
    select distinct
        row_place,
        row_key,
        'gone' as change
    from earlier
    anti join later using (row_key)
    union all
    select distinct
        row_place,
        row_key,
        'new' as change
    from later
    anti join earlier using (row_key)
),

found as (
    select * from changed
    union all by name
    select * from alone
)

select
    row_place,
    row_key,
    column_name,
    change,
    earlier_number,
    later_number,
    earlier_text,
    later_text,
    difference,
    percent
from found
order by
    row_place,
    change,
    column_place
