"""Figures of linkage: columns over quarters, networks, rings, a flow of two steps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import pytest

from monitor.charts import Caption, Chart
from monitor.charts.bars import stacked
from monitor.charts.columns import Pane, Part, columns
from monitor.charts.flow import flow
from monitor.charts.network import network
from monitor.charts.rings import rings
from monitor.wording import Language, number_text
from tests.charts.gate import annotations, problems, texts_of

FINDING = "가장 많은 것은 서울 12개"
HOSTILE = "<b>가&나</b> $x$"
NOTHING = float("nan")


def caption(language: Language = "ko", *, dark: bool = False) -> Caption:
    source = "자료: 시·도 제출 자료 · 기준일: 2027. 3. 31. (잠정)<br>시연용 가상 자료"
    if language == "en":
        source = "Source: province workbooks · As of 31 March 2027 (provisional)"
    return Caption("협력", "개", source, language, dark)


QUARTERS = pd.DataFrame(
    {
        "label": ["3분기", "4분기", "1분기"],
        "year": [2026, 2026, 2027],
        "social": [20, 30, NOTHING],
        "other": [10, 1, NOTHING],
        "joined": [4, 0, NOTHING],
        "departed": [0, 2, NOTHING],
    }
)


def draw_columns(caption: Caption) -> Chart:
    panes = [
        Pane(HOSTILE, [Part("social", HOSTILE), Part("other", "그 밖", "soft_ink", is_open=True)]),
        Pane("분기 중", [Part("joined", "참여"), Part("departed", "탈퇴", "ink", True, True)]),
    ]
    return columns(QUARTERS, caption, FINDING, panes=panes, write=number_text)


NODES = pd.DataFrame(
    [
        ("middle", "A", HOSTILE, "단독 2개", False),
        (
            "middle",
            "B",
            "아주 긴 사업명을 가진 사업의 이름이 두 줄에 걸쳐 이어지는 경우",
            "–",
            True,
        ),
        ("middle", "C", "다", "단독 0개", False),
        ("left", "m", "복지부", "", False),
        ("right", "x", HOSTILE, "", False),
        ("right", "y", "나조합", "", True),
        ("right", "z", "다조합", "", False),
    ],
    columns=["side", "key", "label", "note", "is_open"],
)
TIES = pd.DataFrame(
    [("A", "m", 3), ("C", "z", 1), ("A", "x", 1), ("C", "x", 1), ("A", "y", 1), ("C", "y", 1)],
    columns=["from_key", "to_key", "weight"],
)
HEADINGS = {"left": "부처", "middle": "사업", "right": "조직"}


def draw_network(caption: Caption) -> Chart:
    return network(NODES, TIES, caption, FINDING, headings=HEADINGS)


def draw_rings(caption: Caption) -> Chart:
    panels = pd.DataFrame(
        {"panel": ["p", "q"], "label": ["서울", HOSTILE], "note": ["사업 3", "사업 1"]}
    )
    spots = pd.DataFrame(
        {
            "panel": ["p", "p", "p", "q"],
            "key": ["A", "B", "C", "D"],
            "mark": ["circle", "circle", "circle-open", "x"],
            "is_tied": [True, True, False, False],
            "hover": ["가", "나", "다", "라"],
        }
    )
    ties = pd.DataFrame({"from_key": ["A"], "to_key": ["B"], "weight": [2]})
    return rings(panels, spots, ties, caption, FINDING, columns=2, key="● 이어진 사업")


def draw_flow(caption: Caption) -> Chart:
    frame = pd.DataFrame(
        {
            "step": 1,
            "from_state": ["m", "m", "n"],
            "to_state": ["a", "b", "b"],
            "projects": [6, 3, 1],
        }
    )
    states = {
        "m": ("soft_ink", HOSTILE),
        "n": ("soft_ink", "고용부"),
        "a": ("#256ef4", "공공서비스"),
        "b": ("#0f7a55", "순환경제"),
    }
    write = {(0, "m"): "9", (0, "n"): "1", (1, "a"): "6", (1, "b"): "4"}
    return flow(frame, caption, FINDING, steps=["부처", "유형"], states=states, write=write)


BUILDERS = [draw_columns, draw_network, draw_rings, draw_flow]


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


def test_a_stack_carries_its_sum_and_what_leaves_a_triangle() -> None:
    texts = [list(t.text) for t in draw_columns(caption()).figure.data if t.type == "scatter"]
    assert texts == [["<b>30</b>", "<b>31</b>", ""], ["<b>4</b>", "", ""], ["", "<b>△2</b>", ""]]


def test_a_number_stands_in_its_part_only_where_it_fits() -> None:
    social, other, *_ = draw_columns(caption()).figure.data
    assert list(social.text) == ["20", "30", ""]
    assert list(other.text) == ["10", "", ""]


def test_what_leaves_hangs_below_the_line() -> None:
    *_, departed, _, _ = draw_columns(caption()).figure.data
    assert (departed.name, list(departed.y)) == ("탈퇴", [0, -2, 0])


def test_a_year_is_named_below_its_first_quarter() -> None:
    ticks = draw_columns(caption()).figure.layout.xaxis.ticktext
    assert ticks == ("3분기<br><b>2026</b>", "4분기", "1분기<br><b>2027</b>")


def test_names_of_a_side_never_touch() -> None:
    sides = [t for t in draw_network(caption()).figure.data if t.mode == "markers"]
    heights = sorted(-y for side in sides for y in side.y if side.x[0] == 1)
    assert all(below - above >= 25 for above, below in pairwise(heights))
    assert len(heights) == 3


def test_boxes_never_overlap_and_the_unknown_is_dashed() -> None:
    boxes = [s for s in draw_network(caption()).figure.layout.shapes if s.type == "rect"]
    edges = [(box.y1, box.y0) for box in boxes]
    assert all(above[1] > below[0] for above, below in pairwise(edges))
    assert [box.line.dash for box in boxes] == ["solid", "dash", "solid"]


def test_as_many_lines_as_ties_the_thicker_the_more() -> None:
    paths = [s for s in draw_network(caption()).figure.layout.shapes if s.type == "path"]
    assert len(paths) == len(TIES)
    assert paths[0].line.width > paths[1].line.width


def test_a_network_without_anybody_shared_is_still_drawn() -> None:
    middle = NODES[NODES["side"] == "middle"]
    chart = network(middle, TIES.head(0), caption(), FINDING, headings=HEADINGS)
    assert problems(chart) == []


def test_rings_join_those_that_are_tied() -> None:
    line, marks = draw_rings(caption()).figure.data
    places = list(zip(marks.x, marks.y, strict=True))
    assert list(zip(line.x, line.y, strict=True)) == [places[0], places[1], (None, None)]
    assert list(marks.marker.symbol) == ["circle", "circle", "circle-open", "x"]


def test_a_flow_of_two_steps_is_written_outside_its_ribbons() -> None:
    notes = draw_flow(caption()).figure.layout.annotations
    ends = {note.text: note.xanchor for note in notes if note.text.endswith(("</b>",))}
    assert ends["고용부 <b>1</b>"] == "right"
    assert ends["순환경제 <b>4</b>"] == "left"


def test_ribbons_take_the_colour_of_their_end() -> None:
    shapes = draw_flow(caption()).figure.layout.shapes
    ribbons = [shape.fillcolor for shape in shapes if shape.type == "path"]
    assert sorted(ribbons) == ["#0f7a55", "#0f7a55", "#256ef4"]


def test_a_number_too_wide_for_its_part_is_left_to_the_table() -> None:
    frame = pd.DataFrame({"label": ["가", "가"], "part": ["done", "open"], "value": [1, 120]})
    parts = [("done", "완료", "#256ef4"), ("open", "개발 중", "#cdd1d5")]
    figure = stacked(frame, caption(), FINDING, parts=parts).figure
    assert [list(trace.text) for trace in figure.data] == [[""], ["<b>120</b>"]]
    assert annotations(figure)
