"""Marks on a sender's sheets: a conditional format and a comment a cell, both found again later.

A cell itself is left as it is: its value, formula and format stay, and the marks of one return
are taken off again at the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from monitor.intake import styles
from monitor.intake.returned.package import (
    MAIN,
    RELATIONS,
    Edit,
    Element,
    Package,
    attribute_xml,
    children,
    edited,
    elements_of,
    first,
    identity,
    prefix_of,
    put_back,
    put_in_order,
    put_inside,
    readable,
    text_xml,
    with_attribute,
    without_cells,
)

RESULTS: Final = "점검 결과"
_RULE: Final = f'ISTEXT("{RESULTS}")'
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# The order in which the schema wants the children of a sheet.
SHEET_ORDER: Final = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst"
)
_CELLS_A_RULE: Final = 200
_SHAPES_A_BLOCK: Final = 1024
_WIDTH: Final = 340
_LINE_HEIGHT: Final = 17
_CHARACTERS_A_LINE: Final = 27
_BLOCKS: Final = re.compile(rb"""(<(?:[\w.-]+:)?idmap[^>]*\bdata=["'])([\d,\s]*)""")
_SHAPE: Final = re.compile(rb"<((?:[\w.-]+:)?)shape\s.*?</\1shape>", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """What is said at one cell: how grave it is, a heading, and the text of its comment."""

    cell: str
    severity: str
    heading: str
    text: str

    @property
    def place(self) -> tuple[int, int]:
        """Return row and column, counted from zero."""
        letters, row = coordinate_from_string(self.cell)
        return row - 1, column_index_from_string(letters) - 1


def mark_sheet(
    package: Package, part: str, marks: Sequence[Mark], formats: Mapping[str, int]
) -> None:
    """Take the marks of an earlier return off a sheet and put new ones on.

    Args:
        package: the workbook.
        part: name of the sheet's part.
        marks: one a cell.
        formats: by severity, the number of its differential format.
    """
    xml = package.read(part)
    light, at, length = without_cells(xml)
    elements = elements_of(light)
    edits = [*_without_old_rules(light, elements), *_unselected(light, elements)]
    if marks:
        content = _rules(marks, formats, prefix_of(light, elements[0]))
        edits.append(put_in_order(elements, SHEET_ORDER, "conditionalFormatting", content))
    edits += _comments(package, part, marks, light, elements)
    package.write(part, edited(xml, put_back(edits, at, length)))


def unselect(package: Package, part: str) -> None:
    """Select a sheet no longer, one without cells."""
    xml = package.read(part)
    package.write(part, edited(xml, _unselected(xml, elements_of(xml))))


# ── conditional formats ──


def _without_old_rules(xml: bytes, elements: Sequence[Element]) -> Iterator[Edit]:
    """Take our own rules out and move the sender's down, so that ours may stand before them."""
    for block in elements:
        if (block.name, block.depth) != ("conditionalFormatting", 1):
            continue
        rules = [each for each in children(elements, block) if each.name == "cfRule"]
        ours = [rule for rule in rules if RESULTS in readable(xml[rule.start : rule.end])]
        if rules and len(ours) == len(rules):
            yield Edit(block.start, block.end, b"")
            continue
        for rule in rules:
            if rule in ours:
                yield Edit(rule.start, rule.end, b"")
            elif rule.attributes.get("priority", "").isdecimal():
                moved = int(rule.attributes["priority"]) + len(styles.SEVERITIES)
                yield with_attribute(xml, rule, "priority", str(moved))


def _unselected(xml: bytes, elements: Sequence[Element]) -> Iterator[Edit]:
    """Select the sheet no longer: two selected sheets would be edited as one."""
    for view in elements:
        if view.name == "sheetView" and "tabSelected" in view.attributes:
            yield with_attribute(xml, view, "tabSelected", None)


def _rules(marks: Sequence[Mark], formats: Mapping[str, int], prefix: str) -> bytes:
    parts = []
    for priority, severity in enumerate(styles.SEVERITIES, start=1):
        cells = [mark.cell for mark in marks if mark.severity == severity]
        for begin in range(0, len(cells), _CELLS_A_RULE):
            where = " ".join(cells[begin : begin + _CELLS_A_RULE])
            parts.append(
                f'<{prefix}conditionalFormatting sqref="{where}"><{prefix}cfRule type="expression" '
                f'dxfId="{formats[severity]}" priority="{priority}"><{prefix}formula>'
                f"{text_xml(_RULE)}</{prefix}formula></{prefix}cfRule>"
                f"</{prefix}conditionalFormatting>"
            )
    return "".join(parts).encode()


# ── comments ──


def _comments(
    package: Package,
    part: str,
    marks: Sequence[Mark],
    light: bytes,
    elements: Sequence[Element],
) -> list[Edit]:
    """Write the comments of a sheet, beside the sender's own; return the edits of the sheet."""
    related = {relation.kind: relation for relation in package.relations(part)}
    comments = related["comments"].target if "comments" in related else None
    threads = [
        relation.target
        for relation in package.relations(part)
        if relation.kind == "threadedComment"
    ]
    threaded = {
        element.attributes.get("ref", "")
        for thread in threads
        for element in elements_of(package.read(thread))
    }
    # A conversation shows in place of the comment, so that nobody would see ours there.
    marks = [mark for mark in marks if mark.cell not in threaded]
    has_ours = comments is not None and RESULTS in readable(package.read(comments))
    if not marks and not has_ours:
        return []
    old, drawn = _write_comments(package, part, comments, marks)
    return _draw(package, part, light, elements, old, drawn)


def _write_comments(
    package: Package, part: str, comments: str | None, marks: Sequence[Mark]
) -> tuple[set[tuple[int, int]], list[Mark]]:
    """Write the texts; return places whose boxes go, and marks that need a box of their own."""
    if comments is None:
        comments = package.free_name("xl/comments{}.xml")
        empty = (
            f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
        )
        package.write(comments, b'<?xml version="1.0" encoding="UTF-8"?>\n' + empty.encode())
        package.relate(part, "comments", comments)
        package.declare(_COMMENTS_TYPE, part=comments)
    xml = package.read(comments)
    elements = elements_of(xml)
    authors, listed = first(elements, "authors"), first(elements, "commentList")
    if authors is None or listed is None:
        package.write(comments, xml)
        return set(), []
    names = [readable(xml[each.inner : each.inner_end]) for each in children(elements, authors)]
    prefix = prefix_of(xml, elements[0])
    edits, ours = [], str(names.index(RESULTS) if RESULTS in names else len(names))
    if RESULTS not in names:
        name = f"<{prefix}author>{RESULTS}</{prefix}author>"
        edits.append(put_inside(xml, authors, name.encode()))
    existing = children(elements, listed)
    mine = [each for each in existing if each.attributes.get("authorId") == ours]
    theirs = {
        each.attributes["ref"]: each
        for each in existing
        if each not in mine and "ref" in each.attributes
    }
    edits += [Edit(each.start, each.end, b"") for each in mine]
    for comment in theirs.values():
        edits += _without_old_words(xml, elements, comment)
    fresh = [mark for mark in marks if mark.cell not in theirs]
    for mark in marks:
        if mark.cell in theirs:
            text = next(e for e in children(elements, theirs[mark.cell]) if e.name == "text")
            edits.append(put_inside(xml, text, _runs(mark, prefix, "\n\n")))
    added = "".join(
        f'<{prefix}comment ref="{mark.cell}" authorId="{ours}"><{prefix}text>'
        f"{_runs(mark, prefix).decode()}</{prefix}text></{prefix}comment>"
        for mark in fresh
    )
    edits.append(put_inside(xml, listed, added.encode()))
    package.write(comments, edited(xml, edits))
    gone = [Mark(each.attributes["ref"], "", "", "").place for each in mine]
    return set(gone), fresh


def _without_old_words(xml: bytes, elements: Sequence[Element], comment: Element) -> Iterator[Edit]:
    """Take out what an earlier return added to a comment of the sender."""
    told = f"〔{RESULTS}〕"
    runs = [each for each in elements if each.name == "r" and comment.has(each)]
    ours = next((run for run in runs if told in readable(xml[run.start : run.end])), None)
    if ours is not None:
        yield Edit(ours.start, runs[-1].end, b"")


def _runs(mark: Mark, prefix: str, before: str = "") -> bytes:
    """Return heading and text of a comment as two runs of text."""
    ink = "FF" + styles.SEVERITIES[mark.severity][0][1:].upper()
    look = f'<{prefix}sz val="9"/><{prefix}color rgb="{{}}"/><{prefix}rFont val="{styles.FONT}"/>'
    heading = f"{before}〔{RESULTS}〕 {mark.heading}\n"
    return (
        f"<{prefix}r><{prefix}rPr><{prefix}b/>{look.format(ink)}</{prefix}rPr>"
        f'<{prefix}t xml:space="preserve">{text_xml(heading)}</{prefix}t></{prefix}r>'
        f"<{prefix}r><{prefix}rPr>{look.format('FF1E2124')}</{prefix}rPr>"
        f'<{prefix}t xml:space="preserve">{text_xml(mark.text)}</{prefix}t></{prefix}r>'
    ).encode()


# ── the boxes that comments stand in ──


def _draw(
    package: Package,
    part: str,
    light: bytes,
    elements: Sequence[Element],
    gone: set[tuple[int, int]],
    marks: Sequence[Mark],
) -> list[Edit]:
    """Draw the comments' boxes; return the edit that tells the sheet of a new drawing."""
    named = first(elements, "legacyDrawing")
    relations = {relation.id: relation for relation in package.relations(part)}
    known = relations.get(identity(named.attributes)) if named is not None else None
    if known is not None:
        drawing = known.target
        old = _SHAPE.sub(lambda match: _kept(match.group(), gone), package.read(drawing))
    else:
        drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
        old = _EMPTY_DRAWING.encode()
    close = old.rfind(b"</xml>")
    if close < 0 or (known is None and not marks):
        return []
    blocks = _free_blocks(package, len(marks))
    grid = _Grid(elements)
    shapes = "".join(
        _shape(mark, blocks[number // _SHAPES_A_BLOCK] * _SHAPES_A_BLOCK + number % _SHAPES_A_BLOCK
               + 1, grid)
        for number, mark in enumerate(marks)
    )  # fmt: skip
    kind = "" if b'id="_x0000_t202"' in old else _SHAPE_TYPE
    added = _with_spaces(kind + shapes, old)
    drawn = old[:close] + added.encode() + old[close:]
    package.write(drawing, _reserved(drawn, blocks) if marks else drawn)
    if known is not None:
        return []
    relation = package.relate(part, "vmlDrawing", drawing)
    package.declare(_DRAWING_TYPE, extension="vml")
    prefix = prefix_of(light, elements[0])
    element = f'<{prefix}legacyDrawing xmlns:r="{RELATIONS}" r:id="{relation}"/>'
    return [put_in_order(elements, SHEET_ORDER, "legacyDrawing", element.encode())]


def _reserved(drawing: bytes, blocks: Sequence[int]) -> bytes:
    """Return a drawing that says which blocks of shape numbers it uses."""
    numbers = ",".join(map(str, blocks))
    if _BLOCKS.search(drawing):
        return _BLOCKS.sub(rb"\g<1>\g<2>," + numbers.encode(), drawing, count=1)
    begin = drawing.index(b">", drawing.index(b"<xml")) + 1
    layout = _with_spaces(_LAYOUT.format(numbers), drawing)
    return drawing[:begin] + layout.encode() + drawing[begin:]


def _with_spaces(shapes: str, drawing: bytes) -> str:
    """Return shapes whose prefixes are declared, by the drawing or by themselves."""
    root = drawing[: drawing.index(b">", drawing.index(b"<xml"))].decode("utf-8", "replace")
    if all(space in root for space in _SPACES):
        return shapes
    declared = " ".join(_SPACES)
    return re.sub(r"<(v:shapetype|v:shape|o:shapelayout) ", rf"<\1 {declared} ", shapes)


def _kept(shape: bytes, gone: set[tuple[int, int]]) -> bytes:
    """Return a shape, or nothing when it is the box of a comment that goes."""
    row = re.search(rb":Row>\s*(\d+)\s*</", shape)
    column = re.search(rb":Column>\s*(\d+)\s*</", shape)
    is_gone = row and column and (int(row[1]), int(column[1])) in gone
    return b"" if is_gone else shape


def _free_blocks(package: Package, shapes: int) -> list[int]:
    """Return blocks of shape numbers that no drawing of the workbook uses."""
    used = {
        int(number)
        for name in package.names()
        if name.lower().endswith(".vml")
        for _, data in _BLOCKS.findall(package.read(name))
        for number in data.split(b",")
        if number.strip().isdigit()
    }
    free = (number for number in count(1) if number not in used)
    return [next(free) for _ in range(0, max(shapes, 1), _SHAPES_A_BLOCK)]


class _Grid:
    """Widths of a sheet's columns and heights of its rows in pixels, as far as it says them."""

    def __init__(self, elements: Sequence[Element]) -> None:
        form = first(elements, "sheetFormatPr")
        said = form.attributes if form is not None else {}
        self.width = _pixels(said.get("defaultColWidth"), 64)
        self.height = max(4, round(_number(said.get("defaultRowHeight"), 15) * 4 / 3))
        self.columns = [
            (int(each.attributes["min"]), int(each.attributes["max"]), self._width(each))
            for each in elements
            if (each.name, each.depth) == ("col", 2)
            and each.attributes.get("min", "").isdecimal()
            and each.attributes.get("max", "").isdecimal()
        ]

    def _width(self, column: Element) -> int:
        if column.attributes.get("hidden") in {"1", "true"}:
            return 0
        return _pixels(column.attributes.get("width"), self.width)

    def width_of(self, column: int) -> int:
        """Return the width of a column counted from zero."""
        return next(
            (width for low, high, width in self.columns if low <= column + 1 <= high), self.width
        )

    def anchor(self, row: int, column: int, height: int) -> str:
        """Return where a box beside a cell begins and ends, as drawings write it."""
        right, over = column + 1, 15 + _WIDTH
        while over > self.width_of(right) and right < column + 200:
            over -= self.width_of(right)
            right += 1
        top = max(row - 1, 0)
        rows, rest = divmod(height + 8, self.height)
        return f"{column + 1}, 15, {top}, 8, {right}, {over}, {top + rows}, {rest}"


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise


def _pixels(width: str | None, otherwise: int) -> int:
    """Return a column's width, written in characters, in pixels."""
    return round(_number(width, 0) * 7 + 5) if width else otherwise


def _shape(mark: Mark, number: int, grid: _Grid) -> str:
    row, column = mark.place
    lines = sum(1 + len(line) // _CHARACTERS_A_LINE for line in mark.text.split("\n")) + 1
    tint = styles.SEVERITIES[mark.severity][1]
    anchor = grid.anchor(row, column, min(lines, 40) * _LINE_HEIGHT + 8)
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
        f"style='position:absolute;z-index:1;visibility:hidden' "
        f'fillcolor={attribute_xml(tint)} o:insetmode="auto"><v:fill color2={attribute_xml(tint)}/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


_SPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml"',
    'xmlns:o="urn:schemas-microsoft-com:office:office"',
    'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_EMPTY_DRAWING: Final = f"<xml {' '.join(_SPACES)}></xml>"
_LAYOUT: Final = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/></o:shapelayout>'
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
