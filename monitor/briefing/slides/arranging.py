"""Where a figure and its table stand on one slide; none where each needs a slide of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pptx.util import Inches, Pt

from monitor.briefing.native_chart import Box
from monitor.briefing.slides.around import CAPTION_HEIGHT, CAPTION_ROOM
from monitor.briefing.slides.tables import Sheet, fitted

_GAP: Final = int(Inches(0.35))
_SMALLEST: Final = 10  # points: of a table beside its figure
_SMALLEST_BELOW: Final = 9
_AIR: Final = 1.35  # of its columns, so that the figure has the room
_PLOT_SHARE: Final = 0.46  # of the width, that a chart keeps at least
_SHAPE_SHARE: Final = 0.36  # that a map or a picture does
_FEW_ROWS: Final = 8  # of a table below its figure
_LOWEST: Final = int(Inches(2.1))  # that a chart may be
_NARROWEST: Final = int(Inches(3.2))  # that a caption with its unit takes


@dataclass(frozen=True)
class Arranged:
    """The places of a figure and of its table, set in its size, below its caption."""

    figure: Box
    table: Box
    sheet: Sheet


def arranged(sheet: Sheet, area: Box, ratio: float | None, lowest: int) -> Arranged | None:
    """Return where a figure and its table stand, beside each other or one above the other.

    Args:
        sheet: the table.
        area: of the slide, below the caption.
        ratio: of width to height of a figure that keeps its shape; none for a chart.
        lowest: that the figure may be, by what it shows.
    """
    return _beside(sheet, area, ratio) or (None if ratio else _below(sheet, area, lowest))


def _beside(sheet: Sheet, area: Box, ratio: float | None) -> Arranged | None:
    needed = _PLOT_SHARE * area.width
    if ratio:
        needed = max(_SHAPE_SHARE * area.width, min(area.height * ratio, 0.62 * area.width))
    room = Box(0, 0, int(area.width - needed - _GAP), area.height)
    small = fitted(sheet, room, smallest=_SMALLEST, air=_AIR, unbroken=True)
    if small is None:
        return None
    width = max(width_of(small), min(_NARROWEST, room.width))
    left = area.left + area.width - width
    figure = Box(area.left, area.top, area.width - width - _GAP, area.height)
    return Arranged(figure, Box(left, area.top, width, area.height), small)


def _below(sheet: Sheet, area: Box, lowest: int) -> Arranged | None:
    if len(sheet.rows) > _FEW_ROWS:
        return None
    most = area.height - CAPTION_ROOM - max(_LOWEST, lowest)
    small = fitted(sheet, Box(0, 0, area.width, most), smallest=_SMALLEST_BELOW)
    if small is None:
        return None
    height = height_of(small)
    left = area.height - height - CAPTION_ROOM
    top = area.top + left + CAPTION_ROOM
    return Arranged(
        Box(area.left, area.top, area.width, left - CAPTION_HEIGHT // 3),
        Box(area.left, top, max(width_of(small), _NARROWEST), height),
        small,
    )


def width_of(sheet: Sheet) -> int:
    """Return how wide a table is."""
    return int(Pt(sum(sheet.widths)))


def height_of(sheet: Sheet) -> int:
    """Return how high a table is."""
    return int(Pt(sum(sheet.heights())))
