-- question: How did each project fare from one evaluation to the next?
-- parameters:
--   criterion text = total  one criterion, or the total
--   basis integer = 17  of how many provinces
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis at the project's last evaluation
--   model_type text  model type
--   year integer  year evaluated
--   programme_year integer  1, 2 or 3
--   value number  score, points out of 100; of a criterion, % of its points
--   change number  difference to the year before, points
--   grade text  grade; none with too few scorers
--   previous_grade text  grade of the year before
--   decision text  decision

with last_place as (
    select
        project,
        arg_max(region, year) as region
    from evaluation_result
    group by project
)

select
    result.project,
    project.name,
    basis_region.unit as region,
    result.model_type,
    result.year,
    result.programme_year,
    result.value,
    result.change,
    result.grade,
    result.previous_grade,
    result.decision
from results_by($criterion) as result
inner join project on result.project = project.project
inner join last_place on result.project = last_place.project
inner join basis_region
    on last_place.region = basis_region.region and basis_region.basis = $basis
inner join region on basis_region.unit = region.region
order by
    region.position,
    result.project,
    result.year
