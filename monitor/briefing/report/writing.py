"""A document in the form of a 보고서: what stands where, from the title to the list of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from hwpx import HwpxDocument

from monitor.briefing.exhibit import Document, Exhibit, Item
from monitor.briefing.matrix import adds_to_matrix
from monitor.briefing.numbering import Kind, Numbers, numbers_of
from monitor.briefing.report.figures import form_of, write_figure
from monitor.briefing.report.looks import TEXT_WIDTH
from monitor.briefing.report.package import packed
from monitor.briefing.report.page import set_pages
from monitor.briefing.report.pen import Pen, one_line
from monitor.briefing.report.tables import numbers_table, write_table
from monitor.briefing.report.widths import wrapped_lines
from monitor.wording import Words

MARKS: Final = ("□", "○", "-")
_NUMERALS: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_TITLE_FILL: Final = "#eef3fd"
_THICK: Final = "0.7 mm"
# The title is set in 22 points: letters in a line, the height of a line, and what is around them.
_TITLE_LETTERS: Final = TEXT_WIDTH / 2200 - 1.0
_TITLE_LINE: Final = 2860
_TITLE_MARGIN: Final = 1900


def write_report(document: Document, pictures: Mapping[str, bytes]) -> bytes:
    """Write a briefing as a Hancom document (HWPX); the same document gives the same bytes.

    Args:
        document: what is written.
        pictures: PNG by code, of the exhibits that ``wants_picture``; one that lacks its picture
            is written with its numbers alone.
    """
    words = Words(document.language)
    hancom = HwpxDocument.new()
    set_pages(hancom, document, words)
    pen = Pen(hancom)
    _write_head(pen, document, words)
    counted = numbers_of(document)
    for number, section in enumerate(document.sections):
        pen.paragraph("heading", f"{_numeral(number)}. {section.heading}")
        for item in section.items:
            _write_item(pen, item, counted[item.number], words, pictures.get(item.exhibit.code))
    _write_codes(pen, document, words)
    return packed(hancom, document)


def write_alone(document: Document, pictures: Mapping[str, bytes]) -> bytes:
    """Write the figures of a document alone, to be put into another report."""
    hancom = HwpxDocument.new()
    words = Words(document.language)
    set_pages(hancom, document, words)
    pen = Pen(hancom)
    counted = numbers_of(document)
    for item in (item for section in document.sections for item in section.items):
        _write_item(pen, item, counted[item.number], words, pictures.get(item.exhibit.code))
    return packed(hancom, document)


def _numeral(number: int) -> str:
    return _NUMERALS[number] if number < len(_NUMERALS) else str(number + 1)


def _write_head(pen: Pen, document: Document, words: Words) -> None:
    lines = wrapped_lines(one_line(document.title), _TITLE_LETTERS)
    box = pen.table((_TITLE_MARGIN + lines * _TITLE_LINE,), (TEXT_WIDTH,))
    cell = box.rows[0].cells[0]
    fill = pen.fill(_TITLE_FILL, {"top": _THICK, "bottom": _THICK})
    cell.element.set("borderFillIDRef", fill)
    pen.write(cell.paragraphs[0], "title", document.title)
    pen.paragraph("day", words("document.day", day=document.day, office=document.office))
    pen.paragraph("about", words("document.about", as_of=document.as_of, release=document.release))
    pen.paragraph("about", words("document.document_code", code=document.code))
    if document.since:
        pen.paragraph("note", f"※ {words('document.changed_mark', since=document.since)}")
    for line in document.unchanged:
        pen.paragraph("note", f"※ {line}")


def _write_item(
    pen: Pen, item: Item, numbers: Numbers, words: Words, picture: bytes | None
) -> None:
    exhibit = item.exhibit
    for depth, sentence in item.sentences:
        shown = min(depth, len(MARKS) - 1)
        pen.paragraph(f"depth_{shown}", f"{MARKS[shown]} {sentence}")
    for change in item.changed:
        pen.paragraph("change", f"※ {change}")
    form = form_of(exhibit, picture)
    if form:
        kind: Kind = "table" if form == "grid" else "figure"
        pen.paragraph("figure", numbers.caption(words, kind, exhibit.title))
        if form != "picture":  # which carries its unit itself
            _write_unit(pen, exhibit, words)
        write_figure(pen, exhibit, form, picture)
    if exhibit.columns and adds_to_matrix(exhibit):
        # The number of a matrix is the number of both.
        if form != "grid":
            style = "caption" if form else "figure"
            pen.paragraph(style, numbers.caption(words, "table", exhibit.title))
        _write_unit(pen, exhibit, words, "unit_apart" if form == "grid" else "unit")
        write_table(pen, numbers_table(exhibit.columns, exhibit.numeric, item.changed_cells))
    for style, line in _foot(exhibit, words):
        pen.paragraph(style, line)


def _write_unit(pen: Pen, exhibit: Exhibit, words: Words, style: str = "unit") -> None:
    """Write the unit at the right edge below a caption."""
    if exhibit.unit:
        pen.paragraph(style, words("document.unit", unit=exhibit.unit))


def _foot(exhibit: Exhibit, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what stands beneath an exhibit; its code closes it, for people and for ``verify``."""
    source, *others = exhibit.source or ("",)
    code = words("document.code", code=exhibit.code)
    yield "source", words("document.stamped", source=source, code=code) if source else code
    for line in others:
        yield "note", line
    for line in exhibit.notes:
        yield "note", f"※ {line}"


def _write_codes(pen: Pen, document: Document, words: Words) -> None:
    """Write the list of codes with how they are verified, and the note on rounding."""
    items = [item for section in document.sections for item in section.items]
    said = {
        "number": tuple(each.listed(words) for each in numbers_of(document).values()),
        "title": tuple(item.exhibit.title for item in items),
        "conditions": tuple(item.exhibit.conditions for item in items),
        "code": tuple(item.exhibit.code for item in items),
    }
    listed = {words(f"document.list_{key}"): texts for key, texts in said.items() if any(texts)}
    pen.paragraph("appendix", words("document.list_heading"))
    pen.paragraph("plain", words("document.list_lead"))
    write_table(pen, numbers_table(listed, frozenset()))
    pen.paragraph("note", f"※ {words('document.list_how', code=document.code)}")
    pen.paragraph("note", f"※ {words('notes.rounding')}")
