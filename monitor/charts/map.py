"""The map of provinces: one choropleth, 울릉도·독도 in their inset, every province with its value.

Everything is laid out on one plane (Mercator, in degrees of longitude) and handed to one ``geo``
subplot, so that inset, labels, leaders and legend keep their places at any size. Nothing is
fetched: the page gives plotly ``MAP_CONFIG``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from monitor.charts.classes import Classes
from monitor.charts.land import (
    DOKDO_AT,
    SCALE,
    Land,
    Point,
    label_places,
    land_of,
    latitude_of,
    plane_point,
    polygons,
)
from monitor.charts.legend import (
    Unit,
    entry,
    finding,
    hatch,
    kinds,
    name_lines,
    phrase,
    units,
)
from monitor.charts.lettering import text_width, wrapped
from monitor.charts.theme import (
    SMALL_SIZE,
    Caption,
    Chart,
    Drawing,
    Palette,
    escaped,
    finish,
    palette,
)
from monitor.vocabulary import Basis
from monitor.wording import Words

MAP_CONFIG: Final[Mapping[str, Any]] = {
    "displayModeBar": False,
    "topojsonURL": "app/static/",
    "scrollZoom": False,
}
HEIGHT: Final = 640

Trace = dict[str, Any]
Side = Literal["left", "right"]
TOWARDS_PROVINCE: Final[Mapping[Side, int]] = {"left": 1, "right": -1}

LONGITUDES: Final = (124.5, 131.55)
LATITUDES: Final = (33.08, 38.72)

INSET: Final = (129.56, 36.95, 130.88, 37.86)

HATCH_STEP: Final = 7 / SCALE
SWATCH_STEP: Final = 4.5 / SCALE
LINE_HEIGHT: Final = 16
NAME_WIDTH: Final = 90
REASON_WIDTH: Final = 112
REASON_WIDTH_NARROW: Final = 62
NARROW: Final = frozenset({"chungbuk", "chungnam", "gyeonggi"})
FOOT_WIDTH: Final = 490
REASON_SIZE: Final = SMALL_SIZE - 1
FOOT_SIZE: Final = SMALL_SIZE - 1
FOOT_LINE: Final = 15
SOURCE_HEIGHT: Final = 40  # the two lines of source under it
LEGEND_AT: Final[Point] = (127.76, 34.265)
LEGEND_ROW: Final = 16 / SCALE
LEGEND_COLUMN: Final = 140 / SCALE
SWATCH: Final = (13 / SCALE, 11 / SCALE)
CLICK_SIZE: Final = 34
OUTLINE_REACH: Final = 3.5 / SCALE
OUTLINE_OFF: Final = 0.8 / SCALE
SMALLEST: Final = (5 / SCALE) ** 2
OUTLINED: Final = (14 / SCALE) ** 2  # islets smaller than this need no outline of their own
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


def choropleth(
    frame: pd.DataFrame,
    caption: Caption,
    *,
    basis: Basis,
    names: Mapping[str, str],
    write: Callable[[float], str],
    classes: Classes,
    absence_names: Mapping[str, str],
    attribution: str,
    selected: str | None = None,
    over: Sequence[Trace] = (),
    key: str = "",
    shades: int | None = None,
    height: int = HEIGHT,
) -> Chart:
    """Draw the map. Each point that can be clicked carries ``customdata`` ``[region]``.

    Args:
        frame: columns region, value (NaN where empty), absence (id of why it is empty, or None),
            hover (a ready sentence, plain text; a line break stays one); each region of the basis
            exactly once.
        caption: title, unit and source.
        basis: 17 or 16 provinces.
        names: short names by region.
        write: writes a value without its unit.
        classes: breaks, of this year or held fixed; ends are stretched to hold every value.
        absence_names: what each kind of emptiness is called, by id.
        attribution: the line that the boundaries' licence asks for.
        selected: the region to outline.
        over: traces that lie on the provinces, below all that is written.
        key: what they are, in words, at the left of the line of the unit.
        shades: how many shades the classes are spread over, the palest first: all unless traces
            that lie over them would be lost on the darkest.
        height: in pixels, title and source included.
    """
    colours = palette(dark=caption.dark)
    colours = replace(colours, classes=colours.classes[:shades])
    classes = classes.covering(frame["value"])
    land = land_of(basis)
    drawn = units(
        frame,
        caption,
        colours,
        regions=land.provinces,
        names=names,
        write=write,
        classes=classes,
        absence_names=absence_names,
    )
    drawing = Drawing()
    drawing.axes = {}
    drawing.traces = [
        _provinces(drawn, land, colours),
        *_hatches(drawn, land, dark=caption.dark),
        _line(land.borders, colours.soft_ink, 0.5),
        *_selection(land, selected, colours),
        *_inset(caption, colours),
        *_leaders(drawn, colours),
        *over,
        *_labels(drawn, colours),
        _targets(drawn),
        *_legend(drawn, classes, caption, colours, write),
    ]
    drawing.layout["geo"] = {
        "visible": False,
        "bgcolor": "rgba(0,0,0,0)",
        "projection": {"type": "mercator"},
        "lonaxis": {"range": LONGITUDES},
        "lataxis": {"range": LATITUDES},
        "domain": {"x": [0, 1], "y": [0, 1]},
    }
    told = finding(frame, caption, drawn)
    return _with_attribution(drawing, caption, told, attribution, height, key)


def _box(centre: Point, width: float, height: float) -> BaseGeometry:
    """Return a box on the plane; width and height in pixels at the smallest size."""
    x, y = centre
    across, along = width / SCALE / 2, height / SCALE / 2
    return shapely.box(x - across, y - along, x + across, y + along)


# ── provinces ────────────────────────────────────────────────────────────────────────────────────


def _provinces(drawn: Sequence[Unit], land: Land, colours: Palette) -> Trace:
    """One trace for all provinces: the empty ones are a class of their own below the others."""
    fills = dict(sorted({_step(unit): unit.fill for unit in drawn}.items()))
    top = max(fills)
    return _trace(
        type="choropleth",
        geojson=land.geojson,
        locations=[unit.region for unit in drawn],
        z=[_step(unit) for unit in drawn],
        zmin=-1.5,
        zmax=top + 0.5,
        colorscale=_stepped(fills, top),
        showscale=False,
        marker={"line": {"color": colours.paper, "width": 1.8}},
        customdata=[[unit.region] for unit in drawn],
        text=[unit.hover for unit in drawn],
        hovertemplate="%{text}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _step(unit: Unit) -> int:
    return -1 if unit.place is None else unit.place


def _stepped(fills: Mapping[int, str], top: int) -> list[tuple[float, str]]:
    """Return a colour scale of one flat step a class."""
    count = top + 2
    scale = []
    fill = next(iter(fills.values()))
    for step in range(count):
        fill = fills.get(step - 1, fill)
        scale += [(step / count, fill), ((step + 1) / count, fill)]
    return scale


def _hatches(drawn: Sequence[Unit], land: Land, *, dark: bool) -> list[Trace]:
    """Hatch every empty province by kind, leaving room for its label."""
    traces = []
    for absence, members in kinds(drawn):
        areas = [_hatched(land.provinces[u.region]).difference(_label_box(u)) for u in members]
        step = HATCH_STEP * (1.4 if absence.pattern in {"cross", "grid"} else 1)
        strokes = shapely.union_all([hatch(absence.pattern, area, step) for area in areas])
        traces.append(_strokes(strokes, absence.hatch_colour(dark=dark)))
    return traces


def _hatched(geometry: BaseGeometry) -> BaseGeometry:
    """Leave out islets in which no hatch could be told."""
    return shapely.MultiPolygon([part for part in polygons(geometry) if part.area > SMALLEST])


def _label_box(unit: Unit) -> BaseGeometry:
    if unit.region in BESIDE:
        return shapely.Polygon()
    lines = [*name_lines(unit, NAME_WIDTH), *_reason_lines(unit)]
    width = max(text_width(line, SMALL_SIZE) for line in lines) + 6
    return _box(plane_point(label_places()[unit.region]), width, LINE_HEIGHT * len(lines) + 2)


def _strokes(strokes: BaseGeometry, colour: str) -> Trace:
    if strokes.geom_type == "MultiPoint":
        points = shapely.get_coordinates(strokes)
        return _trace(
            lon=points[:, 0].astype(np.float32),
            lat=latitude_of(points[:, 1]).astype(np.float32),
            mode="markers",
            marker={"size": 2.4, "color": colour, "line": {"width": 0}},
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            hoverinfo="skip",
        )
    return _line(strokes, colour, 1)


def _line(lines: BaseGeometry, colour: str, width: float) -> Trace:
    """Draw all lines of a geometry as one trace, cut apart where one ends."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(lines)]
    cut = np.full((1, 2), np.nan)
    points = np.vstack([row for part in parts for row in (part, cut)]) if parts else cut
    return _trace(
        lon=points[:, 0].astype(np.float32),
        lat=latitude_of(points[:, 1]).astype(np.float32),
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def _selection(land: Land, selected: str | None, colours: Palette) -> list[Trace]:
    if selected is None or selected not in land.provinces:
        return []
    lines = _outline(land.provinces[selected])
    return [_line(lines, colours.paper, 4), _line(lines, colours.ink, 2.2)]


@cache
def _outline(geometry: BaseGeometry) -> BaseGeometry:
    """Draw one calm line round a province: islets close together share it, bays are passed by."""
    closed = geometry.buffer(OUTLINE_REACH).buffer(OUTLINE_OFF - OUTLINE_REACH)
    around = [shapely.Polygon(part.exterior) for part in polygons(closed)]
    shown = [part for part in around if part.area > OUTLINED]
    return shapely.union_all(shown).simplify(OUTLINE_OFF / 4).boundary


def _inset(caption: Caption, colours: Palette) -> list[Trace]:
    """Frame 울릉도·독도 and name them; a ring keeps 독도 from being overlooked."""
    left, low, right, high = INSET
    frame = shapely.box(*plane_point((left, low)), *plane_point((right, high)))
    name = phrase("islands", caption.language)
    return [
        _line(shapely.MultiLineString([frame.exterior.coords]), colours.line, 1),
        _text([((left + right) / 2, high - 0.115)], [name], "middle center", colours.soft_ink, 11),
        _trace(
            lon=[DOKDO_AT[0]],
            lat=[DOKDO_AT[1]],
            mode="markers",
            marker={
                "size": 17,
                "symbol": "circle-open",
                "color": colours.ink,
                "line": {"width": 1, "color": colours.ink},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            hoverinfo="skip",
        ),
    ]


# ── labels ───────────────────────────────────────────────────────────────────────────────────────


def _label(unit: Unit) -> str:
    name = "<br>".join(name_lines(unit, NAME_WIDTH))
    if unit.absence is None:
        return f"{name}<br><b>{unit.text}</b>"
    reason = "<br>".join(_reason_lines(unit))
    return f"{name}<br><span style='font-size:{REASON_SIZE}px'>{reason}</span>"


def _reason_lines(unit: Unit) -> list[str]:
    """Break a long reason, so that it stays on or near its province."""
    width = REASON_WIDTH_NARROW if unit.region in NARROW else REASON_WIDTH
    return wrapped(unit.text, width, REASON_SIZE)


def _labels(drawn: Sequence[Unit], colours: Palette) -> list[Trace]:
    """Name every province with its value or reason: on it in a readable colour, or beside it."""
    on_it = [unit for unit in drawn if unit.region not in BESIDE]
    places = label_places()
    traces = [
        _text([places[u.region] for u in group], [_label(u) for u in group], "middle center", ink)
        for ink in dict.fromkeys(_ink(unit, colours) for unit in on_it)
        if (group := [unit for unit in on_it if _ink(unit, colours) == ink])
    ]
    for side in ("left", "right"):
        group = [unit for unit in drawn if _side(unit) == side]
        at = [BESIDE[unit.region].place for unit in group]
        traces.append(_text(at, [_label(u) for u in group], f"middle {side}", colours.ink))
    return traces


def _ink(unit: Unit, colours: Palette) -> str:
    return colours.ink if unit.absence else unit.text_colour


def _side(unit: Unit) -> str | None:
    return BESIDE[unit.region].side if unit.region in BESIDE else None


def _text(
    at: Sequence[Point],
    texts: Sequence[str],
    position: str,
    colour: str,
    size: int = SMALL_SIZE,
) -> Trace:
    return _trace(
        lon=[point[0] for point in at],
        lat=[point[1] for point in at],
        text=list(texts),
        mode="text",
        textposition=position,
        textfont={"size": size, "color": colour},
        selected={"textfont": {"color": colour}},
        unselected={"textfont": {"color": colour}},
        hoverinfo="skip",
    )


def _leaders(drawn: Sequence[Unit], colours: Palette) -> list[Trace]:
    """Lead from small provinces to their labels: a dark line in a light one, seen on any fill."""
    lines = shapely.MultiLineString(
        [
            [plane_point(beside.start), plane_point(beside.end)]
            for unit in drawn
            if (beside := BESIDE.get(unit.region)) and beside.start
        ]
    )
    starts = [b.start for unit in drawn if (b := BESIDE.get(unit.region)) and b.start]
    dots = _trace(
        lon=[x for x, _ in starts],
        lat=[y for _, y in starts],
        mode="markers",
        marker={"size": 5, "color": colours.ink, "line": {"width": 1, "color": colours.paper}},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hoverinfo="skip",
    )
    return [_line(lines, colours.paper, 2.4), _line(lines, colours.ink, 0.8), dots]


def _targets(drawn: Sequence[Unit]) -> Trace:
    """Let the labels beside small provinces be clicked and hovered like the provinces."""
    group = [unit for unit in drawn if unit.region in BESIDE]
    labels = [BESIDE[unit.region] for unit in group]
    return _trace(
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


# ── legend and foot ──────────────────────────────────────────────────────────────────────────────


def _legend(
    drawn: Sequence[Unit],
    classes: Classes,
    caption: Caption,
    colours: Palette,
    write: Callable[[float], str],
) -> list[Trace]:
    """Show each class, and each kind of emptiness that occurs, with how many provinces it has."""
    ramp = classes.colours(colours.diverging if classes.diverging else colours.classes)
    ranges = [escaped(label) for label in classes.labels(write)]
    groups = kinds(drawn)
    traces = [_heading(classes, caption, colours)]
    entries: list[tuple[BaseGeometry, str]] = []
    for row, place in enumerate(reversed(range(classes.count)), start=1):
        box = _swatch(0, row)
        count = sum(unit.place == place for unit in drawn)
        traces.append(_filled(box, ramp[place], colours.soft_ink))
        entries.append((box, entry(ranges[place], count, caption)))
    for row, (absence, members) in enumerate(groups, start=1):
        box = _swatch(1 if classes.count else 0, row)
        colour = absence.hatch_colour(dark=caption.dark)
        traces.append(_filled(box, colours.faint, colour))
        traces.append(_strokes(hatch(absence.pattern, box, SWATCH_STEP), colour))
        entries.append((box, entry(members[0].text, len(members), caption)))
    at = [_degrees((box.bounds[2] + 4 / SCALE, box.centroid.y)) for box, _ in entries]
    return [*traces, _text(at, [text for _, text in entries], "middle right", colours.ink)]


def _swatch(column: int, row: int) -> BaseGeometry:
    x, top = plane_point(LEGEND_AT)
    left, middle = x + column * LEGEND_COLUMN, top - row * LEGEND_ROW
    width, height = SWATCH
    return shapely.box(left, middle - height / 2, left + width, middle + height / 2)


def _heading(classes: Classes, caption: Caption, colours: Palette) -> Trace:
    words = Words(caption.language)
    method = words(f"region_map.{'symmetric' if classes.diverging else classes.method}")
    text = phrase("heading", caption.language, method=method, count=classes.count)
    x, y = _swatch(0, 0).bounds[0] - 3 / SCALE, _swatch(0, 0).centroid.y
    shown = [text] if classes.count else []
    return _text(
        [_degrees((x, y))][: len(shown)], shown, "middle right", colours.soft_ink, FOOT_SIZE
    )


def _filled(box: BaseGeometry, fill: str, outline: str) -> Trace:
    ring = shapely.get_coordinates(shapely.orient_polygons(box, exterior_cw=True))
    return _trace(
        lon=ring[:, 0],
        lat=latitude_of(ring[:, 1]),
        mode="lines",
        line={"color": outline, "width": 0.6},
        fill="toself",
        fillcolor=fill,
        hoverinfo="skip",
    )


def _degrees(point: Point) -> Point:
    return point[0], float(latitude_of(point[1]))


def _trace(**parts: Any) -> Trace:
    """Return a trace of the map, most of which are lines and texts."""
    return {"type": "scattergeo", **parts}


def _with_attribution(
    drawing: Drawing,
    caption: Caption,
    alternative_text: str,
    attribution: str,
    height: int,
    key: str,
) -> Chart:
    """Finish the figure, with the line of the boundaries' licence above the source."""
    lines = wrapped(escaped(attribution), FOOT_WIDTH, FOOT_SIZE)
    foot = SOURCE_HEIGHT + FOOT_LINE * len(lines) + 14
    drawing.text(
        "<br>".join(lines),
        xref="paper",
        yref="paper",
        x=0,
        y=0,
        xanchor="left",
        yanchor="bottom",
        align="left",
        xshift=-6,
        yshift=SOURCE_HEIGHT - 4 - foot,
        font={"size": FOOT_SIZE, "color": palette(dark=caption.dark).soft_ink},
    )
    return finish(drawing, caption, alternative_text, height=height, margin={"b": foot}, key=key)
