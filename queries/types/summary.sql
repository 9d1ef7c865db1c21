-- question: How do the six model types compare in projects, money and status, up to a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   model_type text  model type
--   projects integer  projects running
--   provinces integer  of the 17, with such a project
--   allocated integer  원, whole year
--   granted integer  원, year to date
--   executed integer  원, year to date
--   execution_rate number  executed over allocated in %
--   on_track integer  projects on track
--   attainment_index number  mean of the projects' attainment indices in %

with stated as (
    select *
    from project_status($year, $quarter)
),

counted as (
    select
        model_type,
        count(*) as projects,
        count(distinct region) as provinces,
        count(*) filter (where status = 'on_track') as on_track,
        avg(attainment_index) as attainment_index
    from stated
    group by model_type
),

spent as (
    select
        rows.model_type,
        sum(rows.allocated)::bigint as allocated,
        sum(rows.granted)::bigint as granted,
        sum(rows.executed)::bigint as executed,
        percentage(sum(rows.executed), sum(rows.allocated)) as execution_rate
    from money_rows($quarter, 17, 'all') as rows
    where rows.year = $year
    group by rows.model_type
)

select
    model_type.model_type,
    coalesce(counted.projects, 0) as projects,
    coalesce(counted.provinces, 0) as provinces,
    spent.allocated,
    spent.granted,
    spent.executed,
    spent.execution_rate,
    coalesce(counted.on_track, 0) as on_track,
    counted.attainment_index
from model_type
left join counted on model_type.model_type = counted.model_type
left join spent on model_type.model_type = spent.model_type
order by model_type.position
