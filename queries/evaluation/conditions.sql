-- question: Which conditions does a project's support carry, and how were they answered?
-- parameters:
--   project text  project id
-- columns:
--   year integer  year evaluated that set it
--   condition text  the condition
--   due_on date  to be met by
--   answer text  the province's answer; none yet
--   answered_by text  who answered
--   answered_on date  when

select
    year,
    condition,
    due_on,
    answer,
    answered_by,
    answered_on
from decision_condition
where project = $project
order by
    year,
    position
