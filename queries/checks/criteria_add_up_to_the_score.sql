-- question: For which projects do the criteria not add up to the score?
-- parameters:
-- columns:
--   year integer  year evaluated
--   project text  project
--   score number  points out of 100
--   criteria number  sum of the criteria's points

with summed as (
    select
        year,
        project,
        sum(points) as criteria
    from criterion_result
    group by
        year,
        project
)

select
    result.year,
    result.project,
    result.score,
    summed.criteria
from evaluation_result as result
left join summed on result.year = summed.year and result.project = summed.project
where
    result.score is not null
    and coalesce(abs(result.score - summed.criteria) > 0.005001, true)
order by
    result.year,
    result.project
