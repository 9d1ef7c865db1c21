"""Figures of the evaluation: dots with intervals, slopes, a flow, two measures compared."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from monitor.charts import Caption, Chart
from monitor.charts.dots import Band, Mark, dots
from monitor.charts.flow import flow
from monitor.charts.scatter import scatter
from monitor.charts.slopes import slopes
from monitor.wording import Language, number_text
from tests.charts.gate import annotations, problems, texts_of

FINDING = "1위 서울 90.67점, 마지막 부산 60.00점"
HOSTILE = "<b>가&나</b> $x$"
NOTHING = float("nan")


def caption(language: Language = "ko", *, dark: bool = False) -> Caption:
    source = "자료: 시·도 제출 자료 · 기준일: 2027. 3. 31. (잠정)<br>시연용 가상 자료"
    if language == "en":
        source = "Source: province workbooks · As of 31 March 2027 (provisional)"
    return Caption("평가 점수", "점", source, language, dark)


RANKED = pd.DataFrame(
    {
        "label": ["1. 서울", HOSTILE, "부산"],
        "text": ["S 90.67", "B 75.00", "위원 부족"],
        "score": [90.67, 75.0, 60.0],
        "lower": [88.0, 70.0, NOTHING],
        "upper": [93.0, 81.0, NOTHING],
        "is_soft": [False, True, True],
        "key": ["a", "b", "c"],
        "hover": ["서울", "나", "부산"],
    }
)
BANDS = [Band("S", 90, 100), Band("A", 80, 90), Band("B", 70, 80), Band("D", 0, 50)]


def draw_ranked(caption: Caption) -> Chart:
    marks = [Mark("score", "점수")]
    return dots(RANKED, caption, FINDING, marks=marks, interval_name="95% 구간", bands=BANDS)


def draw_joined(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "label": ["서울", HOSTILE],
            "text": ["+5.0", "–"],
            "panel": [80.0, NOTHING],
            "own": [85.0, 70.0],
        }
    )
    marks = [Mark("panel", "위원"), Mark("own", "자체", "diamond-open", "ink")]
    return dots(frame, caption, FINDING, marks=marks, connected=("own", "panel"))


def draw_slopes(caption: Caption) -> Chart:
    members = pd.DataFrame(
        {
            "group": ["서울", "서울", HOSTILE, HOSTILE],
            "member": ["a", "a", "b", "b"],
            "year": [2026, 2027, 2026, 2027],
            "value": [80.0, 82.0, 75.0, NOTHING],
            "hover": ["가", "가", HOSTILE, HOSTILE],
        }
    )
    groups = members[["group", "year", "value"]]
    return slopes(
        members,
        groups,
        caption,
        FINDING,
        columns=2,
        write=number_text,
        chosen=["서울"],
        member_name="사업",
        group_name="평균",
    )


STEPS = pd.DataFrame(
    {
        "step": [1, 1, 2, 2],
        "from_state": ["selected", "selected", "continue", "continue"],
        "to_state": ["continue", "stop", "continue", "pending"],
        "projects": [9, 1, 6, 3],
    }
)


def draw_flow(caption: Caption) -> Chart:
    states = {
        "selected": ("soft_ink", "선정"),
        "continue": ("accent", HOSTILE),
        "stop": ("bad", "지원 중단"),
        "pending": ("line", "평가 전"),
    }
    write = {
        (0, "selected"): "10개",
        (1, "continue"): "9개",
        (1, "stop"): "1개",
        (2, "continue"): "6개",
        (2, "pending"): "3개",
    }
    steps = ["선정", "1년차", "2년차"]
    return flow(STEPS, caption, FINDING, steps=steps, states=states, write=write)


def draw_scatter(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "x": [70.0, 90.0],
            "y": [80.0, 60.0],
            "x_median": 80.0,
            "y_median": 70.0,
            "symbol": ["circle", "square"],
            "is_soft": [False, True],
            "number": ["1", ""],
            "hover": [HOSTILE.replace("<", "&lt;").replace(">", "&gt;"), "나"],
        }
    )
    return scatter(frame, caption, FINDING, x_name="달성도", y_name="점수", key="● 1년차")


BUILDERS = [draw_ranked, draw_joined, draw_slopes, draw_flow, draw_scatter]


@pytest.mark.parametrize("draw", BUILDERS)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("dark", [False, True])
def test_a_figure_passes_the_gate(
    draw: Callable[[Caption], Chart], language: Language, dark: bool
) -> None:
    assert problems(draw(caption(language, dark=dark))) == []


@pytest.mark.parametrize("draw", BUILDERS)
def test_a_name_from_data_is_never_read_as_markup(draw: Callable[[Caption], Chart]) -> None:
    shown = list(texts_of(draw(caption()).figure.to_plotly_json()))
    assert not [text for text in shown if "<b>가" in text]


def test_bands_beyond_the_scale_are_left_out() -> None:
    texts = annotations(draw_ranked(caption()).figure)
    assert [text for text in texts if text in {f"<b>{band.name}</b>" for band in BANDS}] == [
        "<b>S</b>",
        "<b>A</b>",
        "<b>B</b>",
    ]


def test_what_is_pale_is_told_by_its_shape_too() -> None:
    (marks,) = (t for t in draw_ranked(caption()).figure.data if t.mode == "markers")
    assert list(marks.marker.symbol) == ["circle", "circle-open", "circle-open"]


def test_an_absent_value_draws_no_interval() -> None:
    lines = [t for t in draw_ranked(caption()).figure.data if t.mode == "lines"]
    assert sorted(y for line in lines for y in line.y if y is not None) == [0, 0, 1, 1]


def test_a_click_returns_what_stands_for_the_row() -> None:
    (marks,) = (t for t in draw_ranked(caption()).figure.data if t.mode == "markers")
    assert [key for key, _ in marks.customdata] == ["a", "b", "c"]


def test_a_state_is_as_tall_as_all_that_pass_through_it() -> None:
    figure = draw_flow(caption()).figure
    tall = {
        (round(s.x0), round(abs(s.y1 - s.y0), 3)) for s in figure.layout.shapes if s.type == "rect"
    }
    assert tall == {(0, 250.0), (1, 225.0), (1, 25.0), (2, 150.0), (2, 75.0)}


def test_as_many_ribbons_as_rows_and_each_number_is_written() -> None:
    figure = draw_flow(caption()).figure
    assert sum(shape.type == "path" for shape in figure.layout.shapes) == len(STEPS)
    written = " ".join(annotations(figure))
    assert all(f"<b>{count}개</b>" in written for count in (10, 9, 1, 6, 3))


def test_the_chosen_panel_is_marked_by_a_shape() -> None:
    names = [t.text for t in draw_slopes(caption()).figure.data if t.text and "▶" in str(t.text)]
    assert names
    assert "<b>▶ 서울</b>" in names[0]


def test_only_what_is_told_of_is_numbered() -> None:
    numbers = [text for text in annotations(draw_scatter(caption()).figure) if text == "<b>1</b>"]
    assert len(numbers) == 1
