"""Tables on slides: native, with a header row, as large as they read well, over several slides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from monitor.briefing.chart_series import rgb
from monitor.briefing.exhibit import Exhibit
from monitor.briefing.native_chart import Box
from monitor.briefing.slides.texts import LINE, lines_of, one_line, points, width_of, write_font
from monitor.charts.lettering import text_on
from monitor.charts.native import Grid
from monitor.charts.theme import LIGHT

_SIZES: Final = (12, 11, 10, 9, 8)
_SPLIT_SIZE: Final = 11  # of a table that goes on over slides
_SIDE: Final = 5.0  # points left and right of a text
_OVER: Final = 2.0  # points above and below
_HEAD: Final = "#e3edfe"
_CHANGED: Final = "#fff3c4"
_WIDEST_TEXT: Final = 260.0  # points that a column of texts takes at most before it is broken
_AIR: Final = 2.5  # as a multiple of what it needs: more would pull the columns of a row apart
_RULE: Final = 0.5
_THICK_RULE: Final = 1.25


@dataclass(frozen=True)
class Cell:
    """A cell as it is written."""

    text: str
    colour: str = ""
    is_number: bool = False
    is_changed: bool = False


@dataclass(frozen=True)
class Sheet:
    """Headings over rows of cells, set at one size in columns of given widths (in points)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: int = _SIZES[0]
    widths: tuple[float, ...] = ()

    def heights(self) -> list[float]:
        """Return the height of heading and rows, in points."""
        return [
            self.size * LINE * max(map(self._lines, range(len(texts)), texts)) + 2 * _OVER
            for texts in ([*self.headings], *([c.text for c in row] for row in self.rows))
        ]

    def _lines(self, column: int, text: str) -> int:
        return lines_of(text, self.widths[column] - 2 * _SIDE, self.size)


def sheet_of(exhibit: Exhibit, changed: frozenset[tuple[int, str]] = frozenset()) -> Sheet:
    """Return the numbers of an exhibit as they stand in its table."""
    columns = [
        [
            Cell(one_line(text), "", name in exhibit.numeric, (row, name) in changed)
            for row, text in enumerate(texts)
        ]
        for name, texts in exhibit.columns.items()
    ]
    return Sheet(tuple(map(one_line, exhibit.columns)), tuple(zip(*columns, strict=True)))


def sheet_of_grid(grid: Grid) -> Sheet:
    """Return a matrix as a table with coloured cells."""
    rows = tuple(
        (Cell(one_line(name)), *(Cell(one_line(c.text), c.colour, is_number=True) for c in cells))
        for name, cells in zip(grid.rows, grid.cells, strict=True)
    )
    return Sheet((one_line(grid.corner), *map(one_line, grid.columns)), rows)


def fitted(sheet: Sheet, box: Box, *, smallest: int = _SIZES[-1]) -> Sheet | None:
    """Return a table set as large as it fits into a box as a whole; None where it does not."""
    for size in _SIZES:
        if size < smallest:
            return None
        wide = _with_widths(sheet, box, size)
        if wide and sum(wide.heights()) <= points(box.height):
            return wide
    return None


def pages(sheet: Sheet, box: Box) -> list[Sheet]:
    """Return a table in parts that each fit into a box, whole columns and rows together."""
    if whole := fitted(sheet, box, smallest=9):
        return [whole]
    return [part for group in _column_groups(sheet, box) for part in _row_groups(group, box)]


def _column_groups(sheet: Sheet, box: Box) -> list[Sheet]:
    """Divide columns that are too many, the first of them at the head of each part."""
    for size in range(_SPLIT_SIZE, _SIZES[-1] - 1, -1):
        if wide := _with_widths(sheet, box, size):
            return [wide]
    half = (len(sheet.headings) + 1) // 2
    groups = [range(half), (0, *range(half, len(sheet.headings)))]
    if len(sheet.headings) <= 2:  # nothing is left to divide: long words are broken
        equal = points(box.width) / len(sheet.headings)
        return [replace(sheet, size=_SIZES[-1], widths=(equal,) * len(sheet.headings))]
    return [part for group in groups for part in _column_groups(_columns(sheet, group), box)]


def _columns(sheet: Sheet, wanted: Sequence[int]) -> Sheet:
    return Sheet(
        tuple(sheet.headings[n] for n in wanted),
        tuple(tuple(row[n] for n in wanted) for row in sheet.rows),
    )


def _row_groups(sheet: Sheet, box: Box) -> list[Sheet]:
    head, *heights = sheet.heights()
    parts: list[list[tuple[Cell, ...]]] = [[]]
    used = head
    for row, height in zip(sheet.rows, heights, strict=True):
        if parts[-1] and used + height > points(box.height):
            parts.append([])
            used = head
        parts[-1].append(row)
        used += height
    return [replace(sheet, rows=tuple(part)) for part in parts]


def _with_widths(sheet: Sheet, box: Box, size: int) -> Sheet | None:
    """Divide a width among columns; None where even broken texts do not fit."""
    total = points(box.width)
    texts = [
        (heading, [row[n].text for row in sheet.rows], _is_number(sheet, n))
        for n, heading in enumerate(sheet.headings)
    ]
    natural = [_natural(*column, size) for column in texts]
    if sum(natural) > total:
        least = [_least(*column, size) for column in texts]
        if sum(least) > total:
            return None
        more = [wide - low for wide, low in zip(natural, least, strict=True)]
        share = (total - sum(least)) / (sum(more) or 1)
        widths = [low + share * room for low, room in zip(least, more, strict=True)]
    else:
        scale = min(total / sum(natural), _AIR)
        widths = [scale * wide for wide in natural]
    return replace(sheet, size=size, widths=tuple(widths))


def _is_number(sheet: Sheet, column: int) -> bool:
    return any(row[column].is_number for row in sheet.rows)


def _natural(heading: str, texts: Sequence[str], is_number: bool, size: int) -> float:
    longest = max((width_of(text, size) for text in texts), default=0.0)
    head = min(width_of(heading, size), max(longest, _longest_word(heading, size)) * 1.6)
    widest = max(longest, head)
    return (widest if is_number else min(widest, _WIDEST_TEXT)) + 2 * _SIDE + 2


def _least(heading: str, texts: Sequence[str], is_number: bool, size: int) -> float:
    widest = max(
        (width_of(t, size) if is_number else _longest_word(t, size) for t in texts), default=0.0
    )
    return max(widest, _longest_word(heading, size)) + 2 * _SIDE + 2


def _longest_word(text: str, size: int) -> float:
    return min(9.0 * size, max((width_of(word, size) for word in text.split()), default=0.0))


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────


def add_table(slide: Any, sheet: Sheet, box: Box) -> Any:
    """Put a table on a slide, its first row known as the header."""
    heights = sheet.heights()
    width = int(Pt(sum(sheet.widths)))
    frame = slide.shapes.add_table(
        len(sheet.rows) + 1,
        len(sheet.headings),
        Emu(box.left),
        Emu(box.top),
        Emu(width),
        Emu(int(Pt(sum(heights)))),
    )
    table = frame.table
    _forget_style(table)
    for column, each in zip(table.columns, sheet.widths, strict=True):
        column.width = int(Pt(each))
    for row, each in zip(table.rows, heights, strict=True):
        row.height = int(Pt(each))
    for cell, heading in zip(table.rows[0].cells, sheet.headings, strict=True):
        _fill(cell, Cell(heading, _HEAD), sheet.size, is_head=True)
    for row, cells in zip(list(table.rows)[1:], sheet.rows, strict=True):
        is_last = cells is sheet.rows[-1]
        for cell, held in zip(row.cells, cells, strict=True):
            _fill(cell, held, sheet.size, is_last=is_last)
    return frame


def _forget_style(table: Any) -> None:
    """Leave the rules to the cells: a style would colour every other row."""
    table.horz_banding = False
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def _fill(
    cell: Any, held: Cell, size: int, *, is_head: bool = False, is_last: bool = False
) -> None:
    cell.margin_left = cell.margin_right = int(Pt(_SIDE))
    cell.margin_top = cell.margin_bottom = int(Pt(_OVER))
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    centred = is_head or (held.is_number and bool(held.colour))
    paragraph.alignment = (
        PP_ALIGN.CENTER if centred else PP_ALIGN.RIGHT if held.is_number else PP_ALIGN.LEFT
    )
    run = paragraph.add_run()
    run.text = held.text
    colour = _CHANGED if held.is_changed else held.colour
    ink = text_on(colour) if held.colour and not is_head else LIGHT.ink
    write_font(run.font, size, rgb(ink), bold=is_head or held.is_changed)
    run.font.underline = True if held.is_changed else None
    _rule(cell, is_head=is_head, is_last=is_last)
    if colour:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(colour)
    else:
        cell.fill.background()


def _rule(cell: Any, *, is_head: bool, is_last: bool) -> None:
    """Rule a cell above and below: thickly at the ends of the table, never at its sides."""
    properties = cell._tc.get_or_add_tcPr()
    above = _THICK_RULE if is_head else _RULE
    below = _THICK_RULE if is_last else _RULE
    rules = (("lnT", above, is_head), ("lnB", below, is_last))
    for place, (tag, width, is_end) in enumerate(rules):
        colour = LIGHT.ink if is_end else LIGHT.line
        properties.insert(
            place,
            parse_xml(
                f'<a:{tag} {nsdecls("a")} w="{int(Pt(width))}"><a:solidFill>'
                f'<a:srgbClr val="{colour[1:].upper()}"/></a:solidFill></a:{tag}>'
            ),
        )
