"""Figures of stages and money: the Gantt, columns by quarter, the curve of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from monitor.charts import Caption, Chart
from monitor.charts.bars import stacked
from monitor.charts.curve import Curve, Fan, curves
from monitor.charts.gantt import Said, Stage, gantt
from monitor.charts.quarters import quarters
from monitor.charts.scatter import scatter
from monitor.wording import Language, number_text
from tests.charts.gate import annotations, problems, texts_of

FINDING = "사업 3개 중 지금 늦은 사업 1개"
HOSTILE = "<b>가&나</b> $x$"
NOTHING = float("nan")
TODAY = dt.date(2027, 6, 30)
STAGES = [Stage("plan", "계획", "#b7cefb"), Stage("development", "개발", "#7da7f8")]
SAID = Said("계획", "실제", "계획 종료일 뒤", "기준일 2027. 6. 30.", "7월")


def caption(language: Language = "ko", *, dark: bool = False) -> Caption:
    source = "자료: 시·도 제출 자료 · 기준일: 2027. 6. 30. (잠정)<br>시연용 가상 자료"
    if language == "en":
        source = "Source: province workbooks · As of 30 June 2027 (provisional)"
    return Caption("단계별 계획과 실제", "일", source, language, dark)


def _stage(key: str, stage: str, planned: str, actual: str = "", **more: Any) -> dict[str, Any]:
    """Write a stage as ``2026-01-01/2026-03-31``; what has not happened is left out."""
    days = [*planned.split("/"), *(f"{actual}/".split("/")[:2])]
    dates = [pd.Timestamp(day) if day else pd.NaT for day in days]
    names = ("planned_start", "planned_end", "actual_start", "actual_end")
    row = {"key": key, "label": key, "stage": stage, "text": "+1일", "hover": f"{key}\n{stage}"}
    return row | dict(zip(names, dates, strict=True)) | {"counted_to": pd.Timestamp(TODAY)} | more


ROWS = [
    _stage("가", "plan", "2026-01-01/2026-03-31", "2026-01-05/2026-03-31"),
    _stage("가", "development", "2026-04-01/2026-12-31", "2026-04-01/2027-01-10"),
    _stage(HOSTILE, "plan", "2027-01-01/2027-05-31", "2027-01-01/"),
    _stage(HOSTILE, "development", "2027-07-01/2027-12-31"),
]


def draw_gantt(caption: Caption) -> Chart:
    frame = pd.DataFrame(ROWS).assign(group=["2026년 선정"] * 2 + ["2027년 선정"] * 2)
    return gantt(frame, caption, FINDING, stages=STAGES, today=TODAY, said=SAID)


def draw_quarters(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "group": ["계획"] * 3 + [HOSTILE] * 3,
            "number": [8105, 8106, 8107] * 2,
            "actual": [2.0, 0.0, NOTHING, 1.0, 3.0, NOTHING],
            "planned": [3, 1, 0, 0, 2, 4],
            "hover": ["가", "나", "다"] * 2,
        }
    )
    return quarters(
        frame, caption, FINDING, write=number_text, actual_name="마친 사업", planned_name="계획"
    )


CURVE = pd.DataFrame(
    {
        "x": [0, 1, 2, 3, 4],
        "executed": [0.0, 20.0, 40.0, NOTHING, NOTHING],
        "planned": [0.0, 20.0, 50.0, 75.0, 100.0],
        "previous": [NOTHING] * 5,
    }
)
FAN = Fan("예상", 2, 40.0, 4, 80.0, 90.0, 97.0)


def draw_curve(caption: Caption) -> Chart:
    return curves(
        CURVE,
        caption,
        FINDING,
        lines=[
            Curve("executed", "집행"),
            Curve("planned", "계획", "dash", "diamond-open", "ink"),
            Curve("previous", "전년", "dot", "square", "soft_ink"),
        ],
        ticks={0: "", 1: "1분기 말", 2: "2분기 말", 3: "3분기 말", 4: "4분기 말"},
        write=number_text,
        level=("배정", 100.0),
        fan=FAN,
    )


BUILDERS = [draw_gantt, draw_quarters, draw_curve]


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


def _bars(chart: Chart, name: str) -> list[tuple[int, int]]:
    """Return begin and end of the bars of a trace, in days of the calendar."""
    (trace,) = (trace for trace in chart.figure.data if trace.name == name)
    return [(base, base + x) for base, x in zip(trace.base, trace.x, strict=True)]


def _day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def test_a_stage_runs_from_its_first_day_to_the_end_of_its_last() -> None:
    chart = draw_gantt(caption())
    assert _bars(chart, "계획 계획") == [
        (_day("2026-01-01"), _day("2026-04-01")),
        (_day("2027-01-01"), _day("2027-06-01")),
    ]
    assert _bars(chart, "개발 실제") == [(_day("2026-04-01"), _day("2027-01-01"))]


def test_what_goes_beyond_the_planned_end_is_told_apart() -> None:
    chart = draw_gantt(caption())
    # Ended ten days late, and open since a month up to the end of the as-of date.
    assert _bars(chart, "개발 계획 종료일 뒤") == [(_day("2027-01-01"), _day("2027-01-11"))]
    assert _bars(chart, "계획 계획 종료일 뒤") == [(_day("2027-06-01"), _day("2027-07-01"))]
    (late,) = (t for t in chart.figure.data if t.name == "개발 계획 종료일 뒤")
    assert late.marker.pattern.shape == "/"


def test_today_is_ruled_and_named() -> None:
    figure = draw_gantt(caption()).figure
    (line,) = (shape for shape in figure.layout.shapes if shape.type == "line")
    assert line.x0 == line.x1 == _day("2027-07-01")
    assert "<b>기준일 2027. 6. 30.</b>" in annotations(figure)


def test_a_group_is_named_above_its_rows() -> None:
    axis = draw_gantt(caption()).figure.layout.yaxis
    labels = [text for _, text in sorted(zip(axis.tickvals, axis.ticktext, strict=True))]
    assert labels[:3] == ["<b>2026년 선정</b>", "가", "<b>2027년 선정</b>"]


def test_a_stage_that_has_not_begun_has_its_plan_only() -> None:
    names = {trace.name for trace in draw_gantt(caption()).figure.data}
    rows = pd.DataFrame([ROWS[3]])
    alone = gantt(rows, caption(), FINDING, stages=STAGES, today=TODAY, said=SAID)
    assert {t.name for t in alone.figure.data if t.type == "bar"} == {"개발 계획"}
    assert "개발 실제" in names


def test_a_quarter_that_has_not_ended_has_no_column() -> None:
    (columns,) = (t for t in draw_quarters(caption()).figure.data if t.type == "bar")
    assert list(columns.y) == [2.0, 0.0, 1.0, 3.0]


def test_a_number_stands_above_its_column_and_its_plan() -> None:
    (texts,) = (t for t in draw_quarters(caption()).figure.data if t.text and "2" in t.text)
    assert list(zip(texts.text, texts.y, strict=True)) == [("2", 3.0), ("1", 1.0), ("3", 3.0)]


def test_the_curve_names_what_is_expected_with_its_band() -> None:
    figure = draw_curve(caption()).figure
    assert "예상 90 (80~97)" in annotations(figure)
    (band,) = (t for t in figure.data if t.fill == "toself")
    assert list(zip(band.x, band.y, strict=True)) == [(2, 40.0), (4, 97.0), (4, 80.0), (2, 40.0)]


def test_names_at_the_end_of_curves_do_not_touch() -> None:
    figure = draw_curve(caption()).figure
    places = sorted(note.y for note in figure.layout.annotations if note.x == 4)
    assert len(places) == 3
    apart = [high - low for low, high in pairwise(places)]
    assert min(apart) >= 0.07 * 100
    assert max(places) <= figure.layout.yaxis.range[1]


def test_a_line_without_values_is_not_drawn() -> None:
    assert not [t for t in annotations(draw_curve(caption()).figure) if "전년" in t]


def test_stacked_bars_write_values_as_told_and_leave_out_what_does_not_fit() -> None:
    frame = pd.DataFrame(
        {"label": ["국비"] * 2, "part": ["a", "b"], "value": [9_000_000_000, 20_000_000]}
    )
    chart = stacked(
        frame,
        caption(),
        FINDING,
        parts=[("a", "집행", "#256ef4"), ("b", "미교부", "#eef0f2")],
        write=lambda won: number_text(won, 0, 1_000_000),
    )
    assert [list(trace.text) for trace in chart.figure.data] == [["<b>9,000</b>"], [""]]


def test_numbers_at_marks_in_one_place_stand_at_different_corners() -> None:
    frame = pd.DataFrame(
        {
            "x": [50.0, 50.5, 49.8, 90.0],
            "y": [40.0, 40.3, 39.9, 10.0],
            "x_median": 50.0,
            "y_median": 50.0,
            "symbol": "square",
            "is_soft": False,
            "number": ["1", "2", "3", "4"],
            "hover": "가",
        }
    )
    figure = scatter(frame, caption(), FINDING, x_name="달성도", y_name="집행률", key="■").figure
    numbers = {f"<b>{number}</b>" for number in frame["number"]}
    corners = [
        (n.x > 60, n.xanchor, n.yanchor) for n in figure.layout.annotations if n.text in numbers
    ]
    assert len(set(corners)) == 4
