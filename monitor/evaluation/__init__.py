"""The annual evaluation and the advisory panel: what may be recorded, by whom, and when.

Scores, grades and intervals follow from these records when a release is built
(``monitor/store/build``); here is only what people write.
"""

from monitor.evaluation.decisions import (
    answer_condition,
    conditions_now,
    decide_project,
    decisions_now,
)
from monitor.evaluation.evidence import Evidence, evidence_of, read_evidence
from monitor.evaluation.findings import (
    answer_finding,
    finding_counts,
    findings_now,
    history_of,
    judge_finding,
    last_visit,
    mark_visit,
    write_finding,
)
from monitor.evaluation.people import SELF, Project, exclusion, provinces_of
from monitor.evaluation.scores import (
    keep_sheet,
    keep_sheets,
    last_sheet,
    permit_sheets,
    scoring_board,
    scoring_counts,
)
from monitor.evaluation.sheets import (
    Held,
    Problem,
    Sheet,
    held_against,
    is_evaluated,
    maximum_points,
    problems_of,
)
from monitor.evaluation.visits import changes_between

__all__ = [
    "SELF",
    "Evidence",
    "Held",
    "Problem",
    "Project",
    "Sheet",
    "answer_condition",
    "answer_finding",
    "changes_between",
    "conditions_now",
    "decide_project",
    "decisions_now",
    "evidence_of",
    "exclusion",
    "finding_counts",
    "findings_now",
    "held_against",
    "history_of",
    "is_evaluated",
    "judge_finding",
    "keep_sheet",
    "keep_sheets",
    "last_sheet",
    "last_visit",
    "mark_visit",
    "maximum_points",
    "permit_sheets",
    "problems_of",
    "provinces_of",
    "read_evidence",
    "scoring_board",
    "scoring_counts",
    "write_finding",
]
