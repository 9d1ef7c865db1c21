"""The province boundaries, their labels and the tile grid, as they are on disk."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import shape

BOUNDARIES = Path(__file__).resolve().parents[2] / "data" / "boundaries"
REGIONS_17 = [
    "seoul",
    "busan",
    "daegu",
    "incheon",
    "gwangju",
    "daejeon",
    "ulsan",
    "sejong",
    "gyeonggi",
    "gangwon",
    "chungbuk",
    "chungnam",
    "jeonbuk",
    "jeonnam",
    "gyeongbuk",
    "gyeongnam",
    "jeju",
]
REGIONS_16 = [
    "jeonnam_gwangju" if region == "gwangju" else region
    for region in REGIONS_17
    if region != "jeonnam"
]
REGIONS = {17: REGIONS_17, 16: REGIONS_16}
DOKDO = shapely.Point(131.867, 37.241)
ULLEUNGDO = shapely.Point(130.87, 37.50)

both = pytest.mark.parametrize("count", [17, 16])


def collection(count: int) -> dict[str, Any]:
    path = BOUNDARIES / f"provinces_{count}.geojson"
    return json.loads(path.read_text(encoding="utf-8"))


def geometries(count: int) -> dict[str, shapely.Geometry]:
    return {f["id"]: shape(f["geometry"]) for f in collection(count)["features"]}


def rows(name: str) -> list[dict[str, str]]:
    with (BOUNDARIES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rings(feature: dict[str, Any]) -> list[tuple[bool, list[list[float]]]]:
    """Every ring with whether it is the outer one of its polygon."""
    geometry = feature["geometry"]
    coordinates = geometry["coordinates"]
    polygons = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    return [(place == 0, ring) for polygon in polygons for place, ring in enumerate(polygon)]


@both
def test_every_region_is_there_once(count: int) -> None:
    assert [f["id"] for f in collection(count)["features"]] == REGIONS[count]


@both
def test_the_id_stands_in_the_properties_too(count: int) -> None:
    assert all(f["properties"] == {"region": f["id"]} for f in collection(count)["features"])


@both
def test_every_geometry_is_valid(count: int) -> None:
    assert [name for name, g in geometries(count).items() if not g.is_valid] == []


@both
def test_borders_meet_without_overlap(count: int) -> None:
    assert shapely.coverage_is_valid(np.array(list(geometries(count).values())))


@both
def test_no_narrow_gap_lies_between_regions(count: int) -> None:
    union = shapely.union_all(list(geometries(count).values()))
    holes = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    assert holes == []


@both
def test_outer_rings_run_clockwise(count: int) -> None:
    wrong = [
        feature["id"]
        for feature in collection(count)["features"]
        for outer, ring in rings(feature)
        if shapely.is_ccw(shapely.linearrings(ring)) == outer
    ]
    assert wrong == []


@both
def test_coordinates_have_at_most_four_decimals(count: int) -> None:
    xy = np.concatenate([shapely.get_coordinates(g) for g in geometries(count).values()])
    assert np.abs(xy - np.round(xy, 4)).max() < 1e-9


@both
def test_the_file_is_small_and_without_spaces(count: int) -> None:
    text = (BOUNDARIES / f"provinces_{count}.geojson").read_text(encoding="utf-8").strip()
    assert len(text) < 180_000
    assert " " not in text


@both
def test_dokdo_is_a_polygon_of_gyeongbuk(count: int) -> None:
    parts = shapely.get_parts(geometries(count)["gyeongbuk"])
    near = [part for part in parts if part.distance(DOKDO) < 0.02]
    assert near and all(part.area > 0 for part in near)


@both
def test_ulleungdo_is_a_polygon_of_gyeongbuk(count: int) -> None:
    parts = shapely.get_parts(geometries(count)["gyeongbuk"])
    assert any(part.contains(ULLEUNGDO) for part in parts)


def test_the_merged_region_is_the_union_of_its_two() -> None:
    before, after = geometries(17), geometries(16)
    union = shapely.union_all([before["gwangju"], before["jeonnam"]])
    assert union.symmetric_difference(after["jeonnam_gwangju"]).area < 1e-12


def test_the_other_regions_are_the_same_in_both_sets() -> None:
    before, after = geometries(17), geometries(16)
    shared = [region for region in REGIONS_16 if region != "jeonnam_gwangju"]
    assert [r for r in shared if not before[r].equals_exact(after[r])] == []


def test_gunwi_lies_in_daegu() -> None:
    town = shapely.Point(128.573, 36.243)  # 군위읍
    assert geometries(17)["daegu"].contains(town)


def test_areas_are_those_of_korea() -> None:
    frame = gpd.GeoSeries(geometries(17), crs="EPSG:4326").to_crs("EPSG:5179")
    square_km = frame.area / 1e6
    # 행정안전부 지적통계: 서울 605, 강원 16,831, 대구 1,499 with 군위.
    assert square_km["seoul"] == pytest.approx(605, rel=0.02)
    assert square_km["gangwon"] == pytest.approx(16_831, rel=0.02)
    assert square_km["daegu"] == pytest.approx(1_499, rel=0.02)


def test_each_label_stands_on_the_largest_part_of_its_region() -> None:
    shapes = geometries(17) | geometries(16)
    labels = rows("labels.csv")
    off = [
        label["region"]
        for label in labels
        if not max(shapely.get_parts(shapes[label["region"]]), key=shapely.area).contains(
            shapely.Point(float(label["longitude"]), float(label["latitude"]))
        )
    ]
    assert off == []
    assert {label["region"] for label in labels} == {*REGIONS_17, "jeonnam_gwangju"}


@both
def test_tiles_are_one_distinct_cell_a_region(count: int) -> None:
    tiles = [tile for tile in rows("tiles.csv") if tile["basis"] == str(count)]
    assert [tile["region"] for tile in tiles] == REGIONS[count]
    assert len({(tile["column"], tile["row"]) for tile in tiles}) == count


def test_tiles_keep_their_place_on_both_bases() -> None:
    cells: dict[str, set[tuple[str, str]]] = {}
    for tile in rows("tiles.csv"):
        cells.setdefault(tile["region"], set()).add((tile["column"], tile["row"]))
    assert [region for region, places in cells.items() if len(places) != 1] == []


def test_jeju_is_the_lowest_tile() -> None:
    tiles = rows("tiles.csv")
    lowest = max(int(tile["row"]) for tile in tiles)
    assert {tile["region"] for tile in tiles if int(tile["row"]) == lowest} == {"jeju"}


def test_the_attribution_names_the_source_in_both_languages() -> None:
    texts = {row["language"]: row["text"] for row in rows("attribution.csv")}
    assert "국토지리정보원" in texts["ko"] and "2023. 9. 15." in texts["ko"]
    assert "National Geographic Information Institute" in texts["en"]
