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


def within(blocks: Iterable[Block], height: int, width: int) -> tuple[Block, ...]:
    """Return blocks of merged cells cut to the used part of a sheet; a single cell is none."""
    cut = (
        (top, left, min(bottom, height), min(right, width)) for top, left, bottom, right in blocks
    )
    return tuple(block for block in cut if _holds_several(*block))


def _holds_several(top: int, left: int, bottom: int, right: int) -> bool:
    return bottom >= top and right >= left and (bottom, right) != (top, left)
