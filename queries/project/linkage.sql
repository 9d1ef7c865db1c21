-- question: Which policies of other ministries are linked to a project at the end of a quarter, and
--   with how much money?
-- parameters:
--   project text  project id
--   year integer  year
--   quarter integer = 4  quarter at whose end they are looked at
-- columns:
--   ministry text  ministry
--   policy text  its policy
--   linked_money integer  원 of the year to date
--   content text  what is linked

with known as (
    select *
    from linkage
    where
        project = $project
        and year = $year
        and quarter <= $quarter
    -- What the last report of the year named.
    qualify quarter = max(quarter) over ()
)

select
    known.ministry,
    known.policy,
    known.linked_money,
    known.content
from known
inner join ministry on known.ministry = ministry.ministry
order by
    ministry.position,
    known.policy
