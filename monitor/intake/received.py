"""A received file as it was read: sheets of raw cells, whatever its format. No pandas here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Cells = list[list[Any]]


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one table of a document, from its first cell. Rows and columns count from one.

    Attributes:
        name: the name of the sheet, or the heading above the table.
        rows: raw cells, row by row: text, int, float, bool, date, datetime, ``""`` or ``None``.
        merged: blocks of merged cells: first row, first column, last row, last column.
        hidden: whether the whole sheet is hidden.
        hidden_rows: numbers of hidden rows.
        hidden_columns: numbers of hidden columns.
        unvalued: names of cells that hold a formula whose value was never saved.
        percents: places (row, column) that show their number as a percentage: 0.123 as 12.3%.
    """

    name: str
    rows: Cells
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unvalued: frozenset[str] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Received:
    """A file: its format by content, its sheets in order, and what it carries besides."""

    kind: str
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    external_links: tuple[str, ...] = field(default=())

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of a name, None when there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell from its row and column, both counted from one: ``B7``."""
    return f"{''.join(reversed(list(_letters(column))))}{row}"


def _letters(column: int) -> Iterator[str]:
    while column:
        column, letter = divmod(column - 1, 26)
        yield chr(ord("A") + letter)
