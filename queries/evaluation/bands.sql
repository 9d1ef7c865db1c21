-- question: Which grades does a year know, from which score on, and what do they decide?
-- parameters:
--   year integer  year evaluated
-- columns:
--   grade text  grade
--   method text  cut_off or quota
--   minimum_score number  lowest score, points out of 100; none by quota
--   up_to number  score where the next better grade begins; 100 for the best
--   quota_percent number  share of the projects by quota, %
--   minimum_execution_percent number  a lower execution rate bars the grade, %
--   decision text  decision by the rules

select
    grade,
    method,
    minimum_score,
    coalesce(lag(minimum_score) over (order by position), 100) as up_to,
    quota_percent,
    minimum_execution_percent,
    decision
from grade_band
where year = $year
order by position
