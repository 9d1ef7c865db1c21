"""What sheets of a workbook say: their cells, as digits and texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from monitor.briefing.contents.said import Part, Rows, joined
from monitor.intake.reading import read_file
from monitor.intake.received import Received, Sheet
from monitor.store.codes import codes_in


def sheet_parts(received: Received) -> Iterator[Part]:
    """Yield each sheet with the code that stands on it.

    Where the first sheet opens with a code that no sheet is about, it is the document's, and so are
    the sheets of many codes; else such a list is about none of them.
    """
    sheets = [(rows, _codes(rows)) for rows in map(_rows, received.sheets)]
    figures = {codes[0] for _, codes in sheets if len(codes) == 1}
    first = sheets[0][1][:1] if sheets else []
    document = [code for code in first if figures and code not in figures]
    for rows, codes in sheets:
        about = codes if len(codes) == 1 else document
        if about and codes:
            yield Part(about[0], "sheet", rows)


def _codes(rows: Rows) -> list[str]:
    return list(dict.fromkeys(code for row in rows for cell in row for code in codes_in(cell)))


def sheet_rows(workbook: bytes) -> Rows:
    """Return the cells of the first sheet of a workbook within another file.

    Raises:
        Refused: what ``read_file`` refuses.
    """
    received = read_file(workbook, "")
    return _rows(received.sheets[0]) if received.sheets else ()


def _rows(sheet: Sheet) -> Rows:
    return tuple(tuple(map(_text, row)) for row in sheet.rows)


def _text(value: Any) -> str:
    """Return a cell's value as digits or text, the same whichever program saved it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat().removesuffix("T00:00:00")
    return joined(str(value))
