-- question: How did the last annual evaluation up to a year turn out?
-- parameters:
--   year integer  year
-- columns:
--   kind text  grade or decision; none where there is nothing to tell
--   value text  grade or decision
--   projects integer  projects that have it
--   year integer  year evaluated
--   evaluated integer  projects evaluated
--   mean number  mean score, points out of 100
--   change number  on the mean of the year before, points
--   withheld integer  projects without a grade: too few scorers
--   undecided integer  projects that the ministry has not decided on
--   deviating integer  decisions that differ from the rules
--   conditions integer  conditions that decisions of the year set
--   conditions_open integer  of these, not answered yet
--   missing text  why there is nothing to tell: not_evaluated

select
    kind,
    value,
    projects,
    year,
    evaluated,
    mean,
    change,
    withheld,
    undecided,
    deviating,
    conditions,
    conditions_open,
    missing
from briefing_evaluation
where shown_year = $year
order by position
