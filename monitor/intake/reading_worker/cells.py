"""Rows of cells, cut to what is used."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.intake.reading_worker.problem import MAXIMUM_CELLS, MAXIMUM_COLUMNS, Problem
from monitor.intake.received import Cells, cell_name

Block = tuple[int, int, int, int]


def refuse_extent(height: int, width: int) -> None:
    """Refuse a sheet that reaches too far: every cell of it would be laid out, empty or not.

    Raises:
        Problem: ``sheet_too_wide``.
    """
    if height * width > MAXIMUM_CELLS or width > MAXIMUM_COLUMNS:
        raise Problem("sheet_too_wide", cell=cell_name(height, width))


def trimmed(rows: Cells) -> Cells:
    """Return rows of equal length without the empty rows below and the empty columns behind."""
    width = max(map(len, rows), default=0)
    empty = [""] * width
    height = len(rows)
    while height and (rows[height - 1] == empty or not rows[height - 1]):
        height -= 1
    rows = rows[:height]
    used = width
    while used and all(len(row) < used or row[used - 1] in {"", None} for row in rows):
        used -= 1
    if all(len(row) == used for row in rows):
        return rows
    return [row[:used] + [""] * (used - len(row)) for row in rows]


def reaching(rows: Cells, names: Iterable[str]) -> Cells:
    """Return rows that reach to every cell named, since a formula without a value is not nothing.

    Raises:
        Problem: ``sheet_too_wide``.
    """
    places = [place_of(name) for name in names]
    height = max([len(rows), *(row for row, _ in places)])
    width = max([len(rows[0]) if rows else 0, *(column for _, column in places)])
    if not places or (height <= len(rows) and width <= len(rows[0])):
        return rows
    refuse_extent(height, width)
    full = [row + [""] * (width - len(row)) for row in rows]
    return full + [[""] * width for _ in range(height - len(rows))]


def with_errors(rows: Cells, errors: Iterable[tuple[str, str]]) -> Cells:
    """Return rows that show the errors of formulas as text: calamine leaves a blank."""
    listed = list(errors)
    rows = reaching(rows, (name for name, _ in listed))
    for name, error in listed:
        row, column = place_of(name)
        rows[row - 1][column - 1] = error
    return rows


def place_of(name: str) -> tuple[int, int]:
    """Return row and column of a cell from its name: ``B7`` is (7, 2)."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]), column


def marked(
    places: Iterable[tuple[int, int]], height: int, width: int
) -> frozenset[tuple[int, int]]:
    """Return the places, row and column, that lie within the used part of a sheet."""
    return frozenset(
        (row, column) for row, column in places if 1 <= row <= height and 1 <= column <= width
    )


def numbered(stretches: Iterable[tuple[int, int]], limit: int) -> frozenset[int]:
    """Return the numbers from first to last of each stretch, up to the last one used."""
    return frozenset(
        number for first, last in stretches for number in range(max(first, 1), min(last, limit) + 1)
    )


def within(blocks: Iterable[Block], height: int, width: int) -> tuple[Block, ...]:
    """Return blocks of merged cells cut to the used part of a sheet; a single cell is none."""
    cut = (
        (top, left, min(bottom, height), min(right, width)) for top, left, bottom, right in blocks
    )
    return tuple(block for block in cut if _holds_several(*block))


def _holds_several(top: int, left: int, bottom: int, right: int) -> bool:
    return bottom >= top >= 1 and right >= left >= 1 and (bottom, right) != (top, left)
