-- question: How much money do projects hold in each stage, up to a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   stage text  stage
--   projects integer  projects in the stage at the end of the quarter
--   allocated integer  원, whole year
--   granted integer  원, year to date
--   executed integer  원, year to date
--   execution_rate number  executed over allocated in %

with staged as (
    select *
    from project_stage_at($year, $quarter)
),

rows as (
    select *
    from money_rows($quarter, 17, 'all')
    where year = $year
)

select
    stage.stage,
    count(distinct staged.project) as projects,
    coalesce(sum(rows.allocated), 0)::bigint as allocated,
    coalesce(sum(rows.granted), 0)::bigint as granted,
    coalesce(sum(rows.executed), 0)::bigint as executed,
    percentage(sum(rows.executed), sum(rows.allocated)) as execution_rate
from stage
left join staged on stage.stage = staged.stage
left join rows on staged.project = rows.project
group by
    stage.stage,
    stage.position
order by stage.position
