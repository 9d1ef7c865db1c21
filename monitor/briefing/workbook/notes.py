"""The sheet of notes: what was asked, what words mean, where numbers are from, how to check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from monitor.briefing.exhibit import Exhibit
from monitor.briefing.workbook.pen import Pen, letters

_WIDTHS: Final = (18, 96)
_LINE_HEIGHT: Final = 16


def write_notes(pen: Pen, sheet: Any, exhibits: Sequence[Exhibit]) -> None:
    """Write what there is to say of each exhibit, one below the other."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 28)
    pen.put(sheet, 0, 0, pen.words("take.notes_sheet"), pen.look("title"))
    row = 1
    for exhibit in exhibits:
        if exhibit.is_demonstration:
            pen.put(sheet, row, 0, pen.words("common.demonstration"), pen.look("mark"))
            row += 1
        for label, text in _lines(pen, exhibit):
            height = sum(-(-letters(line) // (_WIDTHS[1] - 2)) or 1 for line in text.split("\n"))
            sheet.set_row(row, 4 + _LINE_HEIGHT * height)
            pen.put(sheet, row, 0, label, pen.look("label"))
            pen.put(sheet, row, 1, text, pen.look("told"))
            row += 1
        row += 1


def _lines(pen: Pen, exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    words = pen.words
    yield words("take.title"), exhibit.title
    for definition in exhibit.definitions:
        yield words("take.definition"), definition
    yield from exhibit.marks.items()
    for line in exhibit.source:
        yield words("take.source"), line
    for note in exhibit.notes:
        yield words("take.note"), note
    yield words("take.finding"), exhibit.alternative_text
    yield words("take.code"), exhibit.code
    yield words("take.checking"), words("take.how_to_check", code=exhibit.code)
    yield words("take.units"), words("take.about_units")
