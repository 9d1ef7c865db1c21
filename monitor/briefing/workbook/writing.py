"""Workbooks: what stands on which sheet. The same exhibits give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

from monitor.briefing.exhibit import Document, Exhibit, Item
from monitor.briefing.plain_text import plain
from monitor.briefing.workbook.drawn import Chart, grafted, write_drawing
from monitor.briefing.workbook.notes import write_notes
from monitor.briefing.workbook.pen import Pen
from monitor.briefing.workbook.table import write_numbers
from monitor.charts.native import Plot

_MADE: Final = dt.datetime(2026, 1, 1)
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LIST_WIDTHS: Final = (7, 62, 13, 38)
_LIST_ROW: Final = 5


def write_workbook(exhibit: Exhibit) -> bytes:
    """Write an exhibit's numbers: the table, its chart where there is a native one, and notes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        pen = Pen(book, exhibit.language)
        _describe(book, exhibit.title, pen.words("document.code", code=exhibit.code))
        write_numbers(pen, pen.add_sheet(pen.words("take.table_sheet"), exhibit.code), exhibit)
        charts = _drawing(pen, exhibit, pen.words("take.chart_sheet"))
        notes = pen.add_sheet(pen.words("take.notes_sheet"), exhibit.code, portrait=True)
        write_notes(pen, notes, [exhibit])
    return grafted(stream.getvalue(), charts)


def write_appendix(document: Document) -> bytes:
    """Write a document's 부록: a list of its figures with links, a sheet for each, and notes.

    Cells that changed since the last briefing are marked.
    """
    items = [item for section in document.sections for item in section.items]
    stream, charts = io.BytesIO(), list[Chart]()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        pen = Pen(book, document.language)
        _describe(book, document.title, pen.words("document.code", code=document.code))
        listed = pen.add_sheet(pen.words("take.list_sheet"), document.code, portrait=True)
        names = [_item_sheet(pen, document, item, charts) for item in items]
        notes = pen.add_sheet(pen.words("take.notes_sheet"), document.code, portrait=True)
        exhibits = {item.exhibit.code: item.exhibit for item in items}
        write_notes(pen, notes, list(exhibits.values()))
        _write_list(pen, listed, document, names)
    return grafted(stream.getvalue(), charts)


def _item_sheet(pen: Pen, document: Document, item: Item, charts: list[Chart]) -> str:
    """Write the sheets of one figure; return the name of that of its numbers."""
    exhibit = item.exhibit
    sheet = pen.add_sheet(f"{item.number}. {exhibit.title}", exhibit.code)
    row = write_numbers(pen, sheet, exhibit, item.changed_cells)
    changed = [f"※ {line}" for line in item.changed]
    if item.changed_cells:
        told = pen.words("take.changed_cells", since=document.since)
        changed.insert(0, f"※ {told}")
        sheet.set_tab_color("#9e6a00")
    for number, line in enumerate(changed):
        pen.put(sheet, row + number, 0, line, pen.look("foot"))
    charts += _drawing(pen, exhibit, f"{item.number} {pen.words('take.chart_sheet')}")
    name: str = sheet.get_name()
    return name


def _drawing(pen: Pen, exhibit: Exhibit, title: str) -> Sequence[Chart]:
    """Write the sheet of an exhibit's native chart, where it has one."""
    plot = exhibit.chart.native if exhibit.chart else None
    if not isinstance(plot, Plot):
        return ()
    return [write_drawing(pen, pen.add_sheet(title, exhibit.code), exhibit, plot)]


def _write_list(pen: Pen, sheet: Any, document: Document, names: Sequence[str]) -> None:
    words = pen.words
    for place, width in enumerate(_LIST_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 28)
    pen.put(sheet, 0, 0, words("take.appendix_title", title=document.title), pen.look("title"))
    about = f"{document.day} · {document.office} · {document.as_of}"
    code = words("document.document_code", code=document.code)
    for row, line in enumerate((about, code), start=1):
        pen.put(sheet, row, 0, line, pen.look("foot"))
    if document.is_demonstration:
        pen.put(sheet, 3, 0, words("common.demonstration"), pen.look("mark"))
    heads = ("take.number", "take.figure", "take.code", "take.sheet")
    for place, key in enumerate(heads):
        pen.put(sheet, _LIST_ROW, place, words(key), pen.look("head"))
    row = _LIST_ROW + 1
    following = iter(names)
    for section in document.sections:
        for place in range(len(heads)):
            pen.put(sheet, row, place, "" if place else section.heading, pen.look("section"))
        row += 1
        for item in section.items:
            _list_item(pen, sheet, row, item, next(following))
            row += 1
    sheet.freeze_panes(_LIST_ROW + 1, 0)


def _list_item(pen: Pen, sheet: Any, row: int, item: Item, name: str) -> None:
    exhibit, told = item.exhibit, pen.look("told")
    pen.put(sheet, row, 0, item.number, pen.look("year"))
    title = f"{exhibit.title} ※" if item.changed or item.changed_cells else exhibit.title
    pen.put(sheet, row, 1, title, told)
    pen.put(sheet, row, 2, exhibit.code, told)
    quoted = name.replace("'", "''")
    sheet.write_url(row, 3, f"internal:'{quoted}'!A1", pen.look("link"), string=name)


def _describe(book: Any, title: str, code: str) -> None:
    book.set_properties({"created": _MADE, "title": plain(title), "comments": code})
