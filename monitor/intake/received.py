"""A received file as it was read: sheets of raw cells, whatever its format. No pandas here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

Cells = list[list[Any]]
_UNSHOWABLE: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one table of a document, from its first cell. Rows and columns count from one.

    Rows are numbered as the sender sees them, in every attribute: ``rows[index]`` is the row
    ``first_row + index``, so that ``cell_name(first_row + index, column)`` leads back to the file.

    Attributes:
        name: the name of the sheet, or the heading above the table.
        rows: raw cells, row by row, all rows equally long: text, int, float, bool, date, datetime,
            time, timedelta, ``""`` or ``None``; no empty rows below, no empty columns behind
            (a formula without a value is not empty). A formula that came to an error is the text
            of the error, ``#DIV/0!``.
        merged: blocks of merged cells: first row, first column, last row, last column; cut to
            what ``rows`` holds.
        hidden: whether the whole sheet is hidden.
        hidden_rows: numbers of hidden rows.
        hidden_columns: numbers of hidden columns.
        unvalued: names of cells that hold a formula whose value was never saved.
        percents: places (row, column) that show their number as a percentage: 0.123 as 12.3%.
        first_row: number in the file of ``rows[0]``: more than 1 for a later table of a CSV; 0
            where a note on the unit above a table of a document was put before its first row.
    """

    name: str
    rows: Cells
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unvalued: frozenset[str] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()
    first_row: int = 1


@dataclass(frozen=True)
class Received:
    """A file: its format by content, its sheets in order, and what it carries besides.

    Attributes:
        kind: ``xlsx``, ``xlsm``, ``xls``, ``ods``, ``csv`` or ``hwpx``.
        sheets: in the file's order, no two of one name.
        has_macros: whether it carries macros (xlsm); they never run.
        external_links: names of other books that its formulas refer to.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    external_links: tuple[str, ...] = field(default=())

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of a name, None when there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def shown_name(name: str, longest: int = 60, *, is_path: bool = True) -> str:
    """Return a name from outside so that it can stand in a sentence.

    Its last part only, without control and direction characters, at most ``longest`` characters: a
    longer one loses its middle, since its ending matters. Unicode calls the characters left out Cc,
    Cf, Co, Cs, Zl and Zp (The Unicode Standard, 4.5).
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2] if is_path else name
    shown = "".join(c for c in last if unicodedata.category(c) not in _UNSHOWABLE).strip()
    if len(shown) > longest:
        half = longest // 2
        shown = f"{shown[:half]}…{shown[half + 1 - longest :]}"
    return shown or "?"


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell from its row and column, both counted from one: ``B7``."""
    return f"{''.join(reversed(list(_letters(column))))}{row}"


def _letters(column: int) -> Iterator[str]:
    while column:
        column, letter = divmod(column - 1, 26)
        yield chr(ord("A") + letter)
