"""A workbook of lines: a list that is no figure and has no code, as the audit is."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from monitor.briefing.workbook.pen import Pen, letters
from monitor.briefing.workbook.writing import OPTIONS
from monitor.wording import Language

_HEAD_ROW: Final = 2
_FILTER: Final = 3  # letters that the button of a filter takes
_WIDEST: Final = 60


def write_lines(
    language: Language, title: str, columns: Mapping[str, Sequence[str]], mark: str = ""
) -> bytes:
    """Write a list as it is read, a line a row under headings that can be filtered.

    Args:
        language: of the sheet.
        title: of the sheet.
        columns: by heading; texts, which stay texts.
        mark: what stands over made-up data.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        pen = Pen(book, language)
        sheet = pen.add_sheet(title, "")
        pen.put(sheet, 0, 0, title, pen.look("title"))
        pen.put(sheet, 1, 0, mark, pen.look("mark"))
        for place, (heading, texts) in enumerate(columns.items()):
            _put(pen, sheet, place, heading, texts)
        rows = max(map(len, columns.values()))
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(rows, 1), len(columns) - 1)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.repeat_rows(_HEAD_ROW)
    return stream.getvalue()


def _put(pen: Pen, sheet: Any, place: int, heading: str, texts: Sequence[str]) -> None:
    widest = max(map(letters, texts), default=0)
    width = max(widest + 1, letters(heading) + _FILTER)
    sheet.set_column(place, place, min(width, _WIDEST))
    pen.put(sheet, _HEAD_ROW, place, heading, pen.look("head"))
    for row, text in enumerate(texts, _HEAD_ROW + 1):
        pen.put(sheet, row, place, text, pen.look("line"))
