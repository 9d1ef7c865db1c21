"""추진·예산: each part follows its filters, agrees with other pages, and says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest

from monitor.figures.files import file_table
from monitor.figures.progress_budget import budget_warning
from monitor.figures.view import View, vocabulary
from monitor.store import Release, ask
from monitor.wording import number_text
from tests.paced import Paced
from tests.pages.reading import LANGUAGES, Shown

PARTS = ("anomalies", "stages", "money")
FIGURES = {
    "anomalies": {"pace"},
    "stages": {
        *("gantt", "stages-region", "slip-region", "stages-model-type", "slip-model-type"),
        "passing",
    },
    "money": {"sources", "curve", "forecast", "year-end"},
}

Open = Callable[..., Shown]


@pytest.fixture
def open_progress(open_page: Open) -> Open:
    return partial(open_page, "progress")


@pytest.fixture
def open_paced(paced: Paced, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens the page on the tiny programme of stages and money."""
    monkeypatch.setenv("MONITOR_STORE", str(paced.store.folder))
    return partial(Shown.to_read, "progress")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_opens_with_its_figures(open_progress: Open, part: str, language: str) -> None:
    shown = open_progress(part=part, language=language)
    assert (shown.failed, set(shown.figures)) == ([], FIGURES[part])


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_its_table_and_says_its_finding(
    open_progress: Open, part: str, language: str
) -> None:
    shown = open_progress(part=part, language=language)
    assert set(shown.figures) <= set(shown.tables)
    for figure in shown.figures.values():
        told = figure.alternative_text.replace(figure.title, "")
        assert any(letter.isdigit() for letter in told), figure.alternative_text


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("region", ["seoul", "sejong", "jeju"])
@pytest.mark.parametrize("model_type", ["all", "community"])
@pytest.mark.parametrize("basis", ["16", "17"])
def test_every_part_follows_province_and_type(
    open_progress: Open, part: str, region: str, model_type: str, basis: str
) -> None:
    chosen = {"region": region, "model_type": model_type, "basis": basis}
    shown = open_progress(part=part, **chosen)
    assert shown.failed == []
    assert shown.address.items() >= chosen.items()


@pytest.mark.parametrize("year", ["2026", "2027", "2028"])
@pytest.mark.parametrize("part", ["anomalies", "money"])
def test_every_year_can_be_shown(open_progress: Open, part: str, year: str) -> None:
    assert open_progress(part=part, year=year).failed == []


def test_no_heading_of_a_file_is_left_untranslated(newest: Release) -> None:
    view = View("ko", newest, 17, dark=False)
    half = {"year": 2028, "quarter": 2}
    asked = {
        **{
            key: {}
            for key in (
                *("stages", "cohorts", "slippage", "passing", "year_end"),
                "national_budget",
            )
        },
        **dict.fromkeys(("stage_counts", "money", "curve", "forecast", "anomalies", "pace"), half),
    }
    for name, given in asked.items():
        raw = ask(f"progress/{name}", release=newest, **given)
        assert [h for h in file_table(view, raw) if h.isascii()] == [], name


# ── anomalies ────────────────────────────────────────────────────────────────────────────────────


def test_anomalies_come_first_and_each_names_its_project_and_numbers(open_paced: Open) -> None:
    shown = open_paced()
    assert shown.address["part"] == "anomalies"
    listed = shown.tables["anomalies"]
    assert [text.split("(")[0].strip() for text in listed["근거 (기준)"]] == [
        "가장 늦은 단계의 지연 181일",
        "집행률÷달성도 3.00배",
    ]
    assert list(listed["사업명"]) == ["사업 A", "사업 C"]
    numbers = shown.tables["anomaly_numbers"]
    assert list(numbers["가장 늦은 단계 (일)"]) == ["181", "0"]
    assert list(numbers["집행률 (%)"]) == ["46.7", "90.0"]


def test_what_is_not_judged_is_said_and_never_zero(open_paced: Open) -> None:
    shown = open_paced()
    assert shown.tiles["★\N{NO-BREAK SPACE}연말 집중 집행"] == "–"
    assert any("판단하지 못한 사업 1개" in text for text in shown.texts)
    assert any("4분기가 끝나야" in text for text in shown.texts)


def test_every_threshold_is_read_from_the_reference(open_progress: Open) -> None:
    told = " ".join(open_progress().texts)
    for row in vocabulary().rows("anomaly_rules"):
        decimals = len(row["threshold"].partition(".")[2])
        threshold = number_text(float(row["threshold"]), decimals)
        assert f"{row['name_ko']} {threshold}{row['unit_ko']} 이상" in told


def test_the_tiles_count_what_the_list_shows(open_progress: Open) -> None:
    shown = open_progress(year="2027")
    listed = shown.tables["anomalies"]["이상 징후"].str.replace(r"^\d+\. ", "", regex=True)
    counts = {
        f"{row['symbol']}\N{NO-BREAK SPACE}{row['name_ko']}"
        for row in vocabulary().rows("anomalies")
    }
    for name in counts:
        assert shown.tiles[name] == f"{(listed == name).sum()}개"


# ── stages ───────────────────────────────────────────────────────────────────────────────────────


def test_the_as_of_date_is_ruled_and_named(open_paced: Open) -> None:
    gantt = open_paced(part="stages", region="seoul").figures["gantt"]
    assert "기준일 2027. 6. 30." in gantt.annotations
    lines = [shape for shape in gantt.spec["layout"]["shapes"] if shape["type"] == "line"]
    assert len(lines) == 1


def test_a_province_shows_a_row_a_project_with_its_slip(open_paced: Open) -> None:
    shown = open_paced(part="stages", region="seoul")
    (texts,) = (
        trace["text"]
        for trace in shown.figures["gantt"].spec["data"]
        if trace.get("mode") == "text" and "일" in str(trace["text"])
    )
    assert [text.strip("\N{NO-BREAK SPACE}") for text in texts] == ["▲ 개발 +181일", "계획 0일"]
    assert list(shown.tables["late"]["지연 (일)"]) == ["+181", "+30"]


def test_stages_add_up_to_the_projects_running(open_progress: Open, newest: Release) -> None:
    shown = open_progress(part="stages")
    totals = ask("programme/totals", release=newest, year=2028, quarter=2).iloc[0]
    counted = [int(shown.tiles[row["name_ko"]][:-1]) for row in vocabulary().rows("stages")]
    assert sum(counted) == totals["projects"]
    for key in ("stages-region", "stages-model-type"):
        assert shown.tables[key].iloc[:, 1:].astype(int).to_numpy().sum() == totals["projects"]


# ── money ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("year", "quarter"), [(2026, 4), (2027, 4), (2028, 2)])
def test_money_agrees_with_the_overview(
    open_progress: Open, newest: Release, year: int, quarter: int
) -> None:
    tiles = open_progress(part="money", year=str(year)).tiles
    totals = ask("programme/totals", release=newest, year=year, quarter=quarter).iloc[0]
    for label, column in (("배정", "allocated"), ("교부", "granted"), ("집행", "executed")):
        assert tiles[label] == number_text(totals[column], 0, 1_000_000)
    assert tiles["국비 배정"] == number_text(totals["national_allocated"], 0, 1_000_000)


def test_a_budget_that_is_not_public_is_said(open_progress: Open) -> None:
    shown = open_progress(part="money", year="2027")
    assert shown.tiles["국비 예산 (백만원)"] == "비공개"
    assert any("2027년 국비 예산은 공개되지 않아" in text for text in shown.texts)
    assert open_progress(part="money", year="2026").tiles["국비 예산 (백만원)"] == "8,500"


def test_an_exceeded_budget_is_warned_of(newest: Release) -> None:
    view = View("ko", newest, 17, dark=False)
    money = {"allocated": 9_000_000_000, "granted": 8_000_000_000}
    rows = [
        {"year": 2026, "year_budget": 8_500_000_000, "is_exceeded": True, **money},
        {"year": 2027, "year_budget": None, "is_exceeded": False, **money},
    ]
    warned = budget_warning(view, pd.DataFrame(rows))
    assert "2026년 국비 예산 8,500백만원을 넘었습니다" in warned
    assert "2027" not in warned
    assert budget_warning(view, pd.DataFrame(rows[1:])) == ""


def test_the_forecast_names_its_method_and_band(open_progress: Open) -> None:
    shown = open_progress(part="money", year="2028")
    assert "예상" in shown.figures["forecast"].title
    assert any(text.startswith("※ 방법:") for text in shown.texts)
    assert any("범위:" in text for text in shown.texts)


def test_why_there_is_no_forecast_is_said(open_progress: Open) -> None:
    over = open_progress(part="money", year="2027")
    assert "forecast" not in over.figures
    assert any("2027년은 끝난 해" in text for text in over.texts)


def test_a_plan_of_some_is_said_to_be_of_some(open_paced: Open) -> None:
    shown = open_paced(part="money", year="2027")
    assert any("2개 중 1개" in text for text in shown.texts)
    assert list(shown.tables["curve"]["계획 보고 사업"]) == ["1/2", "1/2", "0/2", "1/2"]
    shown = open_paced(part="money", year="2027", funding_source="local")
    assert any("집행 계획을 보고한 사업이 없어" in text for text in shown.texts)


def test_what_was_carried_is_told_from_what_is_not_known(open_paced: Open) -> None:
    shown = open_paced(part="money", year="2027", funding_source="local")
    assert shown.tiles["전년 이월 (백만원)"] == "–"
    assert any("나눌 수 없어" in text for text in shown.texts)


@pytest.mark.parametrize(
    ("key", "value"),
    [("part", "weather"), ("year", "1999"), ("region", "atlantis"), ("funding_source", "lottery")],
)
def test_what_the_address_invents_is_named(open_progress: Open, key: str, value: str) -> None:
    shown = open_progress(**({"part": "money"} | {key: value}))
    assert shown.failed == []
    assert any(value in sentence for sentence in shown.announced)
