-- question: Which policies of which ministries are linked to which projects, with how much money?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   ministry text  ministry
--   policy text  policy
--   linked_money integer  원 linked in the year to date
--   is_current boolean  whether it was still linked at the end of the last quarter reported
--   content text  what is linked, in the words of the province

select
    linked.project,
    project.name,
    linked.unit as region,
    linked.model_type,
    linked.ministry,
    linked.policy,
    linked.linked_money::bigint as linked_money,
    linked.is_current,
    linked.content
from listed_at('linked_policy', $year, $quarter, $basis, $region, $model_type) as linked
inner join project on linked.project = project.project
inner join ministry on linked.ministry = ministry.ministry
inner join region on linked.unit = region.region
order by
    ministry.position asc,
    linked.linked_money desc,
    region.position asc,
    linked.project asc,
    linked.policy asc
