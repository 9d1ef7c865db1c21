"""The map as shapes for other programs: its provinces, texts, leaders, inset and legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from monitor.charts.classes import Classes
from monitor.charts.land import DOKDO_AT, SCALE, Land, Point, plane_point, polygons
from monitor.charts.legend import BAR_PATTERNS, Unit, phrase, unescaped
from monitor.charts.lettering import text_width
from monitor.charts.map_labels import beside, leads, native_text
from monitor.charts.map_legend import native_legend
from monitor.charts.native import Area, Areas, Label
from monitor.charts.theme import SMALL_SIZE, Caption, Palette

_RING: Final = 8.5  # pixels from the middle of 독도 to the ring around it
_NAME_AT: Final = 0.115  # degrees below the frame of the inset
_FOOT_LINE: Final = 15  # pixels


def areas(
    drawn: Sequence[Unit],
    land: Land,
    window: tuple[float, float, float, float],
    inset: shapely.Polygon,
    classes: Classes,
    caption: Caption,
    colours: Palette,
    write: Callable[[float], str],
    attribution: Sequence[str],
) -> Areas:
    """Return the map in pixels of its smallest size.

    Args:
        drawn: provinces, in reading order.
        land: their geometry on the plane.
        window: left, low, right and high end of what is shown, on the plane.
        inset: the frame of 울릉도 and 독도.
        classes: those of the legend.
        caption: language of the legend.
        colours: of all that is no province.
        write: writes a value of the legend.
        attribution: lines that the licence of the boundaries asks for, below the map.
    """
    left, low, right, high = window

    pixel = partial(_pixel, left, high)

    provinces = tuple(
        _area(unit, _rings(land.provinces[unit.region], left, high), pixel, colours.ink)
        for unit in drawn
    )
    legend = [
        replace(label, at=pixel(at))
        for label, at in native_legend(drawn, classes, caption, colours, write)
    ]
    foot = (high - low) * SCALE
    licence = [
        Label(line, (0, foot + _FOOT_LINE * (number + 0.5)))
        for number, line in enumerate(attribution)
    ]
    return Areas(
        (right - left) * SCALE,
        foot + _FOOT_LINE * len(attribution),
        provinces,
        (*legend, _inset_name(inset, caption, pixel), *licence),
        tuple(tuple(map(pixel, line)) for line in (*leads(drawn), *_frames(inset))),
    )


def _pixel(left: float, high: float, point: Point) -> Point:
    return round((point[0] - left) * SCALE, 2), round((high - point[1]) * SCALE, 2)


@cache
def _rings(geometry: BaseGeometry, left: float, high: float) -> tuple[tuple[Point, ...], ...]:
    """Lay a province out in pixels, once for all maps."""
    return tuple(
        tuple(_pixel(left, high, (x, y)) for x, y in ring.coords)
        for part in polygons(shapely.orient_polygons(geometry))
        for ring in (part.exterior, *part.interiors)
    )


def _area(
    unit: Unit, rings: tuple[tuple[Point, ...], ...], pixel: Callable[[Point], Point], ink: str
) -> Area:
    text, at = native_text(unit)
    return Area(
        unescaped(unit.name),
        rings,
        unit.fill,
        text,
        pixel(at),
        ink if unit.absence or beside(unit.region) else unit.text_colour,
        BAR_PATTERNS[unit.absence.pattern] if unit.absence else "",
    )


def _inset_name(inset: shapely.Polygon, caption: Caption, pixel: Callable[[Point], Point]) -> Label:
    left, _, right, high = inset.bounds
    x, y = pixel(((left + right) / 2, high - _NAME_AT))
    name = phrase("islands", caption.language)
    return Label(name, (x - text_width(name, SMALL_SIZE - 1) / 2, y))


def _frames(inset: shapely.Polygon) -> list[tuple[Point, ...]]:
    """Return the frame of the inset, and the ring that keeps 독도 from being overlooked."""
    ring = shapely.Point(plane_point(DOKDO_AT)).buffer(_RING / SCALE, quad_segs=6)
    return [tuple((x, y) for x, y in shape.exterior.coords) for shape in (inset, ring)]
