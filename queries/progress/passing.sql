-- question: How many projects complete each stage in each quarter, as planned and in fact?
-- parameters:
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   stage text  stage
--   year integer  year
--   quarter integer  quarter
--   planned integer  projects that were to complete it; what was due after they stopped left out
--   actual integer  projects that completed it; none where the quarter had not ended
--   planned_to_date integer  planned, up to and with the quarter
--   actual_to_date integer  completed, up to and with the quarter

with course as (
    select stage_course.*
    from stage_course
    inner join project on stage_course.project = project.project
    inner join basis_region
        on project.region = basis_region.region and basis_region.basis = $basis
    where
        ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or project.model_type = $model_type)
),

ends as (
    select
        stage,
        year(planned_end) * 4 + quarter(planned_end) - 1 as number,
        1 as planned,
        0 as actual
    from course
    where not (is_stopped and planned_end > counted_to)
    union all
    select
        stage,
        year(actual_end) * 4 + quarter(actual_end) - 1 as number,
        0 as planned,
        1 as actual
    from course
    where actual_end is not null
),

span as (
    select unnest(range(min(number), max(number) + 1)) as number
    from ends
),

last_period as (
    select max(number) as number
    from period
),

counted as (
    select
        stage.stage,
        stage.position,
        span.number,
        coalesce(sum(ends.planned), 0)::bigint as planned,
        case
            when span.number <= last_period.number then coalesce(sum(ends.actual), 0)::bigint
        end as actual
    from stage
    cross join span
    cross join last_period
    left join ends
        on
            stage.stage = ends.stage
            and span.number = ends.number
    group by
        stage.stage,
        stage.position,
        span.number,
        last_period.number
)

select
    stage,
    (number // 4)::integer as year,
    (number % 4 + 1)::integer as quarter,
    planned,
    actual,
    (sum(planned) over (partition by stage order by number))::bigint as planned_to_date,
    case
        when actual is not null
            then (sum(actual) over (partition by stage order by number))::bigint
    end as actual_to_date
from counted
order by
    position,
    number
