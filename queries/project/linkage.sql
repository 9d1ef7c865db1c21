-- question: Which policies of other ministries are linked to a project, and with how much money?
-- parameters:
--   project text  project id
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   ministry text  ministry
--   policy text  policy
--   linked_money integer  원 linked in the year to date
--   is_current boolean  whether it was still linked at the end of the last quarter reported
--   content text  what is linked, in the words of the province

select
    linked_policy.ministry,
    linked_policy.policy,
    linked_policy.linked_money::bigint as linked_money,
    linked_policy.is_current,
    linked_policy.content
from linked_policy
inner join ministry on linked_policy.ministry = ministry.ministry
where
    linked_policy.project = $project
    and linked_policy.year = $year
    and linked_policy.quarter = $quarter
order by
    ministry.position,
    linked_policy.policy
