"""The tile grid: the same provinces in equal cells, in the map's classes, each to be clicked."""

from __future__ import annotations

import json
import math
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from playwright.sync_api import Page

from monitor.charts.classes import classify, classify_change
from monitor.charts.legend import BAR_PATTERNS, absences
from monitor.charts.theme import LIGHT, Chart
from monitor.charts.tiles import cells_of, tile_grid
from monitor.vocabulary import Basis
from monitor.wording import Language, number_text
from tests.browser.gate import foreign_fonts, overflowing_text
from tests.charts.gate import problems
from tests.charts.test_map import (
    BASES,
    KINDS,
    SOURCE,
    absence_names,
    caption,
    drawn_in_each_way,
    names,
    regions,
    show,
    values,
)
from tests.charts.test_map import drawn as map_drawn


def drawn(
    basis: Basis = 17,
    *,
    frame: pd.DataFrame | None = None,
    language: Language = "ko",
    dark: bool = False,
    change: bool = False,
    **more: Any,
) -> Chart:
    frame = values(basis, change=change) if frame is None else frame
    given: dict[str, Any] = {
        "basis": basis,
        "names": names(language),
        "write": number_text,
        "classes": (classify_change if change else classify)(frame["value"]),
        "absence_names": absence_names(language),
    }
    return tile_grid(frame, caption(language, dark=dark), **(given | more))


def cells(chart: Chart) -> go.Bar:
    (trace,) = [t for t in chart.figure.data if t.type == "bar" and t.customdata is not None]
    return trace


def written(chart: Chart) -> list[str]:
    texts = [str(text) for t in chart.figure.data if t.type == "scatter" for text in t.text]
    return [*texts, *(str(note.text) for note in chart.figure.layout.annotations)]


@pytest.mark.parametrize("basis", BASES)
def test_every_province_has_one_cell_and_one_label(basis: Basis) -> None:
    chart = drawn(basis)
    assert sorted(row[0] for row in cells(chart).customdata) == sorted(regions(basis))
    for region in regions(basis):
        assert sum(f">{names()[region]}<" in text for text in written(chart)) == 1


@pytest.mark.parametrize("basis", BASES)
def test_no_two_cells_share_a_place(basis: Basis) -> None:
    assert len(set(cells_of(basis).values())) == len(cells_of(basis)) == basis


def test_cells_have_the_colours_of_the_map() -> None:
    frame = values(17, empty=3)
    (land,) = [t for t in map_drawn(17, frame=frame).figure.data if t.type == "choropleth"]
    steps = dict(zip(land.locations, land.z, strict=True))
    fills = [LIGHT.faint, *LIGHT.classes]
    tiles = cells(drawn(17, frame=frame))
    for row, colour in zip(tiles.customdata, tiles.marker.color, strict=True):
        assert colour == fills[int(steps[row[0]]) + 1]


def test_each_kind_of_emptiness_is_hatched_written_and_counted() -> None:
    frame = values(17, empty=7)
    chart = drawn(17, frame=frame)
    reasons = dict(zip(frame.region, frame.absence, strict=True))
    shapes = cells(chart).marker.pattern.shape
    for row, shape in zip(cells(chart).customdata, shapes, strict=True):
        reason = reasons[row[0]]
        assert shape == ("" if pd.isna(reason) else BAR_PATTERNS[absences()[reason].pattern])
    for kind, count in frame["absence"].value_counts().items():
        name = absence_names()[str(kind)]
        assert any(text.startswith(name) and f"({count}곳)" in text for text in written(chart))
    assert len({BAR_PATTERNS[absences()[kind].pattern] for kind in KINDS}) == 7


def test_no_meaning_by_colour_alone() -> None:
    frame = values(17, empty=5)
    chart = drawn(17, frame=frame)
    for region, value, absence in zip(frame.region, frame.value, frame.absence, strict=True):
        expected = number_text(value) if not math.isnan(value) else absence_names()[absence]
        (label,) = [text for text in written(chart) if f">{names()[region]}<" in text]
        assert expected in label


def test_the_chosen_cell_is_outlined() -> None:
    tiles = cells(drawn(17, selected="jeju"))
    widths = {row[0]: w for row, w in zip(tiles.customdata, tiles.marker.line.width, strict=True)}
    assert widths.pop("jeju") > 2 and set(widths.values()) == {0.6}


def test_unit_source_and_finding_are_there() -> None:
    chart = drawn(17)
    assert "(단위: 명)" in written(chart) and SOURCE["ko"] in written(chart)
    assert chart.alternative_text == map_drawn(17).alternative_text


def test_markup_in_names_is_shown_as_text() -> None:
    chart = drawn(17, names=names() | {"busan": "<i>&"})
    assert sum("&lt;i&gt;&amp;" in text for text in written(chart)) == 1
    assert not any("<i>" in text for text in written(chart))


def test_the_figure_is_sound() -> None:
    for chart in cases().values():
        go.Figure(chart.figure.to_dict())
        assert problems(chart) == []


@cache
def cases() -> dict[tuple[Basis, Language, str], Chart]:
    return drawn_in_each_way(drawn, {"empty": lambda basis: values(basis, empty=13)})


@pytest.mark.browser
@pytest.mark.parametrize("width", [380, 560])
def test_no_text_lies_on_another_or_is_cut_off(paper: Page, width: int) -> None:
    found = []
    for name, chart in cases().items():
        show(paper, chart, width)
        found += [f"{name}: {problem}" for problem in overflowing_text(paper)]
        if width == 380:  # a letter is of the same font at any width
            assert foreign_fonts(paper, "#figure") == []
    assert found == []


@pytest.mark.browser
def test_a_click_returns_the_province(paper: Page) -> None:
    show(paper, drawn(17, frame=values(17, empty=3)), 480)
    for name, region in {"세종": "sejong", "서울": "seoul", "제주": "jeju"}.items():
        box = paper.locator(f"#figure text:has-text('{name}')").bounding_box()
        assert box is not None
        paper.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        paper.wait_for_timeout(400)
        assert json.dumps(paper.evaluate("window.chosen")) == json.dumps([[region]])
