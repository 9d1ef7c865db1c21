"""확산 shows what the release answers: models, results after support, awards and the council."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import pytest

from monitor.figures.files import file_table
from monitor.figures.parts import escape
from monitor.figures.view import View
from monitor.store import questions
from tests.charts.gate import missing_glyphs, told_by_colour_alone
from tests.pages.reading import FOLDS, LANGUAGES, Shown
from tests.spreading import HOSTILE, Spreading
from tests.tiny import Tiny

Open = Callable[..., Shown]
PARTS = ("models", "after", "awards")


@pytest.fixture
def open_spread(spreading: Spreading, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens the page of the tiny programme, everything unfolded."""
    monkeypatch.setenv("MONITOR_STORE", str(spreading.store.folder))
    return partial(Shown.to_read, "spread")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", ["2026", "2027", "2028"])
def test_every_part_is_shown(open_spread: Open, part: str, language: str, year: str) -> None:
    shown = open_spread(part=part, language=language, year=year)
    assert shown.failed == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("basis", ["16", "17"])
@pytest.mark.parametrize("region", ["busan", "daegu"])
@pytest.mark.parametrize("model", ["all", "M2"])
def test_every_part_follows_its_choices(
    open_spread: Open, part: str, basis: str, region: str, model: str
) -> None:
    shown = open_spread(part=part, basis=basis, region=region, model=model, result="jobs")
    assert shown.failed == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_pass_and_have_their_table(open_spread: Open, part: str, language: str) -> None:
    shown = open_spread(part=part, language=language)
    assert set(shown.figures) <= set(shown.tables)
    for figure in shown.figures.values():
        drawn = go.Figure(figure.spec)
        assert told_by_colour_alone(drawn) == [], figure.title
        assert missing_glyphs(drawn) == set(), figure.title
        told = figure.alternative_text.replace(figure.title, "")
        assert any(letter.isdigit() for letter in told), figure.alternative_text


def test_tiles_and_tables_say_the_same(open_spread: Open) -> None:
    shown = open_spread()
    assert shown.tiles["도입 지자체"] == "3곳"
    assert shown.tiles["올해 새 도입"] == "3건"
    assert shown.tiles["분기 이용자"] == "57명"
    assert shown.tables["routes"]["도입 지자체"].astype(int).sum() == 3
    assert shown.tables["curve"].tail(1)["도입 지자체"].tolist() == ["1"]
    assert len(shown.tables["adopters"]) == 6


def test_the_difference_from_the_indicator_is_said(open_spread: Open) -> None:
    (line,) = [text for text in open_spread().texts if "성과지표 ‘모델 도입 지자체 수’는" in text]
    assert "2곳입니다" in line
    assert all(part in line for part in ("셈 +2", "세지 않음 △1", "보고하지 않음 △2"))
    agreeing = [text for text in open_spread(year="2027").texts if "위의 도입 지자체와 같" in text]
    assert len(agreeing) == 1


def test_a_period_shows_only_what_was_known_by_then(open_spread: Open) -> None:
    shown = open_spread(year="2027")
    assert shown.tiles["도입 지자체"] == "3곳"
    assert len(shown.tables["adopters"]) == 3
    assert shown.tables["models"]["표준 모델"].tolist() == ["① 돌봄 모델", "② 순환 모델"]


def test_an_adopter_that_ended_is_listed_as_such(open_spread: Open) -> None:
    adopters = open_spread().tables["adopters"]
    (row,) = adopters[adopters["지자체"].str.contains("제주시")].to_dict("records")
    assert row["상태"] == "×\N{NO-BREAK SPACE}중단"
    assert "2028." in row["도입일"].split("–")[1]
    assert row["도입 결과"] == "예산이 끊김"


def test_the_words_of_an_adopter_are_text_and_nothing_else(open_spread: Open) -> None:
    shown = open_spread()
    (table,) = [t for t in shown.app.table if "도입 결과" in t.value]
    assert escape(HOSTILE) in table.value["도입 결과"].tolist()


def test_the_map_says_that_places_are_provinces(open_spread: Open) -> None:
    shown = open_spread()
    assert any("시·도 중심" in text for text in shown.texts)
    arcs = [t for t in shown.figures["routes"].spec["data"] if t.get("line", {}).get("dash")]
    assert len({trace["line"]["dash"] for trace in arcs}) > 1


def test_what_is_left_after_support_is_told(open_spread: Open) -> None:
    shown = open_spread(part="after")
    assert shown.tiles["이용자 유지"] == "75.0%"
    assert shown.tiles["일자리 유지"] == "50.0%"
    projects = shown.tables["after-projects"]
    assert projects["이용자 (명)"].tolist() == ["40 → 30", "–"]
    assert projects["보고 분기"].tolist() == ["2/2", "0/2"]
    cells = " ".join(shown.tables["after-quarters"]["이용자 (명)"])
    assert cells == "40 44 30 – – –"


def test_no_report_is_never_a_zero(open_spread: Open) -> None:
    shown = open_spread(part="after")
    texts = [
        t for trace in shown.figures["after-quarters"].spec["data"] for t in trace.get("text", [])
    ]
    assert texts.count("미보고") == 2


def test_before_any_support_ended_a_sentence_says_so(open_spread: Open) -> None:
    shown = open_spread(part="after", year="2026")
    assert any("지원이 끝난 사업이 없습니다" in text for text in shown.texts)


def test_awards_and_decisions_are_counted(open_spread: Open) -> None:
    shown = open_spread(part="awards")
    assert (shown.tiles["포상"], shown.tiles["포상 지자체"]) == ("3건", "3곳")
    assert (shown.tiles["협의체 회의"], shown.tiles["모델을 다룬 안건"]) == ("2회", "1건")
    of_busan = open_spread(part="awards", region="busan")
    assert of_busan.tiles["포상"] == "1건"
    assert len(of_busan.tables["awards"]) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [("part", "money"), ("year", "1999"), ("model", "M9"), ("region", "atlantis")],
)
def test_what_the_address_invents_is_named(open_spread: Open, key: str, value: str) -> None:
    part = {"region": "awards"}.get(key, "models")
    shown = open_spread(**({"part": part} | {key: value}))
    assert shown.failed == []
    assert any(value in sentence for sentence in shown.announced)


@pytest.mark.parametrize("part", PARTS)
def test_a_programme_without_models_says_so(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(tiny.store.folder))
    assert Shown.opened("spread", unfold=FOLDS, part=part).failed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_of_a_file_is_an_id(spreading: Spreading, language: str) -> None:
    view = View("en" if language == "en" else "ko", spreading.second, 17, dark=False)
    for name, asked in questions().items():
        # Totals are shown as tiles and offered as no file.
        if name.split("/")[0] in ("spread", "aftercare") and not name.endswith("/totals"):
            needs = {p.name for p in asked.parameters} & {"year", "quarter"}
            raw = spreading.ask(name, **{k: {"year": 2028, "quarter": 2}[k] for k in needs})
            unknown = [heading for heading in file_table(view, raw) if "_" in heading]
            assert unknown == [], name
            if language == "ko":
                assert [h for h in file_table(view, raw) if h.isascii()] == [], name
