-- question: Which projects gained and which lost most since the year before?
-- parameters:
--   year integer  year evaluated
--   criterion text = total  one criterion, or the total
--   basis integer = 17  of how many provinces
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

with moved as (
    select
        result.project,
        basis_region.unit as region,
        result.model_type,
        result.previous_value as previous,
        result.value,
        result.change,
        result.previous_grade,
        result.grade,
        case when result.change > 0 then 'up' else 'down' end as direction
    from results_by($criterion) as result
    inner join basis_region
        on result.region = basis_region.region and basis_region.basis = $basis
    where
        result.year = $year
        and result.change != 0
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
