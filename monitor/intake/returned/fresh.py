"""A fresh workbook with the cells of a file that cannot carry marks: xls, ods, csv, hwpx."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from monitor.intake.received import Received, Sheet
from monitor.intake.returned.marks import RESULTS
from monitor.intake.styles import FONT, FONT_SIZE
from monitor.intake.tabulating.normalising import plain_text

_NOT_IN_SHEET_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_SHEET_NAME: Final = 31
_LONGEST_CELL: Final = 32_000
_EARLIEST: Final = dt.date(1900, 3, 1)


def fresh_workbook(received: Received) -> tuple[bytes, dict[str, str]]:
    """Return a workbook with the cells as read, and by read name the names of its sheets."""
    stream = io.BytesIO()
    names: dict[str, str] = {}
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd", "font_name": FONT})
        rate = book.add_format({"num_format": "0.0#%", "font_name": FONT})
        plain = book.add_format({"font_name": FONT, "font_size": FONT_SIZE})
        for sheet in received.sheets:
            if plain_text(sheet.name) == RESULTS:
                continue
            names[sheet.name] = _sheet_name(sheet.name, names.values())
            page = book.add_worksheet(names[sheet.name])
            _write_sheet(page, sheet, plain, day, rate)
        if not names:
            book.add_worksheet()
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
    return stream.getvalue(), names


def _sheet_name(name: str, taken: Iterable[str]) -> str:
    """Return a name that a sheet may bear and no other has."""
    bare = _NOT_IN_SHEET_NAMES.sub(" ", name).strip(" '")[:_LONGEST_SHEET_NAME] or "표"
    if bare.casefold() in {"history", RESULTS.casefold()}:
        bare += "_"
    used, number, made = {each.casefold() for each in taken}, 2, bare
    while made.casefold() in used:
        ending = f" ({number})"
        made, number = bare[: _LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    return made


def _write_sheet(page: Any, sheet: Sheet, plain: Any, day: Any, rate: Any) -> None:
    page.set_column(0, 40, 14, plain)
    for top, left, bottom, right in sheet.merged:
        with suppress(XlsxWriterException):  # blocks that overlap: the first stays
            page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", plain)
    for row, cells in enumerate(sheet.rows):
        for column, raw in enumerate(cells):
            is_rate = (row + 1, column + 1) in sheet.percents
            _write_cell(page, row, column, raw, rate if is_rate else plain, day)
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        page.set_column(column - 1, column - 1, 14, plain, {"hidden": True})


def _write_cell(page: Any, row: int, column: int, raw: Any, look: Any, day: Any) -> None:
    """Write a cell as what it was read as."""
    if raw is None or raw == "":
        return
    if isinstance(raw, bool):
        page.write_boolean(row, column, raw, look)
    elif isinstance(raw, int | float) and math.isfinite(raw) and abs(raw) < 1e300:
        page.write_number(row, column, raw, look)
    elif isinstance(raw, dt.date) and dt.date(raw.year, raw.month, raw.day) >= _EARLIEST:
        page.write_datetime(row, column, raw, day)
    else:
        page.write_string(row, column, str(raw)[:_LONGEST_CELL], look)
