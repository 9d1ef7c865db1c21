"""The sheet of a figure's numbers: typed cells under headings that stay and can be filtered."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from numbers import Number
from typing import Any, Final

import pandas as pd

from monitor.briefing.exhibit import Exhibit
from monitor.briefing.workbook.pen import Pen, letters, number_format
from monitor.wording import Words, date_text, number_text

HEAD_ROW: Final = 2
_NARROWEST, _WIDEST = 8, 44
_HEAD_LETTERS: Final = 15  # a longer heading is broken
_FILTER: Final = 3  # letters that the button of a filter takes
_LINE_HEIGHT: Final = 16
_PAPER_LETTERS: Final = 220  # across A4 at 7 points
_UNIT: Final = re.compile(r"\(([^()]+)\)$")
_YEARS: Final = ("year", "selection_year", "last_year", "reported_year", "pace_from", "pace_to")
_RATES: Final = frozenset({"%", "%p"})


@dataclass(frozen=True)
class _Column:
    """A column of the sheet: heading, values, and the look of each of its cells."""

    heading: str
    values: Sequence[Any]
    looks: Sequence[str]

    @property
    def width(self) -> int:
        """Return the width that its texts ask for, in letters."""
        body = max(
            (letters(_told(*pair)) for pair in zip(self.values, self.looks, strict=True)), default=0
        )
        head = min(letters(self.heading), _HEAD_LETTERS) + _FILTER
        return max(_NARROWEST, min(_WIDEST, max(body + 2, head)))

    @property
    def lines(self) -> int:
        """Return how many lines the heading takes."""
        return math.ceil(letters(self.heading) / max(1, self.width - _FILTER))


def write_numbers(
    pen: Pen, sheet: Any, exhibit: Exhibit, changed: frozenset[tuple[int, str]] = frozenset()
) -> int:
    """Write the numbers of an exhibit with all that stands around them; return the next row.

    Args:
        pen: of the workbook.
        sheet: that is written on.
        exhibit: whose numbers.
        changed: (row, heading) of cells of the written table that differ from the last briefing.
    """
    columns = list(_columns(exhibit, pen.words))
    pen.top(sheet, exhibit, exhibit.title, _units(columns, pen.words), len(columns) - 1)
    sheet.set_row(HEAD_ROW, 6 + _LINE_HEIGHT * max(column.lines for column in columns))
    rows = len(exhibit.typed)
    marked = _typed_cells(exhibit, changed)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        pen.put(sheet, HEAD_ROW, place, column.heading, pen.look("head"))
        for row, (value, look) in enumerate(zip(column.values, column.looks, strict=True)):
            is_changed = (row, column.heading) in marked
            style = pen.look(look, is_changed=is_changed, is_last=row == rows - 1)
            pen.put(sheet, HEAD_ROW + 1 + row, place, value, style)
    end = HEAD_ROW + rows
    sheet.autofilter(HEAD_ROW, 0, max(end, HEAD_ROW + 1), len(columns) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 1 if len(columns) > 4 else 0)
    sheet.repeat_rows(HEAD_ROW)
    # Scaled to one page, the letters of a wide table could not be read.
    across = math.ceil(sum(column.width for column in columns) / _PAPER_LETTERS)
    sheet.fit_to_pages(across, 0)
    if across > 1:
        sheet.repeat_columns(0, 1)
    return pen.foot(sheet, end + 2, exhibit)


def _columns(exhibit: Exhibit, words: Words) -> Iterator[_Column]:
    typed = exhibit.typed
    years = {words(f"file.{key}") for key in _YEARS}
    is_mixed = words("file.unit") in typed.columns
    for heading, column in typed.items():
        values = column.tolist()
        if heading in years:
            looks = ["year" if _is_number(value) else "text" for value in values]
        else:
            unit = _UNIT.search(str(heading))
            decimals = None if is_mixed and unit is None else _decimals(values, unit)
            looks = [_look(value, decimals) for value in values]
        yield _Column(str(heading), values, looks)


def _decimals(values: Sequence[Any], unit: re.Match[str] | None) -> int:
    """Return one decimal for rates and for columns of which a number has any."""
    if unit and unit[1] in _RATES:
        return 1
    return int(any(_is_number(value) and not float(value).is_integer() for value in values))


def _look(value: Any, decimals: int | None) -> str:
    if isinstance(value, dt.date):
        return "date"
    if not _is_number(value):
        return "text"
    if decimals is None:
        decimals = int(not float(value).is_integer())
    return number_format(decimals)


def _is_number(value: Any) -> bool:
    return isinstance(value, Number) and not pd.isna(value)  # type: ignore[call-overload]  # stubs: no Number


def _told(value: Any, look: str) -> str:
    """Return about what a cell shows."""
    if look == "text":
        return "" if pd.isna(value) else str(value)
    if isinstance(value, dt.date):
        return date_text(value)
    return number_text(value, int("." in look))


def _units(columns: Sequence[_Column], words: Words) -> str:
    """Return the units of all columns; a table of many says the unit in each row."""
    found = [_UNIT.search(column.heading) for column in columns if set(column.looks) != {"text"}]
    units = list(dict.fromkeys(each[1] for each in found if each))
    if any(column.heading == words("file.unit") for column in columns):
        units.insert(0, words("take.unit_of_row"))
    return ", ".join(units)


def _typed_cells(
    exhibit: Exhibit, changed: frozenset[tuple[int, str]]
) -> frozenset[tuple[int, str]]:
    """Return which typed cells are those of the written table; none where the tables differ."""
    written = max(map(len, exhibit.columns.values()), default=0)
    if written != len(exhibit.typed):
        return frozenset()
    stems = {_stem(str(heading)): str(heading) for heading in exhibit.typed.columns}
    return frozenset(
        (row, stems[_stem(heading)]) for row, heading in changed if _stem(heading) in stems
    )


def _stem(heading: str) -> str:
    """Return a heading without its unit: money is in 원 here, in 백만원 on the page."""
    return _UNIT.sub("", heading).strip()
