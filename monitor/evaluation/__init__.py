"""The annual evaluation and the advisory panel: what may be recorded, by whom, and when.

Scores, grades and intervals follow from these records when a release is built
(``monitor/store/build``); here is only what people write.
"""

from monitor.evaluation.decisions import answer_condition, decide_project
from monitor.evaluation.evidence import Evidence, read_evidence
from monitor.evaluation.findings import (
    answer_finding,
    findings_now,
    judge_finding,
    last_visit,
    mark_visit,
    write_finding,
)
from monitor.evaluation.scores import Sheet, keep_sheet, keep_sheets, last_sheet, scoring_board

__all__ = [
    "Evidence",
    "Sheet",
    "answer_condition",
    "answer_finding",
    "decide_project",
    "findings_now",
    "judge_finding",
    "keep_sheet",
    "keep_sheets",
    "last_sheet",
    "last_visit",
    "mark_visit",
    "read_evidence",
    "scoring_board",
    "write_finding",
]
