"""OpenDocument spreadsheets: calamine reads the values, an incremental parser their marks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from python_calamine import SheetVisibleEnum

from monitor.intake.reading_worker.archive import Archive
from monitor.intake.reading_worker.cells import (
    Block,
    marked,
    numbered,
    reaching,
    refuse_extent,
    trimmed,
    with_errors,
    within,
)
from monitor.intake.reading_worker.excel import opened
from monitor.intake.reading_worker.markup import Attributes, walk
from monitor.intake.reading_worker.problem import Problem
from monitor.intake.received import Received, Sheet, cell_name

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_OTHER_BOOK: Final = re.compile(r"'(?:file|https?|smb|ftp):[^']*?([^/'\\]+)'#")
_ERROR: Final = "error"  # as LibreOffice says of a formula, in an attribute of its own
_HIDING: Final = frozenset({"collapse", "filter"})


def read_ods(archive: Archive, content: bytes) -> Received:
    """Return the sheets of an ods.

    Raises:
        Problem: ``locked``, ``sheet_too_wide``, ``same_sheet_name``, ``has_dtd``.
    """
    if _MANIFEST in archive.names and b"encryption-data" in archive.xml(_MANIFEST):
        raise Problem("locked")
    marks = _Marks()
    walk(archive.xml(_CONTENT), marks.start, marks.end, marks.text)
    archive.look_at_the_rest()
    for table in marks.tables:
        refuse_extent(table.height, table.width)
    names = [table.name for table in marks.tables]
    for name in names:
        if names.count(name) > 1:
            raise Problem("same_sheet_name", sheet=name)
    by_name = {table.name: table for table in marks.tables}
    links = tuple(dict.fromkeys(marks.links))
    return Received("ods", tuple(_sheets(content, by_name)), external_links=links)


def _sheets(content: bytes, marks: dict[str, _Table]) -> Iterator[Sheet]:
    workbook = opened(content)
    for sheet in workbook.sheets_metadata:
        read = workbook.get_sheet_by_name(sheet.name)
        bottom, right = read.end or (-1, -1)
        refuse_extent(bottom + 1, right + 1)
        table = marks.get(sheet.name, _Table(sheet.name))
        rows = with_errors(
            reaching(trimmed(read.to_python(skip_empty_area=False)), table.unvalued), table.errors
        )
        height, width = len(rows), len(rows[0]) if rows else 0
        yield Sheet(
            sheet.name,
            rows,
            within(table.merged, height, width),
            sheet.visible != SheetVisibleEnum.Visible,
            numbered(table.hidden_rows, height),
            numbered(table.hidden_columns, width),
            frozenset(table.unvalued),
            marked(table.percents, height, width),
        )


@dataclass
class _Table:
    """The marks of one table; ``height`` and ``width`` reach to its last value."""

    name: str
    height: int = 0
    width: int = 0
    row: int = 0
    rows_here: int = 1
    column: int = 0
    columns: int = 0
    merged: list[Block] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)
    percents: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)


class _Marks:
    """Follows a document's tables, rows and cells, each standing for as many as it repeats."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.links: list[str] = []
        self._open: list[_Table] = []
        self._error = ""  # name of the cell whose error is being read

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self._open.append(_Table(attributes.get("name", "")))
            if len(self._open) == 1:  # a table within a cell is no sheet
                self.tables.append(self._open[0])
        elif name == "table-source":
            self.links.append(posixpath.basename(unquote(attributes.get("href", ""))))
        elif len(self._open) == 1:
            self._within(self._open[0], name, attributes)

    def end(self, name: str) -> None:
        if name == "table" and self._open:
            self._open.pop()
        elif name == "table-cell":
            self._error = ""

    def text(self, text: str) -> None:
        if self._error and text.strip():
            self._open[0].errors.append((self._error, text.strip()))
            self._error = ""

    def _within(self, table: _Table, name: str, attributes: Attributes) -> None:
        is_hidden = attributes.get("visibility") in _HIDING
        if name == "table-column":
            first = table.columns + 1
            table.columns += _times(attributes, "columns")
            if is_hidden:
                table.hidden_columns.append((first, table.columns))
        elif name == "table-row":
            first = table.row + table.rows_here if table.row else 1
            table.row, table.column = first, 0
            table.rows_here = _times(attributes, "rows")
            if is_hidden:
                table.hidden_rows.append((first, first + table.rows_here - 1))
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(table, attributes)

    def _cell(self, table: _Table, attributes: Attributes) -> None:
        row, column = table.row, table.column + 1
        table.column += _times(attributes, "columns")
        has_value = "value-type" in attributes
        formula = attributes.get("formula", "")
        if has_value or formula:
            table.height = max(table.height, row + table.rows_here - 1)
            table.width = max(table.width, table.column)
        if formula:
            self.links += map(unquote, _OTHER_BOOK.findall(formula))
            if not has_value:
                table.unvalued.append(cell_name(row, column))
        if _ERROR in {attributes.get("value-type"), attributes.get("calcext:value-type")}:
            self._error = cell_name(row, column)
        if attributes.get("value-type") == "percentage":
            self._percents(table, column)
        down, across = _span(attributes, "rows"), _span(attributes, "columns")
        if down > 1 or across > 1:
            table.merged.append((row, column, row + down - 1, column + across - 1))

    def _percents(self, table: _Table, column: int) -> None:
        """Mark a percentage in every row and column that it is repeated in."""
        refuse_extent(table.height, table.width)
        table.percents += [
            (row, at)
            for row in range(table.row, table.row + table.rows_here)
            for at in range(column, table.column + 1)
        ]


def _times(attributes: Attributes, what: str) -> int:
    return max(int(attributes.get(f"number-{what}-repeated", "1")), 1)


def _span(attributes: Attributes, what: str) -> int:
    return max(int(attributes.get(f"number-{what}-spanned", "1")), 1)
