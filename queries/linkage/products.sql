-- question: Which products were completed in the year or are being developed, by whom together?
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
--   product text  product
--   product_kind text  kind
--   completed_on date  when it was completed; none while it is being developed
--   ministry text  ministry that took part
--   local_government text  local government that took part
--   organisation text  social solidarity organisation that took part
--   residents integer  residents who took part
--   is_by_all boolean  ministry, local government and organisation together

select
    listed.project,
    project.name,
    listed.unit as region,
    listed.model_type,
    listed.product,
    listed.product_kind,
    case when listed.is_completed then listed.completed_on end as completed_on,
    listed.ministry,
    listed.local_government,
    listed.organisation,
    listed.residents,
    listed.is_by_all
from listed_at('listed_product', $year, $quarter, $basis, $region, $model_type) as listed
inner join project on listed.project = project.project
inner join region on listed.unit = region.region
where listed.is_of_year or not listed.is_completed
order by
    listed.is_completed desc,
    listed.completed_on desc,
    region.position asc,
    listed.project asc,
    listed.product asc
