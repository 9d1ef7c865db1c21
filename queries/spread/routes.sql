-- question: From which province to which did each standard model spread, by the end of a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   model text = all  one standard model, or all
--   basis integer = 17  of how many provinces
-- columns:
--   model text  standard model
--   name text  its name
--   origin text  province of the basis that it came from
--   region text  province of the basis that adopted it
--   governments integer  municipalities of that province with it in force

select
    standard_model.model,
    standard_model.name,
    origin.unit as origin,
    basis_region.unit as region,
    count(*) as governments
from adoption_quarter
inner join standard_model on adoption_quarter.model = standard_model.model
inner join project on standard_model.project = project.project
inner join basis_region as origin
    on project.region = origin.region and origin.basis = $basis
inner join basis_region
    on adoption_quarter.region = basis_region.region and basis_region.basis = $basis
inner join region on basis_region.unit = region.region
where
    adoption_quarter.year = $year
    and adoption_quarter.quarter = $quarter
    and adoption_quarter.is_in_force
    and ($model = 'all' or standard_model.model = $model)
group by
    standard_model.model,
    standard_model.name,
    standard_model.designated_on,
    origin.unit,
    basis_region.unit,
    region.position
order by
    standard_model.designated_on,
    standard_model.model,
    region.position
