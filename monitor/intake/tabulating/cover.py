"""The cover: a label and, to its right, its value, wherever on the sheet they stand."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from monitor.intake.findings import Finding, Normalised
from monitor.intake.form import COVER, Column, Form
from monitor.intake.received import Sheet, cell_name
from monitor.intake.tabulating.cells import CellProblem, Read, is_blank
from monitor.intake.tabulating.column_reading import as_text, quoted
from monitor.intake.tabulating.days import quarter_of
from monitor.intake.tabulating.headings import Headings
from monitor.intake.tabulating.normalising import Normaliser, plain_text
from monitor.vocabulary import PERIOD

_LABEL_COLUMNS: Final = 4
_ROWS: Final = 100
_REGULAR: Final = "regular"
_PERIOD: Final = PERIOD[1]


@dataclass
class Cover:
    """What the cover says: its fields, what could not be read, what was normalised.

    ``cells`` names the cell of each field that has one.
    """

    fields: dict[str, Any]
    findings: list[Finding]
    normalised: list[Normalised]
    cells: dict[str, str] = field(default_factory=dict)


class _Label(NamedTuple):
    """A label of the cover, where it stands, and the cell beside it."""

    field: str
    rank: int
    text: str
    cell: str
    value_cell: str
    raw: Any


class CoverReader:
    """Reads the cover of one sheet."""

    def __init__(
        self, sheet: Sheet, form: Form, normaliser: Normaliser, headings: Headings
    ) -> None:
        self.sheet, self.form, self.normaliser, self.headings = sheet, form, normaliser, headings
        self.columns = {column.field: column for column in form.of(COVER)}
        self.cells: dict[str, tuple[str, Any]] = {}
        self.labels: dict[str, str] = {}
        self.cover = Cover({}, [], [])

    def read(self) -> Cover:
        """Return the cover. A wrong value counts as none."""
        ranks: dict[str, int] = {}
        for each in sorted(self._labelled(), key=lambda label: label.rank):
            if ranks.setdefault(each.field, each.rank) < each.rank:
                continue  # another name for what has its own label: a note beside it
            if each.field in self.cells:
                self._find("duplicate_row", each.cell, each.text)
            else:
                self.cells[each.field] = (each.value_cell, each.raw)
                self.labels[each.field] = each.text
        period = self._period()
        for column in self.columns.values():
            self.cover.fields[column.field] = self._field(column, period)
        self._check_period_is_over()
        self.cover.cells = {name: cell for name, (cell, _) in self.cells.items()}
        return self.cover

    def _labelled(self) -> Iterator[_Label]:
        """Yield the labels of the first columns with what stands to their right."""
        for index, row in enumerate(self.sheet.rows[:_ROWS]):
            number = self.sheet.first_row + index
            column = 0
            while column < min(len(row), _LABEL_COLUMNS):
                found = self._field_at(row, column)
                if found:
                    place = self._value_place(number, column)
                    yield _Label(
                        *found,
                        text=plain_text(row[column]).rstrip(" :"),
                        cell=cell_name(number, column + 1),
                        value_cell=cell_name(number, place + 1),
                        raw=row[place] if place < len(row) else None,
                    )
                    column = place
                column += 1

    def _field_at(self, row: list[Any], column: int) -> tuple[str, int] | None:
        """Return the field that a cell labels, and a rank: its own label before another name."""
        if column >= len(row) or not isinstance(row[column], str) or is_blank(row[column]):
            return None
        found = self.headings.field_of(COVER, (row[column],))
        return found[:2] if found else None

    def _value_place(self, number: int, label: int) -> int:
        """Return where the value of a label stands: beside it, or beside the merged label."""
        for top, left, bottom, right in self.sheet.merged:
            if top <= number <= bottom and left == label + 1:
                return right
        return label + 1

    def _find(self, code: str, cell: str, field: str, value: Any = "", expected: str = "") -> None:
        self.cover.findings.append(
            Finding(code, self.sheet.name, cell, field, quoted(value), expected)
        )

    def _period(self) -> Read:
        """Return quarter and year of a cell like 보고 기간: 2027년 1분기.

        The quarter's own cell may carry the year too.
        """
        cell, raw = self.cells.get(_PERIOD, ("", None))
        if is_blank(raw):
            cell, raw = self.cells.get("quarter", ("", None))
            read = quarter_of(plain_text(raw))
            self.cells[_PERIOD] = (cell, raw)
            return Read(None, year=read.year) if read else Read(None)
        read = quarter_of(plain_text(raw))
        if read is None or read.year is None:
            self._find("period_unknown", cell, plain_text(self.labels[_PERIOD]), raw)
            return Read(None)
        return read

    def _field(self, column: Column, period: Read) -> Any:
        cell, raw = self.cells.get(column.field, ("", None))
        told = {"year": period.year, "quarter": period.value}.get(column.field)
        if is_blank(raw) and told is not None:
            cell, raw = self.cells[_PERIOD]
            self._note(column, cell, raw, told, ("period_of_cover",))
            return self._accepted(column, cell, told)
        try:
            read = self.normaliser.read(column, raw)
        except CellProblem as problem:
            self._find(problem.code, cell, column.label_ko, raw, problem.expected)
            return None
        if read.value is None and column.required:
            self._find("required", cell, column.label_ko)
        if read.rules:
            self._note(column, cell, raw, read.value, read.rules)
        if told is not None and read.value not in {None, told}:
            self._find("period_disagrees", cell, column.label_ko, read.value, str(told))
        return self._accepted(column, cell, read.value)

    def _note(
        self, column: Column, cell: str, raw: Any, value: Any, rules: tuple[str, ...]
    ) -> None:
        self.cover.normalised.append(
            Normalised(
                self.sheet.name, cell, column.label_ko, str(raw), as_text(value), " ".join(rules)
            )
        )

    def _accepted(self, column: Column, cell: str, value: Any) -> Any:
        """Return a value, or None for one that is out of range, and say so."""
        if value is None:
            return _REGULAR if column.field == "submission_kind" else None
        version = self.form.version
        if column.field == "form_version" and value != version:
            self._find("form_version", cell, version, value)
            return None
        low, high = column.minimum, column.maximum
        if low is not None and high is not None and not low <= value <= high:
            self._find("period_unknown", cell, column.label_ko, value)
            return None
        return value

    def _check_period_is_over(self) -> None:
        """Find a submission made before the end of the period that it reports."""
        fields: Mapping[str, Any] = self.cover.fields
        year, quarter, day = (fields.get(name) for name in ("year", "quarter", "submitted_on"))
        if year is None or quarter is None or day is None:
            return
        end = last_day(year, quarter)
        if day < end:
            cell = self.cells["submitted_on"][0]
            label = self.columns["submitted_on"].label_ko
            self._find("period_not_over", cell, label, day, end.isoformat())


def last_day(year: int, quarter: int) -> dt.date:
    """Return the last day of a quarter."""
    return dt.date(year, quarter * 3, calendar.monthrange(year, quarter * 3)[1])
