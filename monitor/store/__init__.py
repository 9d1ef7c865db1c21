"""The store: an append-only ledger, immutable releases, and questions asked of a release."""

from monitor.store.compare import compare
from monitor.store.entries import (
    FACT_TABLES,
    Rows,
    Submission,
    append_entry,
    append_frame,
    append_submission,
    arrow,
    take_entries,
)
from monitor.store.ledger import Ledger, set_up
from monitor.store.publish import publish
from monitor.store.question import Question, ask, is_open, question, questions, whole
from monitor.store.release import Manifest, Release, Store
from monitor.store.review import Decision, decide, explain, findings_of, normalised_of, state_of

__all__ = [
    "FACT_TABLES",
    "Decision",
    "Ledger",
    "Manifest",
    "Question",
    "Release",
    "Rows",
    "Store",
    "Submission",
    "append_entry",
    "append_frame",
    "append_submission",
    "arrow",
    "ask",
    "compare",
    "decide",
    "explain",
    "findings_of",
    "is_open",
    "normalised_of",
    "publish",
    "question",
    "questions",
    "set_up",
    "state_of",
    "take_entries",
    "whole",
]
