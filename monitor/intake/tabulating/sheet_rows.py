"""Rows of a sheet: which hold data, which are totals, notes or blank; merged cells filled down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, Literal

from monitor.intake.form import Column
from monitor.intake.received import Sheet
from monitor.intake.tabulating.cells import ShownAsPercent, is_blank, plain_text
from monitor.intake.tabulating.headings import Headings, Layout, folded
from monitor.vocabulary import Vocabulary


class _Unvalued:
    def __str__(self) -> str:
        return "=…"


UNVALUED: Final = _Unvalued()
Kind = Literal["subtotal", "total", "either"]
_NUMBERS: Final = frozenset({"number", "won"})
# What a merged cell may say for several rows: never a number, which would count several times.
_FILLED_DOWN: Final = frozenset({"identifier", "choice", "text", "municipality", "integer"})
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_BRACKETS: Final = re.compile(r"[(\[].*[)\]]$")
_SUFFIXES: Final = ("소계", "합계", "총계")
_NUMBER_OF_ROW: Final = re.compile(r"[0-9.,]+")


@dataclass(frozen=True)
class Total:
    """A row of totals: its index, what it covers, and the fields that name it."""

    index: int
    kind: Kind
    named_by: frozenset[str]

    @staticmethod
    def word_removed(raw: Any) -> str:
        """Return what stands before the word in a cell: 국비 in '국비 소계'."""
        name = folded(_BRACKETS.sub("", plain_text(raw)))
        return next((name[: -len(word)] for word in _SUFFIXES if name.endswith(word)), "")


@dataclass
class Grid:
    """The cells of a table column by column, and what each row is.

    Attributes:
        sheet: where it stands.
        layout: in which columns.
        raws: by field, what stands in each row from ``layout.first`` on, merged cells filled.
        data: indices of rows that hold data.
        totals: rows of totals.
        notes: indices of rows passed over, with their text.
        filled: by field, indices of rows whose cell was filled from a merged one.
    """

    sheet: Sheet
    layout: Layout
    raws: dict[str, list[Any]]
    data: list[int] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    filled: dict[str, frozenset[int]] = field(default_factory=dict)

    def number(self, index: int) -> int:
        """Return the number in the file of a row."""
        return self.sheet.first_row + self.layout.first + index


class RowMarks:
    """Knows the words of ``row_marks.csv``: what begins a note, what names a total."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        rows = vocabulary.rows("row_marks")
        self.totals: Mapping[str, Any] = {
            folded(row["mark"]): row["kind"] for row in rows if row["kind"] != "note"
        }
        self.notes = tuple(_closed(row["mark"]) for row in rows if row["kind"] == "note")

    def total(self, raw: Any, *, is_key: bool) -> Kind | None:
        """Return which total a cell names: 소계, 합 계, 국비 소계 in a key; None for none."""
        if not isinstance(raw, str):
            return None
        name = folded(_BRACKETS.sub("", plain_text(raw)))
        if name in self.totals:
            kind: Kind = self.totals[name]
            return kind
        longer = (kind for word, kind in self.totals.items()
                  if len(word) > 1 and word in _SUFFIXES and name.endswith(word))  # fmt: skip
        return next(longer, None) if is_key else None

    def is_note(self, raw: Any) -> bool:
        """Say whether a cell begins as notes do: ※, *, 주:, 자료:."""
        return isinstance(raw, str) and _closed(raw).startswith(self.notes)


def _closed(text: str) -> str:
    return plain_text(text).replace(" ", "")


def grid_of(
    sheet: Sheet, layout: Layout, columns: list[Column], headings: Headings, marks: RowMarks
) -> Grid:
    """Take a table out of a sheet column by column and tell its rows apart."""
    known = [column for column in columns if column.field in layout.columns]
    rows = sheet.rows[layout.first :]
    raws = {c.field: _column(rows, layout.columns[c.field] - 1) for c in known}
    grid = Grid(sheet, layout, raws)
    _show_percents(grid)
    _mark_unvalued(grid)
    written = counts(raws.values(), len(rows))
    _fill_down(grid, known)
    _Sorting(grid, known, headings, marks, written).sort()
    return grid


def _column(rows: list[list[Any]], index: int) -> list[Any]:
    if rows and min(map(len, rows)) > index:
        return list(map(itemgetter(index), rows))
    return [row[index] if index < len(row) else None for row in rows]


def counts(columns: Iterable[list[Any]], rows: int) -> list[int]:
    """Return how many cells of each row hold something."""
    found = [0] * rows
    for column in columns:
        blank = {raw for raw in set(column) if is_blank(raw)}
        found = [n + (raw not in blank) for n, raw in zip(found, column, strict=True)]
    return found


def _show_percents(grid: Grid) -> None:
    """Mark the numbers that their cells show as percentages."""
    fields = {column: name for name, column in grid.layout.columns.items()}
    for row, column in grid.sheet.percents:
        name, index = fields.get(column), row - grid.number(0)
        if name is None or not 0 <= index < len(grid.raws[name]):
            continue
        raw = grid.raws[name][index]
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            grid.raws[name][index] = ShownAsPercent(raw)


def _mark_unvalued(grid: Grid) -> None:
    """Put ``UNVALUED`` where a formula stands whose value was never saved."""
    fields = {column: name for name, column in grid.layout.columns.items()}
    for place in grid.sheet.unvalued:
        row, column = place_of(place)
        name, index = fields.get(column), row - grid.number(0)
        if name is not None and 0 <= index < len(grid.raws[name]):
            grid.raws[name][index] = UNVALUED


def place_of(cell: str) -> tuple[int, int]:
    """Return row and column, from one, of a cell's name: ``B7`` is (7, 2)."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]), column


def _fill_down(grid: Grid, columns: list[Column]) -> None:
    """Give the rows of a merged block the value of its first row: names and keys, no numbers."""
    fields = {grid.layout.columns[c.field]: c.field for c in columns if c.kind in _FILLED_DOWN}
    for top, left, bottom, _right in grid.sheet.merged:
        name = fields.get(left)
        start, end = top - grid.number(0), bottom - grid.number(0)
        if name is None or start < 0 or end == start or start >= len(grid.raws[name]):
            continue
        raws = grid.raws[name]
        below = [i for i in range(start + 1, min(end + 1, len(raws))) if is_blank(raws[i])]
        for index in below:
            raws[index] = raws[start]
        grid.filled[name] = grid.filled.get(name, frozenset()) | frozenset(below)


class _Sorting:
    """Sorts the rows of a grid into data, totals and notes."""

    def __init__(
        self,
        grid: Grid,
        columns: list[Column],
        headings: Headings,
        marks: RowMarks,
        written: list[int],
    ) -> None:
        self.grid, self.columns, self.headings, self.marks = grid, columns, headings, marks
        self.written = written
        self.named = [c for c in columns if c.is_key or c.field == "name"]
        # What stands out, found once for each value of a column rather than for each row.
        self.total_words = {
            c.field: {raw: kind for raw in set(grid.raws[c.field])
                      if (kind := marks.total(raw, is_key=c.is_key))}
            for c in self.named
        }  # fmt: skip
        first = columns[0]
        self.marked = {raw for raw in set(grid.raws[first.field]) if self._is_marked(first, raw)}

    def _is_marked(self, column: Column, raw: Any) -> bool:
        if is_blank(raw):
            return True
        return self.marks.is_note(raw) or self._is_heading(column, raw)

    def _is_heading(self, column: Column, raw: Any) -> bool:
        """Say whether the column's heading stands there once more, as on a second page."""
        found = self.headings.field_of(column.table, (raw,)) if isinstance(raw, str) else None
        return found is not None and found[0] == column.field

    def sort(self) -> None:
        """Tell every row apart."""
        first = self.columns[0].field
        marked, has_totals = self.marked, any(self.total_words.values())
        for index, (count, raw) in enumerate(zip(self.written, self.grid.raws[first], strict=True)):
            if count > 1 and raw not in marked and not (has_totals and self._names(index)):
                self.grid.data.append(index)
            else:
                self._sort_odd(index, count)

    def _names(self, index: int) -> frozenset[str]:
        return frozenset(
            name for name, words in self.total_words.items()
            if words and self.grid.raws[name][index] in words
        )  # fmt: skip

    def _sort_odd(self, index: int, count: int) -> None:
        """Sort a row that is blank, alone, marked, or without an id."""
        cells = [cell for cell in self._row(index) if not is_blank(cell)]
        beginning = next((cell for cell in cells if not _is_row_number(cell)), None)
        total = self._total(index, beginning)
        if total:
            self.grid.totals.append(total)
        elif self._is_passed_over(index, count, cells, beginning):
            self.grid.notes.append((index, " ".join(plain_text(cell) for cell in cells)))
        elif count:
            self.grid.data.append(index)

    def _row(self, index: int) -> list[Any]:
        return self.grid.sheet.rows[self.grid.layout.first + index]

    def _total(self, index: int, beginning: Any) -> Total | None:
        named_by = self._names(index)
        for name in named_by:
            return Total(index, self.total_words[name][self.grid.raws[name][index]], named_by)
        first = self.columns[0].field
        if is_blank(self.grid.raws[first][index]):
            kind = self.marks.total(beginning, is_key=True)
            return Total(index, kind, frozenset()) if kind else None
        return None

    def _is_passed_over(self, index: int, count: int, cells: list[Any], beginning: Any) -> bool:
        """Say whether a row is a note, headings once more, or a text that stands alone."""
        first = self.columns[0]
        raw = self.grid.raws[first.field][index]
        # A row with most of its cells is data with a bad id, and must not get lost as a note.
        is_note = self.marks.is_note(beginning) and count <= len(self.columns) / 2
        if is_note or self._is_heading(first, raw):
            return True
        if count != 1 or len(cells) != 1 or not isinstance(cells[0], str):
            return False
        has_filled = any(index in rows for rows in self.grid.filled.values())
        return not has_filled and not _ID.fullmatch(plain_text(cells[0]))


def _is_row_number(cell: Any) -> bool:
    return isinstance(cell, int | float) or bool(_NUMBER_OF_ROW.fullmatch(plain_text(cell)))


def is_number(column: Column) -> bool:
    """Say whether a column holds numbers that may be added."""
    return column.kind in _NUMBERS
