-- question: How did each project fare from one evaluation to the next?
-- parameters:
--   criterion text = total  one criterion, or the total
--   basis integer = 17  17 or 16 provinces
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

with measured as (
    select
        result.year,
        result.project,
        case when $criterion = 'total' then result.score else criterion.points_percent end
            as value
    from evaluation_result as result
    left join criterion_result as criterion
        on
            result.year = criterion.year
            and result.project = criterion.project
            and criterion.criterion = $criterion
),

last_place as (
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
    measured.value,
    measured.value - previous.value as change,
    result.grade,
    previous_result.grade as previous_grade,
    result.decision
from evaluation_result as result
inner join measured on result.year = measured.year and result.project = measured.project
inner join project on result.project = project.project
inner join last_place on result.project = last_place.project
inner join basis_region
    on last_place.region = basis_region.region and basis_region.basis = $basis
inner join region on basis_region.unit = region.region
left join measured as previous
    on result.project = previous.project and result.year = previous.year + 1
left join evaluation_result as previous_result
    on
        result.project = previous_result.project
        and result.year = previous_result.year + 1
order by
    region.position,
    result.project,
    result.year
