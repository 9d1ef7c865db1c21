-- question: Which projects gained and which lost most since the year before?
-- parameters:
--   year integer  year evaluated
--   criterion text = total  one criterion, or the total
--   basis integer = 17  17 or 16 provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   direction text  up or down
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   model_type text  model type
--   previous number  score the year before, points out of 100; of a criterion, % of its points
--   value number  score of the year
--   change number  difference, points
--   previous_grade text  grade of the year before; none with too few scorers
--   grade text  grade of the year

with measured as (
    select
        result.year,
        result.project,
        result.grade,
        case when $criterion = 'total' then result.score else criterion.points_percent end
            as value
    from evaluation_result as result
    left join criterion_result as criterion
        on
            result.year = criterion.year
            and result.project = criterion.project
            and criterion.criterion = $criterion
),

moved as (
    select
        result.project,
        basis_region.unit as region,
        result.model_type,
        previous.value as previous,
        latest.value,
        latest.value - previous.value as change,
        previous.grade as previous_grade,
        latest.grade,
        case when latest.value > previous.value then 'up' else 'down' end as direction
    from evaluation_result as result
    inner join basis_region
        on result.region = basis_region.region and basis_region.basis = $basis
    inner join measured as latest
        on result.year = latest.year and result.project = latest.project
    inner join measured as previous
        on result.project = previous.project and result.year = previous.year + 1
    where
        result.year = $year
        and latest.value != previous.value
        and ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or result.model_type = $model_type)
),

furthest as (
    select *
    from moved
    qualify row_number() over (
        partition by direction
        order by abs(change) desc, project asc
    ) <= 5
)

select
    furthest.direction,
    furthest.project,
    project.name,
    furthest.region,
    furthest.model_type,
    furthest.previous,
    furthest.value,
    furthest.change,
    furthest.previous_grade,
    furthest.grade
from furthest
inner join project on furthest.project = project.project
order by
    furthest.change desc,
    furthest.project asc
