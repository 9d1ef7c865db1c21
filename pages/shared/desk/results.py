"""What a check gives: findings, what was normalised, what would change; as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

import pandas as pd
import streamlit as st

from monitor.figures.parts import Table
from monitor.figures.tables import records
from monitor.figures.view import View, vocabulary
from monitor.intake.findings import Finding, Normalised, shown
from monitor.intake.form import Column, form_with
from monitor.intake.preview import details, file_of
from pages.shared.desk.common import period_name, stated
from pages.shared.show import notes, table

_MOST_ROWS = 200
_LONGEST_LABEL = 70


def show_findings(
    view: View, findings: Sequence[Finding], reasons: Sequence[str], key: str
) -> None:
    """Show what was found: where, what, why, what to do, and the reason given for a warning."""
    words = view.words
    kept = list(zip(range(1, len(findings) + 1), findings, reasons, strict=True))[:_MOST_ROWS]
    columns = {
        words("submissions.finding"): [str(n) for n, _, _ in kept],
        words("submissions.severity"): [
            stated(f.severity, view.words(f"severity.{f.severity}")) for _, f, _ in kept
        ],
        words("submissions.place"): [f"{f.sheet} {f.cell}".strip() for _, f, _ in kept],
        words("submissions.what"): [f.part("what", view.language) for _, f, _ in kept],
        words("submissions.why"): [f.part("why", view.language) for _, f, _ in kept],
        words("submissions.do"): [f.part("do", view.language) for _, f, _ in kept],
        words("submissions.reason"): [reason for _, _, reason in kept],
    }
    if not any(reasons):
        del columns[words("submissions.reason")]
    frame = pd.DataFrame({"finding": [n for n, _, _ in kept]})
    title = words("submissions.findings")
    table(view, Table(columns, [], frame), title, f"findings {key}")
    _say_rest(view, len(findings))


def show_normalised(view: View, cells: Sequence[Normalised], key: str) -> None:
    """Show the cells whose value is not simply what was written, in the order of the sheet."""
    words = view.words
    cells = sorted(
        cells, key=lambda cell: (cell.sheet, int(cell.cell.lstrip(ascii_uppercase) or 0))
    )
    columns = {
        words("submissions.place"): [f"{cell.sheet} {cell.cell}" for cell in cells[:_MOST_ROWS]],
        words("submissions.field"): [cell.field for cell in cells[:_MOST_ROWS]],
        words("submissions.written"): [cell.raw_value for cell in cells[:_MOST_ROWS]],
        words("submissions.read_as"): [_read_as(view, cell.value) for cell in cells[:_MOST_ROWS]],
        words("submissions.rule"): [_rules(view, cell.rule) for cell in cells[:_MOST_ROWS]],
    }
    frame = pd.DataFrame({"cell": [cell.cell for cell in cells[:_MOST_ROWS]]})
    title = words("submissions.normalised")
    table(view, Table(columns, [], frame), title, f"normalised {key}")
    _say_rest(view, len(cells))


def show_changes(view: View, changes: pd.DataFrame, key: str) -> None:
    """Show what would be new, changed from what to what, or withdrawn; count the unchanged."""
    words = view.words
    counts = changes["change"].value_counts()
    kinds = ("new", "changed", "withdrawn", "unchanged")
    st.caption(
        " · ".join(
            words(f"submissions.count_{kind}", count=int(counts.get(kind, 0))) for kind in kinds
        )
    )
    rows = changes[changes["change"] != "unchanged"]
    if rows.empty:
        st.caption(words("submissions.no_change"))
        return
    # What changes what is known comes before what is new.
    rows = rows.sort_values("change", key=lambda change: change == "new", kind="stable")
    first = list(records(rows.head(_MOST_ROWS)))
    columns = {
        words("submissions.change"): [
            stated(row.change, view.words(f"change.{row.change}")) for row in first
        ],
        words("submissions.project"): [row.project or "–" for row in first],
        words("submissions.item"): [_item(view, row) for row in first],
        words("submissions.period"): [_when(view, row) for row in first],
        words("submissions.before"): [
            _value(view, row, row.number_before, row.text_before) for row in first
        ],
        words("submissions.after"): [
            _value(view, row, row.number_after, row.text_after) for row in first
        ],
    }
    numeric = [words("submissions.before"), words("submissions.after")]
    table(
        view,
        Table(columns, numeric, rows.head(_MOST_ROWS)),
        words("submissions.changes"),
        f"changes {key}",
    )
    _say_rest(view, len(rows))


def shortened(text: str) -> str:
    """Cut a long text: the whole of it stands in the table."""
    return text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…"


def _say_rest(view: View, total: int) -> None:
    if total > _MOST_ROWS:
        notes([view.words("submissions.rest", shown=_MOST_ROWS, total=total)])


def _read_as(view: View, value: str) -> str:
    """Write a value as readers know it: numbers with separators, absences by name."""
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return shown(float(value))
    return view.name("absences", value)


def _rules(view: View, rules: str) -> str:
    """Name the rules by which a cell was read."""
    return ", ".join(view.name("normalising_rules", rule) for rule in rules.split())


def _item(view: View, row: Any) -> str:
    form = form_with(vocabulary(), row.table_name)
    column = form.column(row.table_name, row.field)
    told = [_named(view, *each) for each in details(form, row.table_name, row.detail)]
    return " · ".join([*told, column.label_ko if view.is_korean else column.label_en])


def _named(view: View, column: Column, text: str) -> str:
    """Write an id as readers know it; a text stays as it is."""
    file = file_of(column)
    if file == "regions":
        return view.region(text)
    return view.name(file, text) if file else text


def _when(view: View, row: Any) -> str:
    if pd.isna(row.year):
        return "–"
    if pd.isna(row.quarter):
        return view.words("submissions.year", year=int(row.year))
    return period_name(view, row.year, row.quarter)


def _value(view: View, row: Any, number: float | None, text: str | None) -> str:
    if number is not None and not pd.isna(number):
        return shown(number)
    if text is None or pd.isna(text):
        return "–"
    form = form_with(vocabulary(), row.table_name)
    return _named(view, form.column(row.table_name, row.field), text)
