"""Which values of a native chart are written, and on which side: none over another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from pptx.enum.chart import XL_LABEL_POSITION

from monitor.charts.lettering import text_width
from monitor.charts.native import Plot, Series

_Edges: TypeAlias = tuple[float, float, float, float]  # left, foot, right, top
Positions: TypeAlias = Mapping[
    tuple[int, int], XL_LABEL_POSITION
]  # by number of series and of category

_LINE: Final = 1.3  # of the size: as tall as a line of text is
_WIDER: Final = 1.1  # than the page's font
_AIR: Final = 3.0  # points between two texts, and on both sides of one in its part
_STANDS_OUT: Final = 0.7  # of what a text needs
_MARK: Final = 2.5  # points from the middle of a mark to its edge
_DRAWN: Final = 0.74  # of the height, that is left beside legend and axis
_NAMES_AT_MOST: Final = 0.4  # of the width, that the names of lying bars take
_ROUNDED: Final = 1.1  # a program may end the axis a step after the longest bar
_SIDES: Final = (
    (XL_LABEL_POSITION.ABOVE, 0.0, 1.0),
    (XL_LABEL_POSITION.RIGHT, 1.0, 0.0),
    (XL_LABEL_POSITION.BELOW, 0.0, -1.0),
    (XL_LABEL_POSITION.LEFT, -1.0, 0.0),
)


@dataclass(frozen=True)
class Room:
    """How large a chart is, and its letters, in points."""

    width: float
    height: float
    size: float


def legible(plot: Plot, room: Room) -> Plot:
    """Return a plot without texts that do not fit into their parts of a stack.

    Beside lying bars that are not stacked, texts get room at the end of the axis.
    """
    if plot.kind == "bar" and not plot.stacked:
        return replace(plot, highest=_roomy(plot, room))
    if not plot.stacked or plot.kind == "line":
        return plot
    length = _bar_length(plot, room) if plot.kind == "bar" else room.height * _DRAWN
    sums = [sum(abs(v or 0) for v in values) for values in zip(*_columns(plot), strict=True)]
    per_unit = length / ((max(sums, default=0) or 1) * _ROUNDED)
    seen = [series.values for series in plot.series if series.colour]
    alone = [sum(bool(value) for value in values) == 1 for values in zip(*seen, strict=True)]
    return replace(
        plot, series=tuple(_fitting(each, plot, per_unit, room, alone) for each in plot.series)
    )


def _bar_length(plot: Plot, room: Room) -> float:
    """Return how long the longest of lying bars may be, beside the names."""
    names = max((text_width(name, room.size) for name in plot.categories), default=0.0)
    return room.width - min(names * _WIDER, _NAMES_AT_MOST * room.width)


def _roomy(plot: Plot, room: Room) -> float | None:
    """Return where the axis ends so that the text beside each bar stands on it."""
    written = list(_written(plot))
    if plot.highest is not None or not written or any(value < 0 for _, _, value, _ in written):
        return plot.highest
    length = _bar_length(plot, room)
    ends = [
        value / max(0.3, 1 - _WIDER * (text_width(text, room.size) + _AIR) / length)
        for _, _, value, text in written
    ]
    values = [value for column in _columns(plot) for value in column if value is not None]
    return max(*ends, max(values) * 1.02) or None


def _columns(plot: Plot) -> Iterator[tuple[float | None, ...]]:
    return (series.values for series in plot.series)


def _fitting(
    series: Series, plot: Plot, per_unit: float, room: Room, alone: Sequence[bool]
) -> Series:
    """Keep the texts that fit; one without neighbours may stand out a little."""
    texts = tuple(
        text if abs(value or 0) * per_unit >= _needed(text, plot, room) * _alone(only) else ""
        for value, text, only in zip(series.values, series.texts, alone, strict=False)
    )
    return replace(series, texts=texts)


def _alone(only: bool) -> float:
    return _STANDS_OUT if only else 1.0


def _needed(text: str, plot: Plot, room: Room) -> float:
    if plot.kind == "bar":
        return _WIDER * text_width(text, room.size) + 3 * _AIR
    return _LINE * room.size


def sides(plot: Plot, room: Room) -> Positions:
    """Return where the texts of lines stand; those for which no side is free are not among them.

    The first series has the first choice. A text that says the same as one at the same place is
    not said twice.
    """
    if plot.kind not in {"line", "column"}:
        return {}
    low, high = _ends(plot)
    per_unit = room.height * _DRAWN / ((high - low) or 1)
    step = room.width / max(1, len(plot.categories))
    marks = {
        (number, place): ((place + 0.5) * step, (value - low) * per_unit)
        for number, series in enumerate(plot.series)
        for place, value in enumerate(series.values)
        if value is not None
    }
    taken: list[_Edges] = []
    said: set[tuple[int, str, float]] = set()
    found: dict[tuple[int, int], XL_LABEL_POSITION] = {}
    for number, place, value, text in _written(plot):
        if (place, text, value) in said:
            continue
        others = [mark for key, mark in marks.items() if key != (number, place)]
        around = _around(marks[number, place], text, room)
        free = [
            (sum(_covers(box, mark) for mark in others), order, side, box)
            for order, (side, box) in enumerate(around)
            if _is_inside(box, room) and not any(_touch(box, other) for other in taken)
        ]
        if free:
            _, _, side, box = min(free, key=lambda each: each[:2])
            taken.append(box)
            said.add((place, text, value))
            found[number, place] = side
    return found


def _around(
    mark: tuple[float, float], text: str, room: Room
) -> Iterator[tuple[XL_LABEL_POSITION, _Edges]]:
    """Yield the sides of a mark, and where the text would stand there."""
    width, height = _WIDER * text_width(text, room.size), _LINE * room.size
    for side, across, up in _SIDES:
        x = mark[0] + across * (width / 2 + 2 * _AIR)
        y = mark[1] + up * (height / 2 + _AIR)
        yield side, (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _is_inside(box: _Edges, room: Room) -> bool:
    return box[0] >= 0 and box[2] <= room.width and box[1] >= 0


def _covers(box: _Edges, mark: tuple[float, float]) -> bool:
    across, up = mark
    return box[0] - _MARK < across < box[2] + _MARK and box[1] - _MARK < up < box[3] + _MARK


def _written(plot: Plot) -> Iterator[tuple[int, int, float, str]]:
    """Yield number, place, value and text of every point with a text."""
    for number, series in enumerate(plot.series):
        for place, (value, text) in enumerate(zip(series.values, series.texts, strict=False)):
            if value is not None and text:
                yield number, place, value, text


def _ends(plot: Plot) -> tuple[float, float]:
    values = [value for column in _columns(plot) for value in column if value is not None]
    low = min(values, default=0.0) if plot.lowest is None else plot.lowest
    high = max(values, default=1.0) if plot.highest is None else plot.highest
    return low, high


def _touch(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
