"""What a map is drawn of: lines, hatching and texts of the plane, as traces of its subplot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from monitor.charts.land import Point, latitude_of
from monitor.charts.theme import SMALL_SIZE

Trace = dict[str, Any]


def trace(**parts: Any) -> Trace:
    """Return a trace of the map, most of which are lines and texts."""
    return {"type": "scattergeo", **parts}


def line(lines: BaseGeometry, colour: str, width: float) -> Trace:
    """Draw all lines of a geometry as one trace, cut apart where one ends."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(lines)]
    cut = np.full((1, 2), np.nan)
    points = np.vstack([row for part in parts for row in (part, cut)]) if parts else cut
    return trace(
        lon=points[:, 0].astype(np.float32),
        lat=latitude_of(points[:, 1]).astype(np.float32),
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def hatching(strokes: BaseGeometry, colour: str) -> Trace:
    """Draw strokes as lines, dots as marks."""
    if strokes.geom_type == "MultiPoint":
        points = shapely.get_coordinates(strokes)
        return trace(
            lon=points[:, 0].astype(np.float32),
            lat=latitude_of(points[:, 1]).astype(np.float32),
            mode="markers",
            marker={"size": 2.4, "color": colour, "line": {"width": 0}},
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            hoverinfo="skip",
        )
    return line(strokes, colour, 1)


def filled(box: BaseGeometry, fill: str, outline: str) -> Trace:
    """Fill a box, its ring clockwise: the other way round it would cover the globe."""
    ring = shapely.get_coordinates(shapely.orient_polygons(box, exterior_cw=True))
    return trace(
        lon=ring[:, 0],
        lat=latitude_of(ring[:, 1]),
        mode="lines",
        line={"color": outline, "width": 0.6},
        fill="toself",
        fillcolor=fill,
        hoverinfo="skip",
    )


def text_trace(
    at: Sequence[Point],
    texts: Sequence[str],
    position: str,
    colour: str,
    size: int = SMALL_SIZE,
) -> Trace:
    """Write texts at points in degrees; ``position`` is plotly's, such as ``middle left``."""
    return trace(
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


def degrees(point: Point) -> Point:
    """Return the longitude and latitude of a point of the plane."""
    return point[0], float(latitude_of(point[1]))
