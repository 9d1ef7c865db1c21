-- question: What did each annual evaluation give a project, and what was decided?
-- parameters:
--   project text  project id
-- columns:
--   year integer  year evaluated
--   programme_year integer  1, 2 or 3
--   score number  points out of 100
--   rank integer  place among the projects of the same programme year
--   ranked integer  projects in that ranking
--   grade text  grade; none with too few scorers
--   entry integer  entry of the decision in the ledger; none while undecided
--   rule_decision text  decision by the rules
--   decision text  the ministry's decision; none while undecided
--   is_current boolean  whether no later decision replaces it
--   reason text  its reason
--   decided_by text  who decided
--   decided_on date  when
--   decided_from text  the release whose scores were decided on

select
    result.year,
    result.programme_year,
    result.score,
    result.rank,
    result.ranked,
    result.grade,
    decided.entry,
    result.rule_decision,
    decided.decision,
    coalesce(decided.is_current, true) as is_current,
    nullif(decided.reason, '') as reason,
    decided.decided_by,
    decided.decided_on,
    decided.release as decided_from
from evaluation_result as result
left join evaluation_decision as decided
    on result.year = decided.year and result.project = decided.project
where result.project = $project
order by
    result.year,
    decided.entry
