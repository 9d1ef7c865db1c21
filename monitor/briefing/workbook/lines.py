"""A workbook of lines: a list that is no figure and has no code, as the audit is."""

from __future__ import annotations

import io
from typing import Any, Final

import pandas as pd
import xlsxwriter

from monitor.briefing.workbook.pen import Pen, letters
from monitor.briefing.workbook.writing import OPTIONS
from monitor.wording import Language

_HEAD_ROW: Final = 2
_WIDEST: Final = 44


def write_lines(language: Language, title: str, rows: pd.DataFrame, mark: str = "") -> bytes:
    """Write the lines of the audit, a line a row, oldest first; texts stay texts.

    Args:
        language: of the headings.
        title: of the sheet.
        rows: of ``Audit.entries``.
        mark: what stands over made-up data.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        pen = Pen(book, language)
        sheet = pen.add_sheet(title, "")
        pen.put(sheet, 0, 0, title, pen.look("title"))
        pen.put(sheet, 1, 0, mark, pen.look("mark"))
        for place, (name, column) in enumerate(rows.items()):
            values = [_written(value) for value in column]
            _put(pen, sheet, place, pen.words(f"access.{name}"), values)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(len(rows), 1), len(rows.columns) - 1)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.repeat_rows(_HEAD_ROW)
    return stream.getvalue()


def _put(pen: Pen, sheet: Any, place: int, heading: str, values: list[Any]) -> None:
    widest = max((letters(str(value)) for value in values), default=0)
    sheet.set_column(place, place, min(max(widest, letters(heading) + 3) + 1, _WIDEST))
    pen.put(sheet, _HEAD_ROW, place, heading, pen.look("head"))
    for row, value in enumerate(values, _HEAD_ROW + 1):
        look = pen.look("text" if isinstance(value, str) else "0")
        pen.put(sheet, row, place, value, look)


def _written(value: Any) -> Any:
    """Return a moment as text to the millisecond, which a cell of Excel would round."""
    return value.isoformat(timespec="milliseconds") if isinstance(value, pd.Timestamp) else value
