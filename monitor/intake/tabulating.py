"""Tabulating: the sheets of a file become a cover and tables of values, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from monitor.intake.findings import Finding, Normalised, Place
from monitor.intake.form import COVER, Column, Form
from monitor.intake.normalising import CellProblem, Normaliser, plain_text
from monitor.intake.received import Received, cell_name
from monitor.vocabulary import Vocabulary

_PANDAS_TYPES: Final = {"integer": "Int64", "won": "Int64", "number": "Float64"}


@dataclass
class Tabulated:
    """What a file says.

    Attributes:
        cover: the fields of the cover, None where it says nothing readable.
        tables: by table, the fields of the form and ``source_row``; money in 원.
        places: by table, where its cells stand.
        findings: what could not be read.
        normalised: cells whose value is not simply what was written.
    """

    cover: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    normalised: list[Normalised] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Add a finding."""
        self.findings.append(finding)


def tabulate(received: Received, form: Form, normaliser: Normaliser) -> Tabulated:
    """Find the form's cover and tables in a file and read every cell of them."""
    result = Tabulated()
    _read_cover(form, normaliser, received, result)
    for table in form.tables:
        _read_table(form, table, normaliser, received, result)
    return result


def _read_cover(form: Form, normaliser: Normaliser, received: Received, result: Tabulated) -> None:
    """Read the cover: a label in column A, its value in column B. A wrong value counts as none."""
    columns = form.of(COVER)
    sheet = columns[0].sheet
    found = received.sheet(sheet)
    if found is None:
        result.add(Finding("sheet_missing", sheet, ""))
        return
    rows: dict[str, tuple[str, Any]] = {}
    for number, cells in enumerate(found.rows, start=1):
        label = plain_text(cells[0]) if cells else ""
        if label in rows and label in {column.label_ko for column in columns}:
            result.add(Finding("duplicate_row", sheet, cell_name(number, 1), label))
        rows.setdefault(label, (cell_name(number, 2), cells[1] if len(cells) > 1 else None))
    for column in columns:
        cell, raw = rows.get(column.label_ko, ("", None))
        value = _read_cell(normaliser, column, raw, sheet, cell, result)
        if value is None and column.required:
            result.add(Finding("required", sheet, cell, column.label_ko))
        problem = _cover_problem(normaliser.vocabulary, column, value)
        if problem:
            result.add(Finding(problem[0], sheet, cell, problem[1], f"{value}"))
        result.cover[column.field] = None if problem else value


def _cover_problem(vocabulary: Vocabulary, column: Column, value: Any) -> tuple[str, str] | None:
    """Return the code of what is wrong with a cover's value, and what it names."""
    if value is None:
        return None
    version = vocabulary.setting("form_version")
    if column.field == "form_version" and value != version:
        return "form_version", version
    low, high = column.minimum, column.maximum
    if low is not None and high is not None and not low <= value <= high:
        return "period_unknown", column.label_ko
    return None


def _read_cell(
    normaliser: Normaliser, column: Column, raw: Any, sheet: str, cell: str, result: Tabulated
) -> Any:
    try:
        return normaliser.value(column, raw)
    except CellProblem as problem:
        shown = plain_text(raw)[:80]
        result.add(Finding(problem.code, sheet, cell, column.label_ko, shown))
        return None


def _read_table(
    form: Form,
    table: str,
    normaliser: Normaliser,
    received: Received,
    result: Tabulated,
) -> None:
    """Read one sheet: headings in its first row, a record a row, blank rows passed over."""
    columns = form.of(table)
    sheet = columns[0].sheet
    found = received.sheet(sheet)
    if found is None:
        result.add(Finding("sheet_missing", sheet, ""))
        return
    cells = found.rows
    headings = [plain_text(heading) for heading in cells[0]] if cells else []
    missing = [column for column in columns if column.label_ko not in headings]
    for column in missing:
        result.add(Finding("column_missing", sheet, "", column.label_ko))
    if missing:
        return
    positions = {column.field: headings.index(column.label_ko) + 1 for column in columns}
    records = []
    for number, row in enumerate(cells[1:], start=2):
        raws = {c.field: row[positions[c.field] - 1] for c in columns}
        if all(raw is None or not plain_text(raw) for raw in raws.values()):
            continue
        record = {
            column.field: _read_cell(
                normaliser,
                column,
                raws[column.field],
                sheet,
                cell_name(number, positions[column.field]),
                result,
            )
            for column in columns
        }
        records.append({**record, "source_row": number})
    result.places[table] = Place(sheet, positions)
    result.tables[table] = _frame(columns, records)


def _frame(columns: list[Column], records: list[dict[str, Any]]) -> pd.DataFrame:
    kinds = {c.field: _PANDAS_TYPES.get(c.kind, "object") for c in columns}
    return pd.DataFrame(
        {
            name: pd.Series([record[name] for record in records], dtype=kind)
            for name, kind in (kinds | {"source_row": "int64"}).items()
        }
    )
