"""Checking a workbook: read it, normalise every cell, and say what is wrong; keep nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from monitor.intake.checking import Place, across_findings, schema_findings
from monitor.intake.findings import Finding
from monitor.intake.form import COVER, Column, Form
from monitor.intake.normalising import CellProblem, Normaliser, plain_text
from monitor.intake.reading import Cells, cell_name, read_sheets
from monitor.vocabulary import Vocabulary

_PANDAS_TYPES: Final = {"integer": "Int64", "won": "Int64", "number": "Float64"}


@dataclass
class Checked:
    """A workbook read and checked: its cover, its tables, and what is wrong with it."""

    cover: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _marked: set[tuple[str, str]] = field(default_factory=set)

    @property
    def has_errors(self) -> bool:
        """Say whether anything blocks it."""
        return any(finding.severity == "error" for finding in self.findings)

    def add(self, finding: Finding) -> None:
        """Add a finding, unless its cell is marked already."""
        place = (finding.sheet, finding.cell)
        if place not in self._marked:
            self.findings.append(finding)
        if finding.cell:
            self._marked.add(place)


def check(content: bytes, file_name: str, vocabulary: Vocabulary) -> Checked:
    """Read and check a workbook without keeping anything.

    Returns:
        Its cover, its tables (columns of ``form_columns.csv`` and ``source_row``; money in 원;
        ``project`` with ``reported_region``, ``region`` of the 17 and municipality id), findings.

    Raises:
        Refused: ``file_too_large``, ``not_a_workbook``.
    """
    form, normaliser = _tools(vocabulary)
    sheets, result = read_sheets(content, file_name), Checked()
    _read_cover(form, normaliser, sheets, result)
    places: dict[str, Place] = {}
    for table in form.tables:
        _read_table(form, table, normaliser, sheets, result, places)
    if len(places) < len(form.tables):
        return result
    for table, rows in result.tables.items():
        for finding in schema_findings(form, table, rows, places[table]):
            result.add(finding)
    _assign_regions(normaliser, result, places["project"])
    period = (result.cover.get("year") or 9999, result.cover.get("quarter") or 4)
    for finding in across_findings(vocabulary, result.tables, places, period):
        result.add(finding)
    return result


@lru_cache(maxsize=2)
def _tools(vocabulary: Vocabulary) -> tuple[Form, Normaliser]:
    return Form(vocabulary), Normaliser(vocabulary)


def _read_cover(
    form: Form, normaliser: Normaliser, sheets: dict[str, Cells], result: Checked
) -> None:
    """Read the cover: a label in column A, its value in column B. A wrong value counts as none."""
    columns = form.of(COVER)
    sheet = columns[0].sheet
    if sheet not in sheets:
        result.add(Finding("sheet_missing", sheet, ""))
        return
    rows: dict[str, tuple[str, Any]] = {}
    for number, cells in enumerate(sheets[sheet], start=1):
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
    normaliser: Normaliser, column: Column, raw: Any, sheet: str, cell: str, result: Checked
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
    sheets: dict[str, Cells],
    result: Checked,
    places: dict[str, Place],
) -> None:
    """Read one sheet: headings in its first row, a record a row, blank rows passed over."""
    columns = form.of(table)
    sheet = columns[0].sheet
    if sheet not in sheets:
        result.add(Finding("sheet_missing", sheet, ""))
        return
    cells = sheets[sheet]
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
    places[table] = Place(sheet, positions)
    result.tables[table] = _frame(columns, records)


def _frame(columns: list[Column], records: list[dict[str, Any]]) -> pd.DataFrame:
    kinds = {c.field: _PANDAS_TYPES.get(c.kind, "object") for c in columns}
    return pd.DataFrame(
        {
            name: pd.Series([record[name] for record in records], dtype=kind)
            for name, kind in (kinds | {"source_row": "int64"}).items()
        }
    )


def _assign_regions(normaliser: Normaliser, result: Checked, place: Place) -> None:
    """Assign each project to one of the 17 provinces by its municipality, as of the submission."""
    projects = result.tables["project"]
    submitter, day = result.cover.get("region"), result.cover.get("submitted_on")
    regions, municipalities = [], []
    for row in projects.to_dict("records"):
        region, municipality = row["region"], row["municipality"]
        at = {name: cell_name(row["source_row"], place.columns[name]) for name in place.columns}
        if region and submitter and region != submitter:
            result.add(Finding("region_not_own", place.sheet, at["region"], "시·도", region))
        try:
            if region and municipality:
                municipality, region = normaliser.municipality(
                    municipality, region, day or dt.date.max
                )
        except CellProblem as problem:
            result.add(
                Finding(
                    problem.code, place.sheet, at["municipality"], "시·군·구", str(municipality)
                )
            )
        regions.append(region)
        municipalities.append(municipality)
    result.tables["project"] = projects.assign(
        reported_region=projects["region"],
        region=pd.Series(regions, dtype="object"),
        municipality=pd.Series(municipalities, dtype="object"),
    )
