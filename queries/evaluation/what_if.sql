-- question: Which scores, grades and decisions of a year would be others with other weights or
--   cut-offs, the record staying as it is?
-- parameters:
--   year integer  year evaluated
--   weights pairs = none  other weights by programme year and criterion: 1_plan:30 3_outcome:20
--   cut_offs pairs = none  other cut-offs, by grade: S:92 A:85
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the 17
--   model_type text  model type
--   programme_year integer  1, 2 or 3
--   score number  points out of 100 as recorded
--   new_score number  points out of 100 with the other weights
--   rank integer  place among the projects of the same programme year as recorded
--   new_rank integer  the place then
--   grade text  grade as recorded
--   new_grade text  the grade then
--   rule_decision text  decision by the rules as recorded
--   new_decision text  the decision by the rules then
--   grade_changes boolean  whether the grade would be another
--   decision_changes boolean  whether the decision by the rules would be another

select
    result.project,
    project.name,
    result.region,
    result.model_type,
    result.programme_year,
    result.score,
    graded.score as new_score,
    result.rank,
    graded.rank as new_rank,
    result.grade,
    graded.grade as new_grade,
    result.rule_decision,
    graded.rule_decision as new_decision,
    coalesce(result.grade, '') != coalesce(graded.grade, '') as grade_changes,
    coalesce(result.rule_decision, '') != coalesce(graded.rule_decision, '') as decision_changes
from evaluation_result as result
inner join project on result.project = project.project
inner join region on result.region = region.region
left join project_grades($weights, $cut_offs) as graded
    on result.year = graded.year and result.project = graded.project
where result.year = $year
order by
    region.position,
    result.project
