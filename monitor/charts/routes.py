"""Routes: from where to where something spread, as arcs on the map of provinces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from monitor.charts.classes import Classes
from monitor.charts.land import SCALE, Point, label_place, latitude_of, plane_point
from monitor.charts.lettering import text_on
from monitor.charts.map import HEIGHT, choropleth
from monitor.charts.map_labels import beside
from monitor.charts.map_strokes import Trace
from monitor.charts.theme import Caption, Chart, Palette, escaped, palette
from monitor.vocabulary import Basis

_BELOW_LABEL: Final = 27 / SCALE  # a place stands below the name and the number of its province
_APART: Final = 19 / SCALE  # between the numbers of one province
SHADES: Final = 3
_BEND: Final = 0.18  # how far an arc swings out, as a share of its length
_STEPS: Final = 25
_DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def routes(
    frame: pd.DataFrame,
    links: pd.DataFrame,
    origins: pd.DataFrame,
    caption: Caption,
    *,
    basis: Basis,
    names: Mapping[str, str],
    write: Callable[[float], str],
    classes: Classes,
    absence_names: Mapping[str, str],
    attribution: str,
    key: str,
    height: int = HEIGHT,
) -> Chart:
    """Draw the map with an arc for each origin and province that it spread to.

    What spread within its own province is a ring round its number. Places are those of provinces:
    nothing says where in a province something lies.

    Args:
        frame: as for the map: region, value, absence, hover.
        links: columns number (of the origin, from 1), origin and region (provinces), value (how
            many), hover.
        origins: columns number, region, hover; a row an origin.
        caption: title, unit and source.
        basis: of how many provinces.
        names: short names by region.
        write: writes a value without its unit.
        classes: breaks of the map's values, ``SHADES`` classes at most.
        absence_names: what each kind of emptiness is called, by id.
        attribution: the line that the boundaries' licence asks for.
        key: what numbers, arcs and rings are, in words.
        height: in pixels, title and source included.
    """
    colours = palette(dark=caption.dark)
    tone = colours.diverging[0]
    places = _origin_places(origins)
    over = [
        *_arcs(links, places, tone, colours),
        *_ends(links, places, tone, colours),
        *_numbers(origins, places, tone, colours),
    ]
    return choropleth(
        frame,
        caption,
        basis=basis,
        names=names,
        write=write,
        classes=classes,
        absence_names=absence_names,
        attribution=attribution,
        over=over,
        shades=SHADES,
        key=key.replace("①", f"<span style='color:{tone}'>①</span>"),
        height=height,
    )


def place_of(region: str) -> Point:
    """Return where on the plane what belongs to a province stands, off its label."""
    label = beside(region)
    if label and label.start:
        return plane_point(label.start)
    x, y = plane_point(label_place(region))
    return (x, y) if label else (x, y - _BELOW_LABEL)


def _origin_places(origins: pd.DataFrame) -> dict[int, Point]:
    """Place the numbers of one province side by side, to the left: the right is written on."""
    places = {}
    for region, rows in origins.groupby("region", sort=False):
        x, y = place_of(str(region))
        for turn, number in enumerate(rows["number"]):
            places[int(number)] = (x - turn * _APART, y)
    return places


def _arcs(
    links: pd.DataFrame, places: Mapping[int, Point], tone: str, colours: Palette
) -> list[Trace]:
    """Draw every arc, dark in a light line, its dash that of its origin."""
    traces = []
    for number, region, origin, value in zip(
        links["number"], links["region"], links["origin"], links["value"], strict=True
    ):
        if region == origin:
            continue
        lon, lat = _arc(places[int(number)], place_of(region))
        wide = min(1.2 + 0.6 * float(value), 4.2)
        dash = _DASHES[(int(number) - 1) % len(_DASHES)]
        for colour, width, look in ((colours.paper, wide + 1.4, "solid"), (tone, wide, dash)):
            line = {"color": colour, "width": width, "dash": look}
            traces.append(_geo(lon=lon, lat=lat, mode="lines", line=line, opacity=0.85))
    return traces


def _arc(start: Point, end: Point) -> tuple[list[float], list[float]]:
    """Return a curve that swings out to its left, so that ways there and back part."""
    (x0, y0), (x1, y1) = start, end
    bend_x = (x0 + x1) / 2 - (y1 - y0) * _BEND
    bend_y = (y0 + y1) / 2 + (x1 - x0) * _BEND
    t = np.linspace(0, 1, _STEPS)
    x = (1 - t) ** 2 * x0 + 2 * (1 - t) * t * bend_x + t**2 * x1
    y = (1 - t) ** 2 * y0 + 2 * (1 - t) * t * bend_y + t**2 * y1
    return x.round(3).tolist(), np.asarray(latitude_of(y)).round(3).tolist()


def _ends(
    links: pd.DataFrame, places: Mapping[int, Point], tone: str, colours: Palette
) -> list[Trace]:
    """Mark where arcs end; what stayed in its province is a ring round its number."""
    away = links[links["region"] != links["origin"]]
    home = links[links["region"] == links["origin"]]
    at = [place_of(region) for region in away["region"]]
    rings = [places[int(number)] for number in home["number"]]
    dot = {"size": 9, "color": tone, "line": {"width": 1.5, "color": colours.paper}}
    ring = {"size": 26, "symbol": "circle-open", "color": tone, "line": {"width": 2}}
    return [
        _points(at, dot, list(away["hover"])),
        _points(rings, ring, list(home["hover"])),
    ]


def _numbers(
    origins: pd.DataFrame, places: Mapping[int, Point], tone: str, colours: Palette
) -> list[Trace]:
    """Write each origin's number on a disc."""
    at = [places[int(number)] for number in origins["number"]]
    disc = {"size": 18, "color": tone, "line": {"width": 1.5, "color": colours.paper}}
    disc_trace = _points(at, disc, list(origins["hover"]))
    disc_trace |= {
        "mode": "markers+text",
        "text": [f"<b>{number}</b>" for number in origins["number"]],
        "textposition": "middle center",
        "textfont": {"size": 11, "color": text_on(tone)},
    }
    return [disc_trace]


def _points(at: Sequence[Point], marker: Mapping[str, Any], hover: Sequence[str]) -> Trace:
    return _geo(
        lon=[round(x, 3) for x, _ in at],
        lat=[round(float(latitude_of(y)), 3) for _, y in at],
        mode="markers",
        marker=dict(marker),
        customdata=[escaped(str(text)) for text in hover],
        hoverinfo="text",
        hovertemplate="%{customdata}<extra></extra>",
    )


def _geo(**parts: Any) -> Trace:
    whole = {"type": "scattergeo", "hoverinfo": "skip"} | parts
    faded = {"marker": {"opacity": 1}}
    return whole | ({"selected": faded, "unselected": faded} if "marker" in parts else {})
