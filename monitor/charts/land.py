"""The land: provinces on one plane, 울릉도 and 독도 moved to their inset, each border once.

The plane is Mercator in degrees of longitude, so that lengths are the same in both directions.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import geopandas
import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from monitor.vocabulary import (
    BOUNDARIES,
    PROGRAMME_BASIS,
    Basis,
    Vocabulary,
    reference_folder,
)

Point = tuple[float, float]

# The smallest map that the layout is made for is 520 pixels wide: so many pixels a degree.
SCALE: Final = 71.0

ISLANDS_EAST_OF: Final = 130.5  # 울릉도 and 독도 lie east of this, and nothing else
DOKDO_EAST_OF: Final = 131.5
ISLANDS_LARGER: Final = 5.0  # both islands by the same factor; only the sea between is cut short
ULLEUNGDO_AT: Final[Point] = (130.02, 37.32)
DOKDO_AT: Final[Point] = (130.62, 37.26)

DECIMALS: Final = 3
SIMPLIFY: Final = 0.009

# Where name and value fit inside their province, and no leader passes.
ON_PROVINCE: Final[Mapping[str, Point]] = {
    "gyeonggi": (127.30, 37.26),
    "chungbuk": (127.79, 36.88),
    "chungnam": (126.80, 36.72),
    "jeonbuk": (127.14, 35.70),
    "jeonnam": (126.88, 34.88),
    "gyeongbuk": (128.78, 36.48),
}


class Shared(dict[str, Any]):
    """What no figure changes: plotly copies all it is given, but this is handed on as it is."""

    def __deepcopy__(self, _: object) -> Shared:
        return self


@dataclass(frozen=True)
class Land:
    """The provinces on the plane, 울릉도 and 독도 moved to their inset, and each border once."""

    provinces: Mapping[str, BaseGeometry]
    borders: BaseGeometry
    geojson: Shared


def land_of(basis: Basis) -> Land:
    """Lay the provinces of a basis out on the plane, once."""
    return _land(tuple(parts_on(basis).items()))


def parts_on(basis: Basis) -> Mapping[str, tuple[str, ...]]:
    """Return the provinces of a basis, each with those of the programme's that it is made of."""
    return _parts_on(reference_folder(), basis)


@cache
def _parts_on(folder: Path, basis: Basis) -> Mapping[str, tuple[str, ...]]:
    known = Vocabulary(folder)
    return {
        unit.region: tuple(sorted(known.parts_of(unit.region))) for unit in known.units_of(basis)
    }


@cache
def _land(units: tuple[tuple[str, tuple[str, ...]], ...]) -> Land:
    """Read the programme's provinces and unite those that became one."""
    read = _boundaries()
    united = [shapely.coverage_union_all([read[part] for part in parts]) for _, parts in units]
    plane = [_simple_with_islands(geometry) for geometry in _simplified(united)]
    provinces = dict(zip([unit for unit, _ in units], plane, strict=True))
    borders = shapely.line_merge(
        shapely.union_all([geometry.boundary for geometry in provinces.values()])
    )
    return Land(provinces, borders, _geojson(provinces))


@cache
def _boundaries() -> Mapping[str, BaseGeometry]:
    features = geopandas.read_file(BOUNDARIES / f"provinces_{PROGRAMME_BASIS}.geojson")
    return dict(zip(features["region"], features.geometry, strict=True))


@cache
def anchor(region: str) -> str:
    """Return the province whose place a name takes: its own, or its largest part's."""
    if region in _places():
        return region
    return largest(sorted(Vocabulary().parts_of(region)))


def largest(parts: Iterable[str]) -> str:
    """Return the largest of the programme's provinces."""
    return max(parts, key=lambda part: float(_boundaries()[part].area))


def _simplified(geometries: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Simplify on the plane, all together, so that a shared border stays one line."""
    plane = np.array([_to_plane(geometry) for geometry in geometries])
    lines = shapely.coverage_simplify(plane, SIMPLIFY)
    # The islands are drawn several times larger, so they keep every point.
    return [
        shapely.MultiPolygon([*_parts(line, islands=False), *_parts(whole, islands=True)])
        for line, whole in zip(lines, plane, strict=True)
    ]


def _parts(geometry: BaseGeometry, *, islands: bool) -> list[shapely.Polygon]:
    return [part for part in polygons(geometry) if (part.centroid.x > ISLANDS_EAST_OF) == islands]


def polygons(geometry: BaseGeometry) -> list[shapely.Polygon]:
    """Return the polygons of a geometry, one by one."""
    return [part for part in shapely.get_parts(geometry) if isinstance(part, shapely.Polygon)]


def _simple_with_islands(geometry: BaseGeometry) -> BaseGeometry:
    """Move 울릉도 and 독도, where a province has them, into the inset."""
    islands = _parts(geometry, islands=True)
    ulleungdo = shapely.MultiPolygon([p for p in islands if p.centroid.x < DOKDO_EAST_OF])
    dokdo = shapely.MultiPolygon([p for p in islands if p.centroid.x >= DOKDO_EAST_OF])
    moved = [
        part
        for group, place in ((ulleungdo, ULLEUNGDO_AT), (dokdo, DOKDO_AT))
        if not group.is_empty
        for part in polygons(_enlarged(group, place))
    ]
    return shapely.MultiPolygon([*_parts(geometry, islands=False), *moved])


def _enlarged(geometry: BaseGeometry, place: Point) -> BaseGeometry:
    x, y = plane_point(place)
    centre = geometry.envelope.centroid
    larger = affinity.scale(geometry, ISLANDS_LARGER, ISLANDS_LARGER, origin=centre)
    return affinity.translate(larger, x - centre.x, y - centre.y)


def _geojson(provinces: Mapping[str, BaseGeometry]) -> Shared:
    """Write features in degrees, exterior rings clockwise: others would flood the globe."""
    return Shared(
        type="FeatureCollection",
        features=[
            {
                "type": "Feature",
                "id": region,
                "properties": {},
                "geometry": mapping(
                    shapely.orient_polygons(_to_degrees(geometry), exterior_cw=True)
                ),
            }
            for region, geometry in provinces.items()
        ],
    )


def _to_plane(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: np.column_stack([xy[:, 0], rise_of(xy[:, 1])]))


def _to_degrees(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(
        geometry, lambda xy: np.round(np.column_stack([xy[:, 0], latitude_of(xy[:, 1])]), DECIMALS)
    )


def rise_of(latitude: Any) -> Any:
    """Return where a latitude lies on the plane."""
    return np.degrees(np.arcsinh(np.tan(np.radians(latitude))))


def latitude_of(rise: Any) -> Any:
    """Return the latitude of a place on the plane."""
    return np.degrees(np.arctan(np.sinh(np.radians(rise))))


def plane_point(point: Point) -> Point:
    """Return a point of longitude and latitude on the plane."""
    return point[0], float(rise_of(point[1]))


def label_place(region: str) -> Point:
    """Return where a name stands on its province."""
    return _places()[anchor(region)]


@cache
def _places() -> Mapping[str, Point]:
    with (BOUNDARIES / "labels.csv").open(encoding="utf-8-sig", newline="") as stream:
        given = {
            row["region"]: (float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(stream)
        }
    return {**given, **ON_PROVINCE}
