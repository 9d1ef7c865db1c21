"""The map of provinces: one choropleth, 울릉도·독도 in their inset, every province with its value.

Everything is laid out on one plane (Mercator, in degrees of longitude) and handed to one ``geo``
subplot, so that inset, labels, leaders and legend keep their places at any size. Nothing is
fetched: the page gives plotly ``MAP_CONFIG``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from monitor.charts.classes import Classes
from monitor.charts.land import (
    DOKDO_AT,
    SCALE,
    Land,
    land_of,
    plane_point,
    polygons,
)
from monitor.charts.legend import (
    Unit,
    finding,
    hatch,
    kinds,
    phrase,
    units,
)
from monitor.charts.lettering import wrapped
from monitor.charts.map_labels import label_box, labels, leaders, targets
from monitor.charts.map_legend import legend
from monitor.charts.map_native import areas
from monitor.charts.map_strokes import Trace, hatching, line, text_trace, trace
from monitor.charts.native import Areas
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

MAP_CONFIG: Final[Mapping[str, Any]] = {
    "displayModeBar": False,
    "topojsonURL": "app/static/",
    "scrollZoom": False,
}
HEIGHT: Final = 640

LONGITUDES: Final = (124.5, 131.55)
LATITUDES: Final = (33.08, 38.72)

INSET: Final = (129.56, 36.95, 130.88, 37.86)

HATCH_STEP: Final = 7 / SCALE
FOOT_WIDTH: Final = 490
FOOT_SIZE: Final = SMALL_SIZE - 1
FOOT_LINE: Final = 15
SOURCE_HEIGHT: Final = 40  # the two lines of source under it
OUTLINE_REACH: Final = 3.5 / SCALE
OUTLINE_OFF: Final = 0.8 / SCALE
SMALLEST: Final = (5 / SCALE) ** 2
OUTLINED: Final = (14 / SCALE) ** 2  # islets smaller than this need no outline of their own


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
        basis: of how many provinces.
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
        line(land.borders, colours.soft_ink, 0.5),
        *_selection(land, selected, colours),
        *_inset(caption, colours),
        *leaders(drawn, colours),
        *over,
        *labels(drawn, colours),
        targets(drawn),
        *legend(drawn, classes, caption, colours, write),
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
    # What lies over the provinces can only be shown in a picture.
    native = None
    if not over:
        licence = wrapped(attribution, FOOT_WIDTH, FOOT_SIZE)
        native = areas(drawn, land, _window(), _frame(), classes, caption, colours, write, licence)
    return _with_attribution(drawing, caption, told, attribution, height, key, native)


def _window() -> tuple[float, float, float, float]:
    """Return the ends of what is shown, on the plane."""
    corners = [plane_point(corner) for corner in zip(LONGITUDES, LATITUDES, strict=True)]
    return (*corners[0], *corners[1])


# ── provinces ────────────────────────────────────────────────────────────────────────────────────


def _provinces(drawn: Sequence[Unit], land: Land, colours: Palette) -> Trace:
    """One trace for all provinces: the empty ones are a class of their own below the others."""
    fills = dict(sorted({_step(unit): unit.fill for unit in drawn}.items()))
    top = max(fills)
    return trace(
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
        areas = [_hatched(land.provinces[u.region]).difference(label_box(u)) for u in members]
        step = HATCH_STEP * (1.4 if absence.pattern in {"cross", "grid"} else 1)
        strokes = shapely.union_all([hatch(absence.pattern, area, step) for area in areas])
        traces.append(hatching(strokes, absence.hatch_colour(dark=dark)))
    return traces


def _hatched(geometry: BaseGeometry) -> BaseGeometry:
    """Leave out islets in which no hatch could be told."""
    return shapely.MultiPolygon([part for part in polygons(geometry) if part.area > SMALLEST])


def _selection(land: Land, selected: str | None, colours: Palette) -> list[Trace]:
    if selected is None or selected not in land.provinces:
        return []
    lines = _outline(land.provinces[selected])
    return [line(lines, colours.paper, 4), line(lines, colours.ink, 2.2)]


@cache
def _outline(geometry: BaseGeometry) -> BaseGeometry:
    """Draw one calm line round a province: islets close together share it, bays are passed by."""
    closed = geometry.buffer(OUTLINE_REACH).buffer(OUTLINE_OFF - OUTLINE_REACH)
    around = [shapely.Polygon(part.exterior) for part in polygons(closed)]
    shown = [part for part in around if part.area > OUTLINED]
    return shapely.union_all(shown).simplify(OUTLINE_OFF / 4).boundary


def _inset(caption: Caption, colours: Palette) -> list[Trace]:
    """Frame 울릉도·독도 and name them; a ring keeps 독도 from being overlooked."""
    left, _, right, high = INSET
    frame = _frame()
    name = phrase("islands", caption.language)
    return [
        line(shapely.MultiLineString([frame.exterior.coords]), colours.line, 1),
        text_trace(
            [((left + right) / 2, high - 0.115)], [name], "middle center", colours.soft_ink, 11
        ),
        trace(
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


def _frame() -> shapely.Polygon:
    """Return the frame of the inset, on the plane."""
    left, low, right, high = INSET
    return shapely.box(*plane_point((left, low)), *plane_point((right, high)))


def _with_attribution(
    drawing: Drawing,
    caption: Caption,
    alternative_text: str,
    attribution: str,
    height: int,
    key: str,
    native: Areas | None,
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
    return finish(
        drawing,
        caption,
        alternative_text,
        height=height,
        margin={"b": foot},
        key=key,
        native=native,
    )
