"""What slides say of each figure: tables, charts with the workbooks behind them, and sentences.

A shape belongs to the figure whose code stands in its name or alternative text, else to the one
code of its slide; a slide without any, to the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from monitor.briefing.contents.markup import CHART, RELATION, chart_rows, parsed, related
from monitor.briefing.contents.said import Kind, Part, Rows, joined
from monitor.briefing.contents.sheets import sheet_rows
from monitor.intake.reading_worker.archive import Archive
from monitor.intake.reading_worker.problem import Problem
from monitor.store.codes import codes_in

PRESENTATION: Final = "ppt/presentation.xml"
_EMBEDDED: Final = "ppt/embeddings/"
_MOST_WORKBOOKS: Final = 100
_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHAPES: Final = (f"{_P}sp", f"{_P}graphicFrame", f"{_P}pic", f"{_P}cxnSp")


@dataclass(frozen=True)
class _Shape:
    """What a shape says, and the codes in its name and alternative text."""

    codes: tuple[str, ...]
    parts: tuple[tuple[Kind, Rows], ...]


def slide_parts(archive: Archive) -> Iterator[Part]:
    """Yield what the slides say, slide by slide, each shape with the code it belongs to.

    Raises:
        Problem: ``too_many_parts``, and what the archive and its parts raise.
    """
    if sum(name.startswith(_EMBEDDED) for name in archive.names) > _MOST_WORKBOOKS:
        raise Problem("too_many_parts", count=len(archive.names))
    slides = [list(_shapes(archive, name)) for name in _slides(archive)]
    first = [code for shapes in slides[:1] for shape in shapes for code in _said_codes(shape)]
    document = first[0] if first else ""
    for shapes in slides:
        here = list(dict.fromkeys(code for shape in shapes for code in _said_codes(shape)))
        figures = [code for code in here if code != document] or here
        for shape in shapes:
            own = shape.codes or (figures if len(figures) == 1 else ())
            code = own[0] if own else document
            yield from (Part(code, *part) for part in shape.parts if code)


def _said_codes(shape: _Shape) -> list[str]:
    texts = [text for kind, rows in shape.parts if kind == "sentences" for (text,) in rows]
    return [*shape.codes, *(code for text in texts for code in codes_in(text))]


def _slides(archive: Archive) -> list[str]:
    """Return the names of the slides in the order in which they are shown."""
    parts = related(archive, PRESENTATION)
    listed = parsed(archive, PRESENTATION).iter(f"{_P}sldId")
    return [parts[each.get(f"{RELATION}id", "")] for each in listed]


def _shapes(archive: Archive, slide: str) -> Iterator[_Shape]:
    parts = related(archive, slide)
    for shape in parsed(archive, slide).iter(*_SHAPES):
        named = next(shape.iter(f"{_P}cNvPr"), None)
        label = "" if named is None else f"{named.get('name', '')} {named.get('descr', '')}"
        said: list[tuple[Kind, Rows]] = [("table", _cells(each)) for each in shape.iter(f"{_A}tbl")]
        for chart in shape.iter(f"{CHART}chart"):
            said += _chart(archive, parts.get(chart.get(f"{RELATION}id", ""), ""))
        if texts := tuple((text,) for text in _texts(shape) if text):
            said.append(("sentences", texts))
        yield _Shape(tuple(codes_in(label)), tuple(said))


def _cells(table: etree._Element) -> Rows:
    return tuple(
        tuple(joined(" ".join(map(_text, cell.iter(f"{_A}p")))) for cell in row.iter(f"{_A}tc"))
        for row in table.iter(f"{_A}tr")
    )


def _texts(shape: etree._Element) -> Iterator[str]:
    for body in shape.iterchildren(f"{_P}txBody"):
        yield from (joined(_text(paragraph)) for paragraph in body.iterchildren(f"{_A}p"))


def _text(paragraph: etree._Element) -> str:
    """Return what stands in a paragraph; a field, such as the number of the slide, says nothing."""
    return "".join(
        each.findtext(f"{_A}t", "") if each.tag == f"{_A}r" else " "
        for each in paragraph.iterchildren(f"{_A}r", f"{_A}br")
    )


def _chart(archive: Archive, name: str) -> Iterator[tuple[Kind, Rows]]:
    if name not in archive.names:
        return
    space = parsed(archive, name)
    yield "chart", chart_rows(space)
    parts = related(archive, name)
    for beside in space.iter(f"{CHART}externalData"):
        workbook = parts.get(beside.get(f"{RELATION}id", ""), "")
        if workbook in archive.names:
            yield "workbook", sheet_rows(archive.content(workbook))
