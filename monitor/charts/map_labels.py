"""The names and values of the map's provinces: on them, or beside with a leader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import shapely
from shapely.geometry.base import BaseGeometry

from monitor.charts.land import SCALE, Point, anchor, label_place, plane_point
from monitor.charts.legend import Unit, name_lines, unescaped
from monitor.charts.lettering import text_width, wrapped
from monitor.charts.map_strokes import Trace, line, text_trace, trace
from monitor.charts.theme import SMALL_SIZE, Palette

Side = Literal["left", "right"]
TOWARDS_PROVINCE: Final[Mapping[Side, int]] = {"left": 1, "right": -1}

LINE_HEIGHT: Final = 16
NAME_WIDTH: Final = 90
REASON_WIDTH: Final = 112
REASON_WIDTH_NARROW: Final = 62
NARROW: Final = frozenset({"chungbuk", "chungnam", "gyeonggi"})
REASON_SIZE: Final = SMALL_SIZE - 1
CLICK_SIZE: Final = 34
LEADER_GAP: Final = 4 / SCALE


@dataclass(frozen=True)
class Beside:
    """A label that stands off its province: where, on which side of that, and led from where."""

    place: Point
    side: Side
    start: Point | None

    @property
    def end(self) -> Point:
        """Return where the leader ends: a little short of the label."""
        return self.place[0] + TOWARDS_PROVINCE[self.side] * LEADER_GAP, self.place[1]


# Provinces too small for their own label, and where there is sea to put it.
BESIDE: Final[Mapping[str, Beside]] = {
    "seoul": Beside((126.02, 38.32), "left", (126.97, 37.58)),
    "incheon": Beside((125.66, 37.42), "left", (126.66, 37.50)),
    "sejong": Beside((125.66, 36.24), "left", (127.26, 36.49)),
    "daejeon": Beside((125.66, 35.82), "left", (127.38, 36.31)),
    "gwangju": Beside((125.66, 35.34), "left", (126.83, 35.16)),
    "daegu": Beside((129.74, 36.10), "right", (128.62, 35.90)),
    "ulsan": Beside((129.74, 35.55), "right", (129.25, 35.55)),
    "busan": Beside((129.74, 35.00), "right", (129.06, 35.18)),
    "jeju": Beside((126.06, 33.38), "left", None),
}


def beside(region: str) -> Beside | None:
    """Return how a province's label stands off it; none where it stands on it."""
    return BESIDE.get(anchor(region))


def labels(drawn: Sequence[Unit], colours: Palette) -> list[Trace]:
    """Name every province with its value or reason: on it in a readable colour, or beside it."""
    on_it = [unit for unit in drawn if beside(unit.region) is None]
    traces = [
        text_trace(
            [label_place(u.region) for u in group], [_label(u) for u in group], "middle center", ink
        )
        for ink in dict.fromkeys(_ink(unit, colours) for unit in on_it)
        if (group := [unit for unit in on_it if _ink(unit, colours) == ink])
    ]
    for side in ("left", "right"):
        stood = [(unit, at) for unit in drawn if (at := beside(unit.region)) and at.side == side]
        places = [label.place for _, label in stood]
        names = [_label(unit) for unit, _ in stood]
        traces.append(text_trace(places, names, f"middle {side}", colours.ink))
    return traces


def leaders(drawn: Sequence[Unit], colours: Palette) -> list[Trace]:
    """Lead from small provinces to their labels: a dark line in a light one, seen on any fill."""
    lines = shapely.MultiLineString(leads(drawn))
    starts = [b.start for unit in drawn if (b := beside(unit.region)) and b.start]
    dots = trace(
        lon=[x for x, _ in starts],
        lat=[y for _, y in starts],
        mode="markers",
        marker={"size": 5, "color": colours.ink, "line": {"width": 1, "color": colours.paper}},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hoverinfo="skip",
    )
    return [line(lines, colours.paper, 2.4), line(lines, colours.ink, 0.8), dots]


def leads(drawn: Sequence[Unit]) -> list[tuple[Point, Point]]:
    """Return the lines on the plane from small provinces to their labels."""
    return [
        (plane_point(label.start), plane_point(label.end))
        for unit in drawn
        if (label := beside(unit.region)) and label.start
    ]


def targets(drawn: Sequence[Unit]) -> Trace:
    """Let the labels beside small provinces be clicked and hovered like the provinces."""
    stood = [(unit, label) for unit in drawn if (label := beside(unit.region))]
    group, labels = [unit for unit, _ in stood], [label for _, label in stood]
    return trace(
        lon=[b.place[0] - TOWARDS_PROVINCE[b.side] * CLICK_SIZE / SCALE / 2 for b in labels],
        lat=[b.place[1] for b in labels],
        mode="markers",
        marker={"size": CLICK_SIZE, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[[unit.region] for unit in group],
        text=[unit.hover for unit in group],
        hovertemplate="%{text}<extra></extra>",
    )


def label_box(unit: Unit) -> BaseGeometry:
    """Return the room that a label takes on its province; none for one beside it."""
    if beside(unit.region):
        return shapely.Polygon()
    lines = [*name_lines(unit, NAME_WIDTH), *_reason_lines(unit)]
    width = max(text_width(line, SMALL_SIZE) for line in lines) + 6
    return _box(plane_point(label_place(unit.region)), width, LINE_HEIGHT * len(lines) + 2)


def native_text(unit: Unit) -> tuple[str, Point]:
    """Return a province's text line by line, and where on the plane its middle stands."""
    text = unescaped("\n".join([*name_lines(unit, NAME_WIDTH), *_value_lines(unit)]))
    label = beside(unit.region)
    if label is None:
        return text, plane_point(label_place(unit.region))
    x, y = plane_point(label.place)
    # Other programs' fonts are wider than ours.
    half = 1.1 * max(text_width(line) for line in text.split("\n")) / 2 / SCALE
    return text, (x - TOWARDS_PROVINCE[label.side] * half, y)


def _value_lines(unit: Unit) -> list[str]:
    return _reason_lines(unit) if unit.absence else [unit.text]


def _box(centre: Point, width: float, height: float) -> BaseGeometry:
    """Return a box on the plane; width and height in pixels at the smallest size."""
    x, y = centre
    across, along = width / SCALE / 2, height / SCALE / 2
    return shapely.box(x - across, y - along, x + across, y + along)


def _label(unit: Unit) -> str:
    name = "<br>".join(name_lines(unit, NAME_WIDTH))
    if unit.absence is None:
        return f"{name}<br><b>{unit.text}</b>"
    reason = "<br>".join(_reason_lines(unit))
    return f"{name}<br><span style='font-size:{REASON_SIZE}px'>{reason}</span>"


def _reason_lines(unit: Unit) -> list[str]:
    """Break a long reason, so that it stays on or near its province."""
    width = REASON_WIDTH_NARROW if anchor(unit.region) in NARROW else REASON_WIDTH
    return wrapped(unit.text, width, REASON_SIZE)


def _ink(unit: Unit, colours: Palette) -> str:
    return colours.ink if unit.absence else unit.text_colour
