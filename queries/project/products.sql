-- question: What was produced together in a project, or is being developed, the newest first?
-- parameters:
--   project text  project id
-- columns:
--   product text  product
--   product_kind text  kind
--   completed_on date  when it was completed; none while it is being developed
--   ministry text  ministry that took part
--   local_government text  local government that took part
--   organisation text  social solidarity organisation that took part
--   residents integer  residents who took part

select
    product,
    product_kind,
    completed_on,
    ministry,
    local_government,
    organisation,
    residents
from product
where project = $project
order by
    completed_on desc nulls last,
    product asc
