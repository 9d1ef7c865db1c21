"""Every builder's figure passes the gate, and the gate can fail."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.charts import Caption, Chart
from monitor.charts.bars import bars, stacked
from monitor.charts.lettering import contrast, halved, text_on
from monitor.charts.lines import lines, small_multiples
from monitor.charts.matrix import matrix
from monitor.charts.strip import strips
from monitor.charts.theme import Drawing, axis_text, escaped, finish, nice_ticks
from monitor.charts.waterfall import waterfall
from monitor.wording import Language, number_text
from tests.charts.gate import annotations, missing_glyphs, problems, texts_of

FINDING = "최고는 서울 12명, 최저는 부산 3명"
HOSTILE = "<b>가&나</b> $x$"


def caption(language: Language = "ko", *, dark: bool = False) -> Caption:
    source = "자료: 시·도 제출 자료 · 기준일: 2027. 3. 31. (잠정)<br>시연용 가상 자료"
    if language == "en":
        source = "Source: province workbooks · As of 31 March 2027 (provisional)"
    return Caption("서비스 이용자 수", "명", source, language, dark)


def write(value: float) -> str:
    return number_text(value)


def draw_bars(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "label": ["서울", HOSTILE, "부산"],
            "value": [12.0, 3.0, float("nan")],
            "text": ["12", "3", "–"],
            "reference": [10.0, 4.0, 5.0],
        }
    )
    return bars(frame, caption, FINDING, reference_name="연간 목표")


def draw_stacked(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "label": ["서울", "서울", "부산", "부산"],
            "part": ["plan", "research", "plan", "research"],
            "value": [1, 2, 0, 3],
        }
    )
    parts = [("plan", "계획", "#b7cefb"), ("research", "성과 연구", "#0b3fa3")]
    return stacked(frame, caption, FINDING, parts=parts)


def draw_panels(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "group": ["서울", "서울", HOSTILE, HOSTILE],
            "year": [2026, 2027, 2026, 2027],
            "actual": [1.0, 4.0, float("nan"), 2.0],
            "target": [2.0, 4.5, float("nan"), float("nan")],
        }
    )
    names = {"actual_name": "실적", "target_name": "연간 목표"}
    return small_multiples(frame, caption, FINDING, columns=2, write=write, **names)


def draw_lines(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "group": ["2026년 선정", "2026년 선정", "2027년 선정"],
            "x": [1, 2, 1],
            "value": [1.0, 5.0, 2.0],
        }
    )
    return lines(frame, caption, FINDING, write=write, ticks={1: "1년차", 2: "2년차"})


def draw_matrix(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "row": ["서울", "서울", HOSTILE, HOSTILE],
            "column": ["공공서비스", "순환경제", "공공서비스", "순환경제"],
            "value": [1.0, 0.5, float("nan"), 2.0],
            "text": ["1.00", "0.50", "–", "2.00"],
        }
    )
    return matrix(frame, caption, FINDING, around_one=True)


def draw_strips(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "group": ["공공서비스", "공공서비스", "순환경제"],
            "value": [1.0, 9.0, float("nan")],
            "median": [5.0, 5.0, float("nan")],
            "name": [HOSTILE, "사업", ""],
            "colour": ["#256ef4", "#256ef4", "#0f7b5f"],
            "symbol": ["circle", "circle", "square"],
        }
    )
    return strips(frame, caption, FINDING, write=write, median_name="중앙값")


def draw_waterfall(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "label": ["2026년", "실제 변화", "보고 범위", "2027년"],
            "value": [10.0, 5.0, -3.0, 12.0],
            "text": ["10", "+5", "△3", "12"],
            "kind": ["total", "change", "change", "total"],
        }
    )
    return waterfall(frame, caption, FINDING)


BUILDERS = [
    draw_bars,
    draw_stacked,
    draw_panels,
    draw_lines,
    draw_matrix,
    draw_strips,
    draw_waterfall,
]


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


def test_the_gate_finds_a_glyph_that_our_font_lacks() -> None:
    figure = go.Figure(go.Scatter(x=[1], y=[1], text=["좋음 \N{WHITE HEAVY CHECK MARK}"]))
    assert missing_glyphs(figure) == {"\N{WHITE HEAVY CHECK MARK}"}


def test_the_gate_finds_what_was_left_out() -> None:
    bare = Chart(Drawing(), "")
    assert problems(bare) == ["no unit", "no source", "no title", "alternative text says nothing"]


def test_the_gate_finds_lines_told_apart_by_colour_alone() -> None:
    drawing = Drawing()
    drawing.trace("scatter", x=[1, 2], y=[1, 2], mode="lines", line={"color": "red"})
    drawing.trace("scatter", x=[1, 2], y=[2, 1], mode="lines", line={"color": "blue"})
    chart = finish(drawing, caption(), FINDING, height=300)
    assert problems(chart) == ["told by colour alone: traces [1]"]


def test_a_missing_value_draws_no_bar_but_keeps_its_row() -> None:
    figure = draw_bars(caption()).figure
    assert len(figure.layout.yaxis.tickvals) == 3
    assert pd.isna(figure.data[0].x[2])


BARS = pd.DataFrame({"label": ["가", "나"], "value": [1.0, 9.5], "text": ["1", "9.5"]})


def text_places(frame: pd.DataFrame) -> dict[str, float]:
    figure = bars(frame, caption(), FINDING, reference_name="목표", value_name="실적").figure
    return {note.text: note.x for note in figure.layout.annotations if note.text in {"1", "9.5"}}


def test_a_text_stands_at_the_end_of_its_bar() -> None:
    assert text_places(BARS) == {"1": 1.0, "9.5": 9.5}


def test_no_text_stands_where_it_could_be_read_as_the_targets() -> None:
    assert text_places(BARS.assign(reference=[10.0, 10.0])) == {"1": 0, "9.5": 0}


def test_bars_say_what_is_actual_and_what_is_target() -> None:
    figure = bars(BARS, caption(), FINDING, reference_name="목표", value_name="실적").figure
    assert any("■</span> 실적" in text and "목표" in text for text in annotations(figure))


def test_the_number_of_a_panel_has_the_colour_of_its_line() -> None:
    figure = draw_panels(caption()).figure
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    numbers = next(trace for trace in figure.data if trace.text and "<b>4</b>" in trace.text)
    assert numbers.textfont.color == line.line.color
    assert any("● 실적" in text for text in annotations(figure))


def test_the_waterfall_leaves_room_for_its_highest_step() -> None:
    frame = pd.DataFrame(
        {
            "label": ["전", "위", "아래", "후"],
            "value": [10.0, 20.0, -25.0, 5.0],
            "text": ["10", "+20", "△25", "5"],
            "kind": ["total", "change", "change", "total"],
        }
    )
    lowest, highest = waterfall(frame, caption(), FINDING).figure.layout.yaxis.range
    assert lowest <= 0 < 30 < highest


def test_every_bar_of_a_waterfall_is_named() -> None:
    label = "2027년 상반기 당초 공표"
    frame = pd.DataFrame({"label": [label, "후"], "value": [1.0, 1.0], "text": ["1", "1"]})
    axis = waterfall(frame.assign(kind="total"), caption(), FINDING).figure.layout.xaxis
    assert [text.replace("<br>", " ") for text in axis.ticktext] == [label, "후"]
    assert all(len(line) < 8 for line in axis.ticktext[0].split("<br>"))


def test_a_line_that_ends_early_has_its_name_at_its_own_end() -> None:
    figure = draw_lines(caption()).figure
    ends = {note.text: note.x for note in figure.layout.annotations if "선정" in note.text}
    assert ends == {"2026년 선정 <b>5</b>": 2, "2027년 선정 <b>2</b>": 1}


def test_the_title_unit_and_source_are_the_captions() -> None:
    figure = draw_waterfall(caption()).figure
    assert figure.layout.title.text == "<b>서비스 이용자 수</b>"
    assert "(단위: 명)" in annotations(figure)
    assert caption().source in annotations(figure)


def test_axis_values_are_written_in_man_and_eok() -> None:
    assert [axis_text(value, "ko") for value in (0, 1500, 20_000, 300_000_000, -15_000)] == [
        "0",
        "1,500",
        "2만",
        "3억",
        "△1.5만",
    ]
    assert axis_text(2_500_000, "en") == "2.5M"


def test_a_label_breaks_at_a_space_or_before_its_longer_half() -> None:
    assert halved("지역활성화") == ["지역", "활성화"]
    assert halved("Everyday services") == ["Everyday", "services"]
    assert halved("서울") == ["서울"]


def test_markup_in_a_name_is_shown_not_obeyed() -> None:
    assert escaped("<b>a&b") == "&lt;b&gt;a&amp;b"


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_text_on_any_colour_is_readable(colour: str) -> None:
    """Source: WCAG 2.2, success criterion 1.4.3."""
    assert contrast(colour, text_on(colour)) >= 4.5


@given(
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 3)),
    st.floats(0.01, 1e9, allow_nan=False).map(lambda number: round(number, 3)),
)
def test_ticks_lie_within_their_range_and_are_few(lowest: float, width: float) -> None:
    ticks = nice_ticks(lowest, lowest + width)
    assert len(ticks) <= 6
    assert all(lowest - 1e-6 <= tick <= lowest + width + 1e-6 * (1 + width) for tick in ticks)
