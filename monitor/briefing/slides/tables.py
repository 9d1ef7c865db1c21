"""Tables on slides: native, with a header row, as large as they read well, over several slides."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from monitor.briefing.exhibit import Exhibit
from monitor.briefing.native_chart import Box
from monitor.briefing.slides.texts import LINE, lines_of, one_line, points, solid_xml
from monitor.charts.lettering import text_on, text_width
from monitor.charts.native import Grid
from monitor.charts.theme import LIGHT

_SIZES: Final = (12, 11, 10, 9, 8)
_SPLIT_SIZES: Final = (11, 10, 9)  # of a table that goes on over slides
_EASILY_READ: Final = 9  # points: larger letters are not worth a broken line
_PAGE_SIZES: Final = (10, 9, 8)  # of a table of which one slide is shown
_ENOUGH_ROWS: Final = 15
_SIDE: Final = 5.0  # points left and right of a text
_OVER: Final = 2.0  # points above and below
_HEAD: Final = "#e3edfe"
_CHANGED: Final = "#fff3c4"
_WIDEST_TEXT: Final = 260.0  # points that a column of texts takes at most before it is broken
_AIR: Final = 2.5  # as a multiple of what it needs: more would pull the columns of a row apart
# Named in each cell, since LibreOffice gives tables a font of its own.
_LONGEST_WORD: Final = 12.0  # as a multiple of its size: a longer one may be broken
_AS_WIDE: Final = str.maketrans(dict.fromkeys("()1", "0") | dict.fromkeys("+%~△", "가"))
_FIRST_WIDE: Final = 0x2500
_APART: Final = 0.25
_WIDER: Final = 1.13  # as bold letters are
_FONTS: Final = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
_RULE: Final = 0.5
_SLACK: Final = 1.03  # of heights: fonts may be a little larger than measured
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
        return lines_of(text, self.widths[column] - 2 * _SIDE, self.size, _wide)


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


def sheet_of_grid(grid: Grid, corner: str) -> Sheet:
    """Return a matrix as a table with coloured cells."""
    rows = tuple(
        (Cell(one_line(name)), *(Cell(one_line(c.text), c.colour, is_number=True) for c in cells))
        for name, cells in zip(grid.rows, grid.cells, strict=True)
    )
    return Sheet((one_line(corner), *map(one_line, grid.columns)), rows)


def fitted(
    sheet: Sheet,
    box: Box,
    *,
    smallest: int = _SIZES[-1],
    air: float = _AIR,
    unbroken: bool = False,
) -> Sheet | None:
    """Return a table set as large as it fits into a box as a whole; None where it does not.

    Args:
        sheet: the table.
        box: where it stands.
        smallest: letters, in points.
        air: how much wider than needed columns may be.
        unbroken: whether every cell must stand on one line.
    """
    whole = [(size, True) for size in _SIZES if size >= (smallest if unbroken else _EASILY_READ)]
    broken = [] if unbroken else [(size, False) for size in _SIZES]
    for size, is_whole in (*whole, *broken):
        if size < smallest:
            continue
        wide = _with_widths(sheet, box, size, air, unbroken=is_whole)
        if wide and _SLACK * sum(wide.heights()) <= points(box.height):
            return wide
    return None


def pages(sheet: Sheet, box: Box) -> list[Sheet]:
    """Return a table in parts that each fit into a box, whole columns and rows together."""
    if whole := fitted(sheet, box, smallest=9):
        return [whole]
    ways = [
        [part for group in _column_groups(sheet, box, size) for part in _row_groups(group, box)]
        for size in _SPLIT_SIZES
    ]
    return min(ways, key=len)  # of as many slides, the one with the larger letters


def first_page(sheet: Sheet, box: Box) -> Sheet:
    """Return as much of a table as one slide shows, in letters that are read from a distance."""
    shown = [_row_groups(_column_groups(sheet, box, size)[0], box)[0] for size in _PAGE_SIZES]
    enough = (page for page in shown if len(page.rows) >= _ENOUGH_ROWS)
    return next(enough, max(shown, key=lambda page: len(page.rows)))


def _column_groups(sheet: Sheet, box: Box, largest: int) -> list[Sheet]:
    """Divide columns that are too many, the first of them at the head of each part."""
    for size in range(largest, _SIZES[-1] - 1, -1):
        if wide := _with_widths(sheet, box, size):
            return [wide]
    half = (len(sheet.headings) + 1) // 2
    groups = [range(half), (0, *range(half, len(sheet.headings)))]
    if len(sheet.headings) <= 2:  # nothing is left to divide: long words are broken
        equal = points(box.width) / len(sheet.headings)
        return [replace(sheet, size=_SIZES[-1], widths=(equal,) * len(sheet.headings))]
    return [
        part for group in groups for part in _column_groups(_columns(sheet, group), box, largest)
    ]


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


def _with_widths(
    sheet: Sheet, box: Box, size: int, air: float = _AIR, *, unbroken: bool = False
) -> Sheet | None:
    """Divide a width among columns; None where even broken texts do not fit."""
    total = points(box.width)
    texts = [
        (heading, [row[n].text for row in sheet.rows], _is_number(sheet, n))
        for n, heading in enumerate(sheet.headings)
    ]
    natural = [_natural(*column, size) for column in texts]
    if sum(natural) > total and unbroken:
        return None
    if sum(natural) > total:
        least = [_least(*column, size) for column in texts]
        if sum(least) > total:
            return None
        more = [wide - low for wide, low in zip(natural, least, strict=True)]
        share = (total - sum(least)) / (sum(more) or 1)
        widths = [low + share * room for low, room in zip(least, more, strict=True)]
    else:
        scale = min(total / sum(natural), air)
        widths = [scale * wide for wide in natural]
    return replace(sheet, size=size, widths=tuple(widths))


def _is_number(sheet: Sheet, column: int) -> bool:
    return any(row[column].is_number for row in sheet.rows)


def _natural(heading: str, texts: Sequence[str], is_number: bool, size: int) -> float:
    longest = max((_wide(text, size) for text in texts), default=0.0)
    head = min(_wide(heading, size), max(longest, _longest_word(heading, size)) * 1.6)
    widest = max(longest, head)
    return (widest if is_number else min(widest, _WIDEST_TEXT)) + 2 * _SIDE + 2


def _least(heading: str, texts: Sequence[str], is_number: bool, size: int) -> float:
    widest = max(
        (_wide(t, size) if is_number else _longest_word(t, size) for t in texts), default=0.0
    )
    return max(widest, _longest_word(heading, size)) + 2 * _SIDE + 2


def _longest_word(text: str, size: int) -> float:
    return min(_LONGEST_WORD * size, max((_wide(w, size) for w in text.split()), default=0.0))


def _wide(text: str, size: float) -> float:
    """Return the width of a text where signs are wide and scripts stand apart.

    LibreOffice puts a quarter of a letter between Hangul and Latin.
    """
    scripts = [ord(letter) > _FIRST_WIDE for letter in text if letter != " "]
    changes = sum(one is not other for one, other in pairwise(scripts))
    return _WIDER * text_width(text.translate(_AS_WIDE), size) + _APART * size * changes


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────


def add_table(slide: Any, sheet: Sheet, box: Box) -> Any:
    """Put a table on a slide, its first row known as the header.

    The rows are written as XML: python-pptx takes a millisecond a cell.
    """
    heights = [int(Pt(height)) for height in sheet.heights()]
    widths = [int(Pt(width)) for width in sheet.widths]
    frame = slide.shapes.add_table(
        1, 1, Emu(box.left), Emu(box.top), Emu(sum(widths)), Emu(sum(heights))
    )
    table = frame.table
    table.horz_banding = False
    old = table._tbl
    for part in (old.tblGrid, *old.tr_lst):
        old.remove(part)
    # No style, no grid: a style would colour every other row.
    old.tblPr.find(qn("a:tableStyleId")).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    old.append(parse_xml(_grid_xml(widths)))
    heads = [Cell(heading, _HEAD) for heading in sheet.headings]
    rows = [heads, *sheet.rows]
    for number, (cells, height) in enumerate(zip(rows, heights, strict=True)):
        place = _Place(sheet.size, number == 0, number == len(rows) - 1)
        written = "".join(_cell_xml(cell, place) for cell in cells)
        old.append(parse_xml(f'<a:tr {nsdecls("a")} h="{height}">{written}</a:tr>'))
    return frame


@dataclass(frozen=True)
class _Place:
    """The row that a cell stands in, and the size of its letters."""

    size: int
    is_head: bool
    is_last: bool


def _grid_xml(widths: Sequence[int]) -> str:
    columns = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    return f"<a:tblGrid {nsdecls('a')}>{columns}</a:tblGrid>"


def _cell_xml(cell: Cell, place: _Place) -> str:
    colour = _CHANGED if cell.is_changed else cell.colour
    ink = text_on(colour) if cell.colour and not place.is_head else LIGHT.ink
    centred = place.is_head or (cell.is_number and bool(cell.colour))
    align = "ctr" if centred else "r" if cell.is_number else "l"
    bold = int(place.is_head or cell.is_changed)
    line = ' u="sng"' if cell.is_changed else ""
    look = f'sz="{place.size * 100}" b="{bold}"{line}'
    side, over = int(Pt(_SIDE)), int(Pt(_OVER))
    written = (
        f"<a:r><a:rPr {look}>{solid_xml(ink)}{_FONTS}</a:rPr>"
        f"<a:t>{html.escape(cell.text)}</a:t></a:r>"
    )
    if not cell.text:  # an empty run would be left out, and the row be as high as 18 points
        written = f'<a:endParaRPr sz="{place.size * 100}"/>'
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:p><a:pPr algn="{align}"/>{written}</a:p></a:txBody>'
        f'<a:tcPr marL="{side}" marR="{side}" marT="{over}" marB="{over}" anchor="ctr">'
        f"{_rules_xml(place)}{solid_xml(colour) if colour else '<a:noFill/>'}</a:tcPr></a:tc>"
    )


def _rules_xml(place: _Place) -> str:
    """Rule a cell above and below: thickly at the ends of the table, never at its sides."""
    rules = (("lnT", place.is_head), ("lnB", place.is_last))
    return "".join(
        f'<a:{tag} w="{int(Pt(_THICK_RULE if is_end else _RULE))}">'
        f"{solid_xml(LIGHT.ink if is_end else LIGHT.line)}</a:{tag}>"
        for tag, is_end in rules
    )
