"""선정 shows who applied and who was chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import pytest

from monitor.figures.files import file_table
from monitor.figures.view import View
from monitor.store import questions
from tests.charts.gate import missing_glyphs, told_by_colour_alone
from tests.pages.reading import FOLDS, LANGUAGES, Shown
from tests.spreading import Spreading
from tests.tiny import Tiny

Open = Callable[..., Shown]
PARTS = ("funnel", "applications", "calls")


@pytest.fixture
def open_selection(spreading: Spreading, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens the page of the tiny programme, everything unfolded."""
    monkeypatch.setenv("MONITOR_STORE", str(spreading.store.folder))
    return partial(Shown.to_read, "selection")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("call", ["all", "C1", "C2"])
def test_every_part_is_shown(open_selection: Open, part: str, language: str, call: str) -> None:
    shown = open_selection(part=part, language=language, call=call)
    assert (shown.failed, shown.announced) == ([], [])


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("basis", ["16", "17"])
@pytest.mark.parametrize("region", ["busan", "daegu"])
@pytest.mark.parametrize("model_type", ["all", "community"])
def test_every_part_follows_its_choices(
    open_selection: Open, part: str, basis: str, region: str, model_type: str
) -> None:
    shown = open_selection(part=part, basis=basis, region=region, model_type=model_type)
    assert shown.failed == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_pass_and_have_their_table(open_selection: Open, part: str, language: str) -> None:
    shown = open_selection(part=part, language=language, call="all")
    assert set(shown.figures) <= set(shown.tables)
    for figure in shown.figures.values():
        drawn = go.Figure(figure.spec)
        assert told_by_colour_alone(drawn) == [], figure.title
        assert missing_glyphs(drawn) == set(), figure.title
        told = figure.alternative_text.replace(figure.title, "")
        assert any(letter.isdigit() for letter in told), figure.alternative_text


def test_the_newest_call_that_was_decided_is_shown_first(open_selection: Open) -> None:
    shown = open_selection()
    assert shown.address["call"] == "C1"
    assert (shown.tiles["접수"], shown.tiles["적격"], shown.tiles["선정"]) == ("7건", "5건", "3건")
    assert shown.tiles["선정률"] == "42.9%"


def test_all_calls_are_added_up(open_selection: Open) -> None:
    shown = open_selection(call="all")
    assert (shown.tiles["접수"], shown.tiles["선정률"]) == ("8건", "37.5%")


def test_provinces_without_an_application_are_named(open_selection: Open) -> None:
    (line,) = [text for text in open_selection().texts if "신청이 없는 시·도" in text]
    assert "12곳" in line
    assert all(name in line for name in ("대구", "세종", "경남"))
    assert "서울" not in line
    merged = [t for t in open_selection(basis="16").texts if "신청이 없는 시·도" in t]
    assert "전남광주" not in merged[0]


def test_totals_agree_between_tiles_tables_and_list(open_selection: Open) -> None:
    shown = open_selection(call="all")
    for key in ("outcomes-by-region", "outcomes-by-type"):
        assert shown.tables[key]["접수"].astype(int).sum() == 8
        assert shown.tables[key]["선정"].astype(int).sum() == 3
    assert shown.tables["selection-matrix"]["접수"].astype(int).sum() == 8
    listed = open_selection(part="applications", call="all").tables["applications"]
    assert len(listed) == 8
    assert listed["결과"].str.contains("\N{NO-BREAK SPACE}선정$").sum() == 3


def test_withdrawn_and_ineligible_ones_are_shown_as_such(open_selection: Open) -> None:
    listed = open_selection(part="applications").tables["applications"].set_index("사업명")
    assert listed.loc["사업 6", "결과"] == "×\N{NO-BREAK SPACE}부적격"
    assert listed.loc["사업 7", "결과"] == "○\N{NO-BREAK SPACE}취하"
    funnel = open_selection().tables["funnel"]
    assert funnel["결과"].tolist() == ["적격", "부적격", "취하", "미선정", "예비", "선정"]


def test_a_filter_leaves_the_matrix_whole(open_selection: Open) -> None:
    shown = open_selection(region="busan")
    assert shown.tiles["접수"] == "2건"
    assert shown.tables["selection-matrix"]["접수"].astype(int).sum() == 7


def test_a_selected_application_leads_to_its_project(open_selection: Open) -> None:
    shown = open_selection(part="applications")
    links = [str(t.value) for t in shown.app.table]
    assert any("/project?project=S1" in text for text in links)
    assert not any("project=A2" in text for text in links)


def test_the_course_of_a_call_is_told(open_selection: Open) -> None:
    shown = open_selection(part="calls")
    assert (shown.tiles["설명회"], shown.tiles["접수 기간"]) == ("2회", "30일")
    assert shown.tiles["마감에서 선정까지"] == "20일"
    assert len(shown.tables["sessions"]) == 2
    waiting = open_selection(part="calls", call="C2")
    assert waiting.tiles["마감에서 선정까지"] == "–"
    assert waiting.tiles["공모 예산(국비)"] == "공개되지 않음"


def test_figures_name_the_ministrys_register_as_their_source(open_selection: Open) -> None:
    for part in PARTS:
        for figure in open_selection(part=part).figures.values():
            assert any("행정안전부 사업 대장" in note for note in figure.annotations), figure.title


@pytest.mark.parametrize(
    ("key", "value"),
    [("part", "money"), ("call", "C9"), ("region", "atlantis"), ("model_type", "bank")],
)
def test_what_the_address_invents_is_named(open_selection: Open, key: str, value: str) -> None:
    shown = open_selection(**{key: value})
    assert shown.failed == []
    assert any(value in sentence for sentence in shown.announced)


def test_a_programme_without_calls_says_so(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(tiny.store.folder))
    shown = Shown.opened("selection", unfold=FOLDS)
    assert shown.failed == []
    assert any("아직 공모가 없습니다" in text for text in shown.announced)


def test_no_heading_of_a_file_is_an_id(spreading: Spreading) -> None:
    view = View("ko", spreading.second, 17, dark=False)
    for name in questions():
        if name.startswith("selection/"):
            headings = [h for h in file_table(view, spreading.ask(name)) if h.isascii()]
            assert headings == [], name
