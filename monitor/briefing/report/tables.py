"""The numbers of an exhibit, and a matrix, as tables of Hancom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.briefing.report.columns import SIDE_MARGINS, Column, Division, divided, letters
from monitor.briefing.report.looks import INK, MILLIMETRE, POINT, TEXT_WIDTH
from monitor.briefing.report.pen import CELL_MARGIN, Pen, Side, one_line
from monitor.briefing.report.widths import ems, wrapped_lines
from monitor.charts.lettering import text_on
from monitor.charts.native import Grid

# What has more rows or is taller goes on over pages; the rest stays together.
_TOGETHER: Final = 20
_TALLEST: Final = round(120 * MILLIMETRE)
_HEAD: Final = "#e6ebf3"
_CHANGED: Final = "#fff3c4"
_THIN: Final = "0.12 mm"
_THICK: Final = "0.4 mm"
# Texts as short as this stand in the middle of their column.
_SHORT: Final = 4.5
# Above and below the text of a cell.
_SMALL: Final = 8.0
_AROUND: Final = 2 * CELL_MARGIN


@dataclass(frozen=True)
class Filled:
    """A cell as it is written."""

    text: str
    colour: str = ""
    is_marked: bool = False


@dataclass(frozen=True)
class _Sheet:
    """Headings over rows of cells, with how each column stands."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Filled, ...], ...]
    kinds: tuple[str, ...]

    def columns(self) -> list[Column]:
        return [
            Column.of(
                heading, [row[n].text for row in self.rows], is_number=self.kinds[n] != "text"
            )
            for n, heading in enumerate(self.headings)
        ]

    def part(self, wanted: Sequence[int]) -> _Sheet:
        """Return some of the columns."""
        return _Sheet(
            tuple(self.headings[n] for n in wanted),
            tuple(tuple(row[n] for n in wanted) for row in self.rows),
            tuple(self.kinds[n] for n in wanted),
        )


def numbers_table(
    columns: Mapping[str, Sequence[str]],
    numeric: frozenset[str],
    changed: frozenset[tuple[int, str]] = frozenset(),
) -> _Sheet:
    """Return the table of an exhibit: numbers at the right, changed cells marked."""
    texts = {heading: [one_line(cell) for cell in cells] for heading, cells in columns.items()}
    count = max((len(cells) for cells in texts.values()), default=0)
    rows = tuple(
        tuple(
            Filled(
                cells[row],
                _CHANGED if (row, heading) in changed else "",
                (row, heading) in changed,
            )
            for heading, cells in texts.items()
        )
        for row in range(count)
    )
    kinds = tuple(
        "number" if heading in numeric else _kind(number, cells)
        for number, (heading, cells) in enumerate(texts.items())
    )
    return _Sheet(tuple(one_line(heading) for heading in texts), rows, kinds)


def _kind(number: int, cells: Sequence[str]) -> str:
    is_short = number > 0 and all(ems(cell) <= _SHORT for cell in cells)
    return "short" if is_short else "text"


def grid_table(grid: Grid, corner: str) -> _Sheet:
    """Return a matrix: its names at the left, its cells in their colours."""
    rows = tuple(
        (Filled(one_line(name)), *(Filled(one_line(cell.text), cell.colour) for cell in cells))
        for name, cells in zip(grid.rows, grid.cells, strict=True)
    )
    headings = (one_line(corner), *(one_line(column) for column in grid.columns))
    return _Sheet(headings, rows, ("text", *("short" for _ in grid.columns)))


def write_table(pen: Pen, sheet: _Sheet) -> None:
    """Write a table as wide as the page; what is too wide goes on below, its names repeated."""
    for part, division in _pages_wide(sheet):
        _write(pen, part, division)


def _pages_wide(sheet: _Sheet) -> list[tuple[_Sheet, Division]]:
    columns = sheet.columns()
    whole = divided(columns, TEXT_WIDTH)
    if whole:
        return [(sheet, whole)]
    parts: list[tuple[_Sheet, Division]] = []
    first = 1
    while first < len(columns):
        last = first + 1
        while last < len(columns) and divided([columns[0], *columns[first : last + 1]], TEXT_WIDTH):
            last += 1
        part = sheet.part([0, *range(first, last)])
        division = divided(part.columns(), TEXT_WIDTH)
        if division is None:  # one column alone is too wide: it is broken where it must be
            division = Division(_SMALL, (TEXT_WIDTH // 3, TEXT_WIDTH - TEXT_WIDTH // 3))
        parts.append((part, division))
        first = last
    return parts


def _write(pen: Pen, sheet: _Sheet, division: Division) -> None:
    heights = [_height(texts, division) for texts in (sheet.headings, *_texts(sheet))]
    flows = len(sheet.rows) > _TOGETHER or sum(heights) > _TALLEST
    sides = SIDE_MARGINS[division.size]
    table = pen.table(heights, division.widths, flows=flows, sides=sides)
    size = f"{division.size:g}"
    last = len(sheet.rows)
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            edges = _edges(number, last, place, len(sheet.headings) - 1)
            paragraph = cell.paragraphs[0]
            if number == 0:
                cell.element.set("header", "1")
                cell.element.set("borderFillIDRef", pen.fill(_HEAD, edges))
                pen.write(paragraph, f"head {size}", sheet.headings[place])
                continue
            filled = sheet.rows[number - 1][place]
            cell.element.set("borderFillIDRef", pen.fill(filled.colour, edges))
            style = f"{sheet.kinds[place]} {size}"
            pen.write(paragraph, style, filled.text, _letters(pen, style, filled))
    table.mark_dirty()


def _texts(sheet: _Sheet) -> Iterator[tuple[str, ...]]:
    for row in sheet.rows:
        yield tuple(filled.text for filled in row)


def _height(texts: Sequence[str], division: Division) -> int:
    """Return the height of a row, so that programs break pages well before they lay it out."""
    lines = max(
        wrapped_lines(text, letters(width, division.size))
        for text, width in zip(texts, division.widths, strict=True)
    )
    return round(lines * division.size * POINT * 1.2) + _AROUND


def _letters(pen: Pen, style: str, filled: Filled) -> str:
    if not filled.colour:
        return ""
    colour = INK if filled.is_marked else text_on(filled.colour)
    return pen.styles.lettering(style, colour, marked=filled.is_marked)


def _edges(row: int, last_row: int, column: int, last_column: int) -> dict[Side, str]:
    """Return the rules of a cell: thick above and below the table, none at its sides."""
    rules: dict[Side, str] = {
        "top": _THICK if row == 0 else _THIN,
        "bottom": _THICK if row == last_row else _THIN,
    }
    if column > 0:
        rules["left"] = _THIN
    if column < last_column:
        rules["right"] = _THIN
    return rules
