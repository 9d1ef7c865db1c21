"""The desk's lists as tables: headings, names and numbers as a reader knows them.

CSV and JSON keep the ids: other programs read them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from monitor.intake.findings import shown
from monitor.intake.form import Column, form_with
from monitor.intake.preview import BETWEEN_KEYS, details, file_of
from monitor.vocabulary import Vocabulary
from monitor.wording import Words, number_text

# Columns whose ids have words in a section of the catalogue, or names in a reference file.
_SAID: Final = {
    "board_state": "board_state",
    "change": "change",
    "last_state": "submission_state",
    "severity": "severity",
    "submission_state": "submission_state",
}
_NAMED: Final = {
    "decision": "decisions",
    "exclusion": "exclusions",
    "finding_area": "finding_areas",
    "finding_severity": "finding_severities",
    "finding_state": "finding_states",
    "member": "panel_members",
    "region": "regions",
    "rule": "normalising_rules",
    "score_method": "score_methods",
    "scored_by": "panel_members",
}
_POINTS: Final = frozenset({"score", "score_from", "score_to", "total"})
_WHOLE: Final = frozenset({"rank", "rank_from", "rank_to"})
# What only programs want to know.
_LEFT_OUT: Final = frozenset({"code", "data_kind", "decided_at", "expected", "given_by", "sha256"})


def as_read(rows: pd.DataFrame, words: Words, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return a list of the desk with headings, names and dates in words.

    Args:
        rows: of ``Ledger.submissions``, ``findings_of``, ``normalised_of``, ``board``,
            ``preview``, or a list of the evaluation.
        words: the reader's.
        vocabulary: where the names are.
    """
    names = _names(vocabulary, words)
    if "table_name" in rows:
        rows = _changes(rows, names, vocabulary, words)
    kept = [str(name) for name in rows if str(name) not in _LEFT_OUT]
    columns = {words(f"desk.{name}"): [_cell(name, v, names, words) for v in rows[name]]
               for name in kept}  # fmt: skip
    return pd.DataFrame(columns)


def _names(vocabulary: Vocabulary, words: Words) -> Callable[[str, Any], str]:
    def name(file: str, key: Any) -> str:
        rows = vocabulary.rows(file)
        column = "short" if f"short_{words.language}" in rows[0] and file == "regions" else "name"
        first = next(iter(rows[0]))
        return next((words.label(row, column) for row in rows if row[first] == key), str(key))

    return name


def _cell(column: str, value: Any, names: Callable[[str, Any], str], words: Words) -> str:
    if value is None or (not isinstance(value, list) and pd.isna(value)):
        return "–"
    if value == "self":
        return words("desk.self")
    if column in _POINTS:
        return number_text(value, 2)
    if column in _WHOLE:
        return number_text(value)
    if (said := _said(column, value, words)) is not None:
        return said
    if column in _NAMED:
        return ", ".join(names(_NAMED[column], each) for each in str(value).split())
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return words("desk.yes") if value else "–"
    return str(value)


def _said(column: str, value: Any, words: Words) -> str | None:
    """Return the words of an id that stands in the catalogue, None for another column."""
    if column == "sheet_state":
        return words(f"panel.sheet_{value}")
    if column == "trimmed":
        return words(f"evaluation.sheet_{value}")
    if column == "form":
        return words(f"form_name.{value}")
    return words(f"{_SAID[column]}.{value}") if column in _SAID else None


def _changes(
    rows: pd.DataFrame, names: Callable[[str, Any], str], vocabulary: Vocabulary, words: Words
) -> pd.DataFrame:
    """Return a preview's rows with one column for what was and one for what will be."""
    forms = {table: form_with(vocabulary, table) for table in rows["table_name"].unique()}
    places = [
        forms[table].column(table, field)
        for table, field in zip(rows["table_name"], rows["field"], strict=True)
    ]

    def named(column: Column, key: str) -> str:
        file = file_of(column)
        return names(file, key) if file else key

    def told(column: Column, text: Any, number: Any) -> str:
        if not pd.isna(number):
            return shown(number)
        return "–" if text is None or pd.isna(text) else named(column, text)

    return pd.DataFrame(
        {
            "change": rows["change"],
            "project": rows["project"],
            "detail": [
                BETWEEN_KEYS.join(named(*each) for each in details(forms[table], table, detail))
                for table, detail in zip(rows["table_name"], rows["detail"], strict=True)
            ],
            "field": [
                column.label_ko if words.language == "ko" else column.label_en for column in places
            ],
            "year": rows["year"],
            "quarter": rows["quarter"],
            "before": list(map(told, places, rows["text_before"], rows["number_before"])),
            "after": list(map(told, places, rows["text_after"], rows["number_after"])),
        }
    )
