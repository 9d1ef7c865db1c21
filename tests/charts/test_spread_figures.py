"""Figures of spread and selection: arcs on the map, and what happened on which day."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from monitor.charts import Caption, Chart
from monitor.charts.bars import stacked
from monitor.charts.classes import classify
from monitor.charts.land import DOKDO_AT, ULLEUNGDO_AT, land_of, latitude_of
from monitor.charts.lines import lines
from monitor.charts.routes import SHADES, place_of, routes
from monitor.charts.timeline import Kind, ticks_of, timeline
from monitor.vocabulary import Basis, Vocabulary
from monitor.wording import Language, number_text
from tests.charts.gate import annotations, problems, texts_of

FINDING = "동네돌봄 모델 3곳, 마을학교 모델 1곳"
HOSTILE = "<b>가&나</b> $x$"
BASES = Vocabulary().bases
UNITS = {basis: [unit.region for unit in Vocabulary().units_of(basis)] for basis in BASES}
OPENED, CLOSED, SELECTED = dt.date(2026, 3, 2), dt.date(2026, 3, 31), dt.date(2026, 4, 20)


def caption(language: Language = "ko", *, dark: bool = False) -> Caption:
    source = "자료: 시·도 제출 자료 · 기준일: 2028. 6. 30. (잠정)<br>시연용 가상 자료"
    if language == "en":
        source = "Source: province workbooks · As of 30 June 2028 (provisional)"
    return Caption("표준 모델의 도입 경로", "개", source, language, dark)


def draw_routes(caption: Caption, basis: Basis = 17) -> Chart:
    frame = pd.DataFrame(
        {
            "region": UNITS[basis],
            "value": [float(number % 4) for number in range(len(UNITS[basis]))],
            "absence": None,
            "hover": [f"{region} 도입" for region in UNITS[basis]],
        }
    )
    links = pd.DataFrame(
        {
            "number": [1, 1, 2, 2],
            "origin": ["seoul", "seoul", "seoul", "seoul"],
            "region": ["busan", "jeju", "gangwon", "seoul"],
            "value": [3, 1, 1, 2],
            "hover": [HOSTILE, "나", "다", "라"],
        }
    )
    origins = pd.DataFrame({"number": [1, 2], "region": "seoul", "hover": [HOSTILE, "나"]})
    return routes(
        frame,
        links,
        origins,
        caption,
        basis=basis,
        names={region: region for region in UNITS[basis]},
        write=number_text,
        classes=classify(frame["value"], "jenks", SHADES),
        absence_names={},
        attribution="경계: 국토지리정보원",
        key="① 모델이 나온 곳",
    )


def draw_timeline(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        [
            ("접수 기간", OPENED, CLOSED, "span", "30일", ""),
            (HOSTILE, dt.date(2026, 3, 5), pd.NaT, "session", HOSTILE, HOSTILE),
            ("선정", SELECTED, pd.NaT, "selected", "", "4. 20. 선정"),
        ],
        columns=["label", "day", "until", "kind", "text", "hover"],
    )
    kinds = {
        "session": Kind("설명회", "diamond", "good"),
        "selected": Kind("선정", "star", "warning"),
        "received": Kind("접수일", "line-ns", "ink"),
    }
    return timeline(frame, caption, FINDING, kinds=kinds)


def arcs(chart: Chart) -> list[dict[str, object]]:
    """Return the arcs, without the light line below each."""
    found = [t for t in chart.drawing.traces if len(t.get("lon", [])) == 25]
    return found[1::2]


@pytest.mark.parametrize("draw", [draw_routes, draw_timeline])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("dark", [False, True])
def test_a_figure_passes_the_gate(draw: object, language: Language, dark: bool) -> None:
    assert callable(draw)
    assert problems(draw(caption(language, dark=dark))) == []


@pytest.mark.parametrize("draw", [draw_routes, draw_timeline])
def test_a_name_from_data_is_never_read_as_markup(draw: object) -> None:
    assert callable(draw)
    shown = list(texts_of(draw(caption()).figure.to_plotly_json()))
    assert not [text for text in shown if "<b>가" in text]


# ── routes ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("basis", BASES)
def test_ulleungdo_and_dokdo_stay_on_the_map(basis: Basis) -> None:
    chart = draw_routes(caption(), basis)
    (provinces,) = [t for t in chart.drawing.traces if t["type"] == "choropleth"]
    (gyeongbuk,) = [f for f in provinces["geojson"]["features"] if f["id"] == "gyeongbuk"]
    for place in (ULLEUNGDO_AT, DOKDO_AT):
        assert shape(gyeongbuk["geometry"]).distance(shapely.Point(place)) < 0.2
    assert any("울릉도·독도" in text for text in texts_of(chart.figure.to_plotly_json()))


def test_an_arc_leads_from_its_origin_to_its_province() -> None:
    to_busan, to_jeju, to_gangwon = arcs(draw_routes(caption()))
    for arc, region in ((to_busan, "busan"), (to_jeju, "jeju"), (to_gangwon, "gangwon")):
        x, y = place_of(region)
        assert arc["lon"][-1] == pytest.approx(x, abs=1e-3)  # type: ignore[index]
        assert arc["lat"][-1] == pytest.approx(float(latitude_of(y)), abs=1e-3)  # type: ignore[index]
    assert to_busan["line"]["width"] > to_jeju["line"]["width"]  # type: ignore[index]


def test_origins_are_told_by_dash_and_number_not_by_colour() -> None:
    chart = draw_routes(caption())
    dashes = [arc["line"]["dash"] for arc in arcs(chart)]  # type: ignore[index]
    assert dashes == ["solid", "solid", "dash"]
    (numbers,) = [t for t in chart.drawing.traces if t.get("mode") == "markers+text"]
    assert numbers["text"] == ["<b>1</b>", "<b>2</b>"]
    assert numbers["lon"][0] != numbers["lon"][1], "two of one province stand side by side"


def test_what_stayed_in_its_province_is_a_ring_and_no_arc() -> None:
    chart = draw_routes(caption())
    assert len(arcs(chart)) == 3
    rings = [
        t for t in chart.drawing.traces
        if t.get("marker", {}).get("symbol") == "circle-open" and t["marker"]["size"] == 26
    ]  # fmt: skip
    assert [len(ring["lon"]) for ring in rings] == [1]


@pytest.mark.parametrize("basis", BASES)
def test_every_province_has_a_place_near_itself(basis: Basis) -> None:
    provinces = land_of(basis).provinces
    for region in UNITS[basis]:
        assert provinces[region].distance(shapely.Point(place_of(region))) < 0.1, region


def test_names_are_written_over_the_arcs() -> None:
    traces = draw_routes(caption()).drawing.traces
    last_arc = max(n for n, t in enumerate(traces) if len(t.get("lon", [])) == 25)
    first_name = min(
        n for n, t in enumerate(traces) if any("<b>" in str(x) for x in t.get("text", ()))
        and t.get("mode") == "text"
    )  # fmt: skip
    assert last_arc < first_name


# ── timeline ─────────────────────────────────────────────────────────────────────────────────────


def test_a_span_covers_its_first_and_last_day() -> None:
    (span,) = draw_timeline(caption()).figure.layout.shapes
    assert (span.x0, span.x1) == (OPENED.toordinal(), CLOSED.toordinal() + 1)


def test_a_kind_that_did_not_happen_is_not_in_the_key() -> None:
    texts = annotations(draw_timeline(caption()).figure)
    (key,) = [text for text in texts if "설명회" in text]
    assert "선정" in key
    assert "접수일" not in key


def test_every_day_stands_on_its_row_within_the_scale() -> None:
    figure = draw_timeline(caption()).figure
    low, high = figure.layout.xaxis.range
    for trace in figure.data:
        assert all(low < x < high for x in trace.x)
    rows = {trace.y[0]: trace.marker.symbol for trace in figure.data}
    assert rows == {1: "diamond", 2: "star"}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2026, 3, 2), (2026, 4, 20), ["3. 2.", "3. 9.", "3. 16.", "3. 23.", "3. 30.", "4. 6."]),
        (
            (2027, 8, 20),
            (2028, 6, 30),
            ["9월<br>2027", "11월<br>2027", "1월<br>2028", "3월<br>2028"],
        ),
        (
            (2026, 2, 20),
            (2027, 3, 24),
            ["4월<br>2026", "7월<br>2026", "10월<br>2026", "1월<br>2027"],
        ),
        ((2026, 1, 1), (2030, 1, 1), ["1월<br>2026", "1월<br>2027", "1월<br>2028"]),
    ],
)
def test_a_time_is_divided_into_few_even_steps(
    first: tuple[int, int, int], last: tuple[int, int, int], expected: list[str]
) -> None:
    ticks = list(ticks_of(dt.date(*first), dt.date(*last), "ko").values())
    assert ticks[: len(expected)] == expected
    assert len(ticks) <= 9


# ── what older figures learned ───────────────────────────────────────────────────────────────────


def test_more_than_four_parts_have_a_pattern_each_and_room_for_their_names() -> None:
    parts = [(name, name, "#256ef4") for name in "abcdef"]
    frame = pd.DataFrame({"label": "서울", "part": list("abcdef"), "value": 1})
    figure = stacked(frame, caption(), FINDING, parts=parts).figure
    shapes = [trace.marker.pattern.shape for trace in figure.data]
    assert len(shapes) == 6
    assert shapes.count("") == 2, "only the first and the third are plain, as before"
    assert figure.layout.margin.t == 100


def test_names_at_the_ends_of_low_lines_stand_apart_too() -> None:
    frame = pd.DataFrame(
        {"group": ["가", "가", "나", "나"], "x": [1, 2, 1, 2], "value": [9.0, 1.0, 0.0, 1.0]}
    )
    figure = lines(frame, caption(), FINDING, write=number_text, ticks={1: "1", 2: "2"}).figure
    ends = sorted(note.y for note in figure.layout.annotations if note.x == 2)
    assert ends[1] - ends[0] >= 0.07 * 9
