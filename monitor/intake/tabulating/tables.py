"""Tabulating: the sheets of a file become a cover and tables of values, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

import pandas as pd

from monitor.intake.findings import ROWS_A_SHEET, Finding, Normalised, Place
from monitor.intake.form import COVER, Column, Form
from monitor.intake.received import Received, Sheet, cell_name
from monitor.intake.tabulating.cells import is_blank, plain_text
from monitor.intake.tabulating.column_reading import ColumnReader, Measures, Part
from monitor.intake.tabulating.cover import CoverReader
from monitor.intake.tabulating.headings import Headings, Layout, looks_like_a_table
from monitor.intake.tabulating.normalising import Normaliser
from monitor.intake.tabulating.row_reading import (
    Totals,
    blank_words,
    settle_absences,
    settle_quarters,
)
from monitor.intake.tabulating.sheet_rows import Grid, RowMarks, counts, grid_of

_PANDAS_TYPES: Final = {"integer": "Int64", "won": "Int64", "number": "Float64"}
_CORRECTION: Final = "correction"
# Tables whose rows the template names beforehand: a row of keys alone says nothing yet. Where it
# may stay blank for good, it is passed over beside rows that are filled in.
_PREPARED: Final = frozenset({"target", "observation", "budget", "spending_plan", "aftercare"})
_MAY_STAY_BLANK: Final = frozenset({"target", "spending_plan"})
# A table whose rows the template fills in but for one column: none counts while nothing of this
# period is filled in anywhere.
_FILLED_BUT_FOR: Final = {"linkage": "linked_money"}
_FILLED_IN_FIRST: Final = frozenset({"budget", "observation"})
# Where a word instead of a number is kept as the reason why there is none.
_REASONED: Final = "observation"
_OWN: Final = "own_indicator"
_MOST_PARTS: Final = 100


@dataclass
class Tabulated:
    """What a file says.

    Attributes:
        cover: the fields of the cover, None where it says nothing readable.
        tables: by table, the fields of the form and ``source_row``; money in 원.
        places: by table, where its cells stand.
        findings: what could not be read.
        normalised: cells whose value is not simply what was written.
        unfilled: tables whose rows are all there, as the template named them, and all blank.
        cover_cells: by field of the cover, the sheet and the name of its cell.
    """

    cover: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    normalised: list[Normalised] = field(default_factory=list)
    unfilled: set[str] = field(default_factory=set)
    cover_cells: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Add a finding."""
        self.findings.append(finding)


def tabulate(received: Received, form: Form, normaliser: Normaliser) -> Tabulated:
    """Find the form's cover and tables in a file and read every cell of them.

    Sheets are found by name, by what else people call them, or by their headings; tables by the
    row that matches most headings. Nothing is left out in silence: what is not imported (totals,
    notes, unknown columns and sheets) and what was hidden stands in the findings.
    """
    return _Tabulating(received, form, normaliser).run()


@lru_cache(maxsize=4)
def _tools(normaliser: Normaliser, form: Form) -> tuple[Headings, RowMarks, Measures]:
    vocabulary = normaliser.vocabulary
    return Headings(form, vocabulary), RowMarks(vocabulary), Measures(vocabulary)


class _Tabulating:
    """Reads one file."""

    def __init__(self, received: Received, form: Form, normaliser: Normaliser) -> None:
        self.received, self.form, self.normaliser = received, form, normaliser
        self.headings, self.marks, self.measures = _tools(normaliser, form)
        self.result = Tabulated()
        self.sheets: dict[str, list[Sheet]] = {table: [] for table in (COVER, *form.tables)}
        self.parts: dict[str, list[Part]] = {}

    def run(self) -> Tabulated:
        """Read the cover, then the tables, and report in the form's order."""
        self._find_sheets()
        self._read_cover()
        own = [name for name in self.form.tables if name == _OWN]
        for table in dict.fromkeys((*own, *self.form.tables)):
            self.parts[table] = self._read_table(table)
        for table in self.form.tables:
            self._collect(table)
        return self.result

    def _find(self, code: str, sheet: str, *about: str) -> None:
        self.result.add(Finding(code, sheet, *(about or ("",))))

    # ── sheets ───────────────────────────────────────────────────────────────────────────────────

    def _find_sheets(self) -> None:
        """Find which sheet is which table; say what is left."""
        first = next((sheet.name for sheet in self.received.sheets), "")
        for link in self.received.external_links:
            self._find("external_link", first, "", "", plain_text(link)[:80])
        unknown = []
        for sheet in self.received.sheets:
            table = self.headings.table_of(sheet.name)
            if table is None:
                unknown.append(sheet)
            elif table:
                self._take(table, sheet)
        for sheet in unknown:
            table = self._by_content(sheet)
            if table:
                self._take(table, sheet)
            elif looks_like_a_table(sheet.rows):
                self._find("sheet_ignored", sheet.name)

    def _by_content(self, sheet: Sheet) -> str | None:
        if not self.sheets[COVER] and self.headings.is_cover(sheet):
            return COVER
        return self.headings.table_like(sheet)

    def _take(self, table: str, sheet: Sheet) -> None:
        self.sheets[table].append(sheet)
        if sheet.hidden:
            self._find("hidden_sheet", sheet.name)

    # ── the cover ────────────────────────────────────────────────────────────────────────────────

    def _read_cover(self) -> None:
        if not self.sheets[COVER]:
            self._find("sheet_missing", self.form.of(COVER)[0].sheet)
            return
        sheet, *others = self.sheets[COVER]
        for other in others:
            self._find("sheet_ignored", other.name)
        cover = CoverReader(sheet, self.form, self.normaliser, self.headings).read()
        self.result.cover = cover.fields
        self.result.findings += cover.findings
        self.result.normalised += cover.normalised
        self.result.cover_cells = {name: (sheet.name, cell) for name, cell in cover.cells.items()}

    # ── tables ───────────────────────────────────────────────────────────────────────────────────

    def _read_table(self, table: str) -> list[Part]:
        """Return what the sheets of a table say, one part a sheet."""
        columns = self.form.of(table)
        grids = []
        self.sheets[table] = self._worth_reading(self.sheets[table])
        for sheet in self.sheets[table][:_MOST_PARTS]:
            layout = self.headings.layout(sheet, table)
            if self._is_sound(sheet, layout, columns):
                grids.append(grid_of(sheet, layout, columns, self.headings, self.marks))
        kept = self._kept_rows(table, columns, grids)
        reader = ColumnReader(self.normaliser, self.measures, self._own_units())
        parts = []
        for grid, rows in zip(grids, kept, strict=True):
            part = reader.read(grid, columns, rows)
            self._settle(table, part, reader)
            parts.append(part)
        return parts

    def _worth_reading(self, sheets: list[Sheet]) -> list[Sheet]:
        """Return the sheets of a table that hold something; a blank one where nothing else is.

        A correction may leave a sheet blank.
        """
        written = [sheet for sheet in sheets if _has_cells(sheet)]
        return written or ([] if self._is_correction() else sheets[:1])

    def _is_correction(self) -> bool:
        return bool(self.result.cover.get("submission_kind") == _CORRECTION)

    def _is_sound(self, sheet: Sheet, layout: Layout, columns: list[Column]) -> bool:
        """Say whether a table can be read; if not, say which columns are in the way."""
        for column in layout.missing:
            self._find("column_missing", sheet.name, "", column.label_ko)
        for column in layout.twice:
            self._find("column_twice", sheet.name, "", column.label_ko)
        unclear = [column for column in columns if layout.is_unclear(column.field)]
        for column in unclear:
            cell = cell_name(sheet.first_row + layout.first - 1, layout.columns[column.field])
            written = sheet.rows[layout.first - 1][layout.columns[column.field] - 1]
            self._find("money_unit_unclear", sheet.name, cell, column.label_ko, plain_text(written))
        return not (layout.missing or layout.twice or unclear)

    def _kept_rows(self, table: str, columns: list[Column], grids: list[Grid]) -> list[list[int]]:
        """Return the rows to read of each grid: not those that the template named in vain."""
        if table in _FILLED_BUT_FOR and self.result.unfilled >= _FILLED_IN_FIRST:
            left = _FILLED_BUT_FOR[table]
            columns = [column for column in columns if column.is_key or column.field == left]
        elif table not in _PREPARED:
            return [grid.data for grid in grids]
        filled = [_filled_rows(grid, columns) for grid in grids]
        if not any(filled):
            if any(grid.data for grid in grids):
                self.result.unfilled.add(table)
            return filled
        return filled if table in _MAY_STAY_BLANK else [grid.data for grid in grids]

    def _own_units(self) -> dict[tuple[Any, Any], str]:
        """Return the units of own indicators, by project and indicator."""
        return {
            (project.value, indicator.value): unit.value or ""
            for part in self.parts.get(_OWN, ())
            for project, indicator, unit in zip(
                part.reads["project"], part.reads["indicator"], part.reads["unit_name"], strict=True
            )
        }

    def _settle(self, table: str, part: Part, reader: ColumnReader) -> None:
        """Let the cells of each row speak together, then report what was found in them."""
        if table == _REASONED:
            settle_absences(part, self.measures)
        else:
            blank_words(part)
        if "quarter" in part.reads:
            settle_quarters(part)
        report_cells(part)
        report_rows(part)
        if part.grid.totals:
            totals = Totals(part, reader)
            totals.check()
            part.findings += totals.totals.findings

    def _collect(self, table: str) -> None:
        """Put the parts of a table together."""
        columns, parts = self.form.of(table), self.parts[table]
        for part in parts:
            self.result.findings += part.findings
            self.result.normalised += part.normalised
        if parts:
            self.result.tables[table] = _frame(columns, parts)
            first, *more = [(part.grid.sheet.name, part.grid.layout.columns) for part in parts]
            self.result.places[table] = Place(*first, *more)
        elif not self.sheets[table]:
            self._collect_missing(table, columns)

    def _collect_missing(self, table: str, columns: list[Column]) -> None:
        """Say that a sheet is missing; a correction may leave out what it does not mend."""
        sheet = columns[0].sheet
        if not self._is_correction():
            self._find("sheet_missing", sheet)
            return
        self.result.tables[table] = _frame(columns, [])
        places = {column.field: place for place, column in enumerate(columns, start=1)}
        self.result.places[table] = Place(sheet, places)


def _has_cells(sheet: Sheet) -> bool:
    return any(not is_blank(cell) for row in sheet.rows for cell in row)


def _filled_rows(grid: Grid, columns: list[Column]) -> list[int]:
    """Return the rows of data that hold more than keys."""
    raws = [grid.raws[column.field] for column in columns if not column.is_key]
    written = counts(raws, len(raws[0]))
    return [index for index in grid.data if written[index]]


def report_cells(part: Part) -> None:
    """Report the cells that could not be read, are doubtful, or were normalised."""
    for column in part.columns:
        filled = part.grid.filled.get(column.field, frozenset())
        for row, read in enumerate(part.reads[column.field]):
            if read.problem or read.warning:
                raw = part.raw(row, column.field)
                part.find(read.problem or read.warning, row, column, raw, read.expected)
            if read.rules or (filled and part.rows[row] in filled):
                rules = ("merged", *read.rules) if part.rows[row] in filled else read.rules
                part.note(row, column, read.value, rules)


def report_rows(part: Part) -> None:
    """Report rows passed over, columns ignored, and what is hidden."""
    sheet, layout = part.grid.sheet, part.grid.layout
    for index, text in part.grid.notes:
        cell = cell_name(part.grid.number(index), 1)
        part.findings.append(Finding("row_passed_over", sheet.name, cell, "", text[:80]))
    if layout.ignored:
        names = ", ".join(layout.ignored)[:200]
        part.findings.append(Finding("column_ignored", sheet.name, "", names))
    for column in part.columns:
        if layout.columns[column.field] in sheet.hidden_columns:
            cell = cell_name(sheet.first_row + layout.first - 1, layout.columns[column.field])
            part.findings.append(Finding("hidden_column", sheet.name, cell, column.label_ko))
    first_number, data = part.grid.number(0), set(part.rows) if sheet.hidden_rows else set()
    hidden = sorted(each for each in sheet.hidden_rows if each - first_number in data)
    for first, last in _runs(hidden):
        shown = f"{first}" if first == last else f"{first}~{last}"
        part.findings.append(Finding("hidden_row", sheet.name, cell_name(first, 1), "", shown))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of consecutive numbers."""
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]


def _frame(columns: list[Column], parts: list[Part]) -> pd.DataFrame:
    series = {}
    for column in columns:
        values = [read.value for part in parts for read in part.reads[column.field]]
        series[column.field] = pd.Series(values, dtype=_PANDAS_TYPES.get(column.kind, "object"))
    numbers = [
        ROWS_A_SHEET * n + part.grid.number(row)
        for n, part in enumerate(parts)
        for row in part.rows
    ]
    return pd.DataFrame(series | {"source_row": pd.Series(numbers, dtype="int64")})
