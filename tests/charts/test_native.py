"""What other programs draw a figure from holds the numbers that the figure itself shows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from monitor.charts import Caption, Chart
from monitor.charts.bars import stacked
from monitor.charts.classes import classify
from monitor.charts.curve import Curve, curves
from monitor.charts.lines import lines
from monitor.charts.map import choropleth
from monitor.charts.native import Areas, Grid, Plot, numbers
from monitor.charts.quarters import quarters
from monitor.charts.tiles import tile_grid
from monitor.charts.waterfall import waterfall
from monitor.vocabulary import Basis
from monitor.wording import number_text
from tests.charts import (
    test_evaluation_figures,
    test_figures,
    test_linkage_figures,
    test_map,
    test_progress_figures,
    test_spread_figures,
)
from tests.charts.test_figures import FINDING, HOSTILE, caption

MODULES = (
    test_evaluation_figures,
    test_figures,
    test_linkage_figures,
    test_progress_figures,
    test_spread_figures,
)
BUILDERS = {
    f"{module.__name__.rpartition('.')[2]}.{draw.__name__}": draw
    for module in MODULES
    for draw in (getattr(module, name) for name in dir(module) if name.startswith("draw_"))
}
PICTURES = {"draw_flow", "draw_network", "draw_rings", "draw_routes", "draw_gantt"}
PICTURES |= {"draw_timeline"}
TABLES = {"draw_panels", "draw_matrix"}
# Their panels lie on a plane of their own, so that no axis holds their values.
ON_A_PLANE = {"draw_slopes"}
CHARTS = {
    name: draw
    for name, draw in BUILDERS.items()
    if draw.__name__ not in PICTURES | TABLES | ON_A_PLANE
}


def shown_numbers(chart: Chart) -> set[float]:
    """Return every number that a figure places something at."""
    figure = chart.figure.to_plotly_json()
    parts = [trace.get(axis) for trace in figure["data"] for axis in ("x", "y")]
    layout = figure["layout"]
    parts += [shape.get(end) for shape in layout["shapes"] for end in ("x0", "x1", "y0", "y1")]
    parts += [axis.get("range") for name, axis in layout.items() if name.startswith(("x", "y"))]
    return {round(abs(number), 6) for part in parts for number in _numbers(part)}


def _numbers(part: Any) -> Iterator[float]:
    if isinstance(part, (list, tuple)):
        for each in part:
            yield from _numbers(each)
    elif isinstance(part, (int, float)) and math.isfinite(part):
        yield float(part)


def plot_numbers(plot: Plot) -> set[float]:
    return {
        round(abs(value), 6)
        for series in plot.series
        # A foot is not seen, and a line without a name only leads the eye.
        if series.colour and (series.name or series.mark != "line")
        for value in (*series.values, *series.places)
        if value is not None
    }


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_a_native_chart_holds_only_numbers_of_its_figure(draw: Callable[[Caption], Chart]) -> None:
    chart = draw(caption())
    assert isinstance(chart.native, Plot)
    assert plot_numbers(chart.native)
    assert plot_numbers(chart.native) <= shown_numbers(chart)


@pytest.mark.parametrize("draw", BUILDERS.values(), ids=BUILDERS)
def test_what_is_no_chart_or_table_leaves_as_a_picture(draw: Callable[[Caption], Chart]) -> None:
    native = draw(caption()).native
    kind = type(None) if draw.__name__ in PICTURES else Grid if draw.__name__ in TABLES else Plot
    assert isinstance(native, kind)


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_a_name_is_handed_on_as_it_is(draw: Callable[[Caption], Chart]) -> None:
    native = draw(caption()).native
    assert isinstance(native, Plot)
    named = [*native.categories, *(series.name for series in native.series)]
    assert not [name for name in named if "&lt;" in name]


def test_bars_hand_on_values_texts_and_targets() -> None:
    plot = test_figures.draw_bars(caption()).native
    assert isinstance(plot, Plot)
    actual, target = plot.series
    assert plot.categories == ("서울", HOSTILE, "부산")
    assert (actual.values, actual.texts) == ((12.0, 3.0, None), ("12", "3", "–"))
    assert (target.mark, target.name, target.values) == ("tick", "연간 목표", (10.0, 4.0, 5.0))


def test_a_panel_hands_on_actual_and_target_as_a_table() -> None:
    grid = test_figures.draw_panels(caption()).native
    assert isinstance(grid, Grid)
    assert (grid.corner, grid.columns, grid.rows) == (
        "실적 (연간 목표)",
        ("2026", "2027"),
        ("서울", HOSTILE),
    )
    assert [[cell.text for cell in row] for row in grid.cells] == [["1 (2)", "4 (5)"], ["–", "2"]]


def test_a_matrix_hands_on_its_cells_with_their_colours() -> None:
    grid = test_figures.draw_matrix(caption()).native
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.cells] == [["1.00", "0.50"], ["–", "2.00"]]
    assert len({cell.colour for row in grid.cells for cell in row}) == 3


def test_the_steps_of_a_waterfall_stand_on_a_foot() -> None:
    plot = test_figures.draw_waterfall(caption()).native
    assert isinstance(plot, Plot)
    foot, total, rise, fall = plot.series
    assert foot.values == (0.0, 10.0, 12.0, 0.0)
    assert total.values == (10.0, None, None, 12.0)
    assert (rise.values, rise.texts) == ((None, 5.0, None, None), ("", "+5", "", ""))
    assert (fall.values, fall.texts) == ((None, None, 3.0, None), ("", "", "△3", ""))


def test_a_waterfall_below_zero_leaves_as_a_picture() -> None:
    frame = pd.DataFrame({"label": ["전", "아래"], "value": [1.0, -3.0], "text": ["1", "△3"]})
    chart = waterfall(frame.assign(kind=["total", "change"]), caption(), FINDING)
    assert chart.native is None


def test_slopes_hand_on_groups_and_members() -> None:
    plot = test_evaluation_figures.draw_slopes(caption()).native
    assert isinstance(plot, Plot)
    assert [(series.name, series.values) for series in plot.series] == [
        ("서울", (80.0, 82.0)),
        (HOSTILE, (75.0, None)),
        ("", (80.0, 82.0)),
        ("", (75.0, None)),
    ]


def test_bands_of_dots_are_lines_where_they_begin_and_ends_of_intervals_are_marks() -> None:
    plot = test_evaluation_figures.draw_ranked(caption()).native
    assert isinstance(plot, Plot)
    assert [(series.name, series.mark, series.values[0]) for series in plot.series] == [
        ("점수", "dot", 90.67),
        ("95% 구간 ↓", "tick", 88.0),
        ("95% 구간 ↑", "tick", 93.0),
        ("", "line", 90),
        ("", "line", 80),
        ("", "line", 70),
    ]
    assert [series.texts[-1] for series in plot.series[3:]] == ["S", "A", "B"]


def test_symbols_of_a_scatter_are_named_as_its_key_names_them() -> None:
    plot = test_evaluation_figures.draw_scatter(caption()).native
    assert isinstance(plot, Plot)
    assert [series.name for series in plot.series] == ["", "", "1년차", ""]
    assert [series.mark for series in plot.series] == ["line", "line", "dot", "dot"]


def test_parts_of_several_panes_are_told_apart_in_one_legend() -> None:
    plot = test_linkage_figures.draw_columns(caption()).native
    assert isinstance(plot, Plot)
    assert len({series.name for series in plot.series}) == 4
    assert len({series.colour for series in plot.series}) == 4


def test_many_quarters_leave_as_a_table() -> None:
    frame = pd.DataFrame(
        {
            "group": [name for name in "가나다" for _ in range(9)],
            "number": [8104 + n for _ in range(3) for n in range(9)],
            "actual": 1.0,
            "planned": 2,
            "hover": "",
        }
    )
    grid = quarters(
        frame, caption(), FINDING, write=number_text, actual_name="실적", planned_name="계획"
    ).native
    assert isinstance(grid, Grid)
    assert grid.columns[:2] == ("'26.1/4", "'26.2/4")
    assert grid.cells[2][8].text == "1 (2)"


def map_of(basis: Basis = 17, *, empty: int = 3) -> Areas:
    frame = test_map.values(basis, empty=empty)
    native = choropleth(
        frame,
        test_map.caption(),
        basis=basis,
        names=test_map.names(),
        write=number_text,
        classes=classify(frame["value"]),
        absence_names=test_map.absence_names(),
        attribution=test_map.ATTRIBUTION["ko"],
    ).native
    assert isinstance(native, Areas)
    return native


@pytest.mark.parametrize("basis", [17, 16])
def test_the_map_hands_on_every_province_with_its_value(basis: Basis) -> None:
    native = map_of(basis)
    names, frame = test_map.names(), test_map.values(basis, empty=3)
    assert [area.name for area in native.areas] == [names[r] for r in frame["region"]]
    for area, value in zip(native.areas[3:], frame["value"][3:], strict=True):
        assert area.text.split("\n")[-1] == number_text(value)
    assert all(area.pattern for area in native.areas[:2])


def test_the_map_stays_inside_its_frame() -> None:
    native = map_of()
    points = [point for area in native.areas for ring in area.rings for point in ring]
    points += [label.at for label in native.labels]
    assert min(x for x, _ in points) >= 0 and max(x for x, _ in points) <= native.width
    assert min(y for _, y in points) >= 0 and max(y for _, y in points) <= native.height


def test_dokdo_is_part_of_its_province_inside_the_frame_of_the_inset() -> None:
    native = map_of()
    frame, ring = native.strokes[-2:]
    middle = tuple(sum(values) / len(ring) for values in zip(*ring, strict=True))
    province = next(area for area in native.areas if area.name == "경북")
    near = [
        points for points in province.rings if all(math.dist(point, middle) < 9 for point in points)
    ]
    assert near, "no land inside the ring of 독도"
    assert min(x for x, _ in frame) < middle[0] < max(x for x, _ in frame)


def test_the_legend_names_classes_and_kinds_of_emptiness() -> None:
    native = map_of()
    texts = [label.text for label in native.labels]
    assert any("단계" in text for text in texts)
    assert any("울릉도" in text for text in texts)
    assert sum(bool(label.pattern) for label in native.labels) >= 2
    assert not [text for text in texts if "<" in text]


def test_the_licence_of_the_boundaries_stands_below_the_map() -> None:
    native = map_of()
    lowest = max(y for area in native.areas for ring in area.rings for _, y in ring)
    placed = [(label.text, *label.at) for label in native.labels]
    below = [text for text, _, y in placed if y > lowest]
    assert " ".join(below) == test_map.ATTRIBUTION["ko"]


def test_tiles_hand_on_the_same_provinces() -> None:
    frame = test_map.values(17, empty=2)
    native = tile_grid(
        frame,
        test_map.caption(),
        basis=17,
        names=test_map.names(),
        write=number_text,
        classes=classify(frame["value"]),
        absence_names=test_map.absence_names(),
    ).native
    assert isinstance(native, Areas)
    drawn = map_of(empty=2)
    by_name = {area.name: (area.colour, area.pattern) for area in drawn.areas}
    assert {area.name: (area.colour, area.pattern) for area in native.areas} == by_name


def test_what_an_answer_does_not_know_is_none_whatever_its_column_is_made_of() -> None:
    assert numbers(pd.Series([1, pd.NA], dtype="Int64")) == (1.0, None)
    assert numbers([float("nan"), None, 2]) == (None, None, 2.0)


def test_a_line_hands_on_every_value_also_where_no_tick_stands() -> None:
    frame = pd.DataFrame(
        {"group": ["가"] * 3, "x": [1, 2, 3], "value": [4.0, 5.0, 7.0], "colour": ["#256ef4"] * 3}
    )
    drawn = lines(
        frame, caption(), FINDING, write=number_text, ticks={1: "2027년<br>3분기", 3: ""},
        label_width=80,
    )  # fmt: skip
    assert isinstance(drawn.native, Plot)
    assert drawn.native.categories == ("2027년 3분기", "", "")
    assert drawn.native.series[0].values == (4.0, 5.0, 7.0)


def test_a_curve_hands_on_values_in_the_unit_that_it_names() -> None:
    frame = pd.DataFrame({"x": [0, 1], "executed": [0.0, 2_398_821_950.0]})
    drawn = curves(
        frame, caption(), FINDING, lines=[Curve("executed", "집행")], ticks={0: "", 1: "1분기"},
        write=number_text, scale=1_000_000,
    )  # fmt: skip
    assert isinstance(drawn.native, Plot)
    assert drawn.native.series[0].values == (0.0, 2398.82195)


def test_money_is_handed_on_in_the_unit_that_the_figure_shows() -> None:
    won = pd.DataFrame({"label": ["국비"], "part": ["executed"], "value": [4_069_354_650.0]})
    chart = stacked(
        won,
        caption(),
        FINDING,
        parts=[("executed", "집행", "#256ef4")],
        write=lambda value: number_text(value, 0, 1_000_000),
        scale=1_000_000,
    )
    assert isinstance(chart.native, Plot)
    assert chart.native.series[0].values == (4069.35465,)
    assert chart.native.series[0].texts == ("4,069",)
    assert {round(each / 1e6, 6) for each in shown_numbers(chart)} >= plot_numbers(chart.native)
