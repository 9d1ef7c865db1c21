"""연차 평가 shows what the release answers, and goes from a decision to its grounds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import pytest

from monitor.figures.files import file_table
from monitor.figures.view import View, vocabulary
from monitor.store import Release, Store, ask
from tests.charts.gate import missing_glyphs, told_by_colour_alone
from tests.pages.reading import Shown, plain
from tests.tiny import Tiny

Open = Callable[..., Shown]
PARTS = ("results", "paths", "project", "what_if")
TYPES = tuple(row["model_type"] for row in vocabulary().rows("model_types"))
REGIONS = tuple(region.region for region in vocabulary().units_of(17))


@pytest.fixture
def open_evaluation(demonstration: Store, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens the page with the table under every figure."""
    monkeypatch.setenv("MONITOR_STORE", str(demonstration.folder))
    return partial(Shown.to_read, "evaluation")


@pytest.fixture(scope="session")
def results(newest: Release) -> pd.DataFrame:
    return ask("evaluation/results", release=newest, year=2027)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("year", ["2026", "2027"])
def test_every_part_is_shown(open_evaluation: Open, part: str, language: str, year: str) -> None:
    shown = open_evaluation(part=part, language=language, year=year)
    assert shown.failed == []
    assert shown.announced == []


@pytest.mark.parametrize("part", PARTS[1:])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_figures_beyond_the_first_part_pass_too(
    open_evaluation: Open, part: str, language: str
) -> None:
    for figure in open_evaluation(part=part, language=language).figures.values():
        drawn = go.Figure(figure.spec)
        assert told_by_colour_alone(drawn) == [], figure.title
        assert missing_glyphs(drawn) == set(), figure.title


@pytest.mark.parametrize("part", PARTS)
def test_no_heading_of_a_file_is_an_id(open_evaluation: Open, newest: Release, part: str) -> None:
    """What can be downloaded is headed in Korean."""
    asked = {"year": 2027}
    questions = {
        "results": ["results", "measured_and_judged"],
        "paths": ["movers", "flow", "group_paths"],
        "project": ["profile", "scores"],
        "what_if": ["what_if"],
    }
    view = View("ko", newest, 17, dark=False)
    for name in questions[part]:
        given = asked | ({"project": "2026-GAN-03"} if part == "project" else {})
        given = {} if name == "group_paths" else given
        raw = ask(f"evaluation/{name}", release=newest, **given)
        headings = [heading for heading in file_table(view, raw) if heading.isascii()]
        assert headings == [], name


@pytest.mark.parametrize("part", PARTS)
def test_every_figure_has_its_table_and_says_its_finding(open_evaluation: Open, part: str) -> None:
    shown = open_evaluation(part=part)
    assert set(shown.figures) <= set(shown.tables)
    for figure in shown.figures.values():
        told = figure.alternative_text.replace(figure.title, "")
        assert any(letter.isdigit() for letter in told), figure.alternative_text


@pytest.mark.parametrize("part", PARTS[:3])
@pytest.mark.parametrize("region", ["sejong", "seoul", "jeju"])
@pytest.mark.parametrize("model_type", ["all", TYPES[0]])
def test_every_part_follows_province_and_type(
    open_evaluation: Open, part: str, region: str, model_type: str
) -> None:
    shown = open_evaluation(part=part, region=region, model_type=model_type)
    assert shown.failed == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("basis", ["16", "17"])
def test_every_part_stands_on_both_bases(open_evaluation: Open, part: str, basis: str) -> None:
    assert open_evaluation(part=part, basis=basis).failed == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("part", "money"),
        ("year", "1999"),
        ("year", "2028"),
        ("region", "atlantis"),
        ("criterion", "beauty"),
        ("programme_year", "9"),
    ],
)
def test_what_the_address_invents_is_named(open_evaluation: Open, key: str, value: str) -> None:
    shown = open_evaluation(**{key: value})
    assert shown.failed == []
    assert any(value in sentence for sentence in shown.announced)


def test_a_project_that_the_address_invents_is_named(open_evaluation: Open) -> None:
    shown = open_evaluation(part="project", project="2099-XXX-01")
    assert shown.failed == []
    assert any("2099-XXX-01" in sentence for sentence in shown.announced)


@pytest.mark.parametrize("pairs", ["nonsense", "2_plan:x", "2_plan:999999", "'; drop table score"])
def test_weights_that_make_no_sense_are_the_records(open_evaluation: Open, pairs: str) -> None:
    shown = open_evaluation(part="what_if", weights=pairs, cut_offs=pairs)
    assert shown.failed == []


def test_a_release_before_any_evaluation_says_so(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(tiny.store.folder))
    shown = Shown.opened("evaluation")
    assert shown.failed == []
    assert shown.figures == {}
    assert any("아직 평가한 연도가 없습니다" in sentence for sentence in shown.announced)


def test_the_table_holds_every_project_with_its_score(
    open_evaluation: Open, results: pd.DataFrame
) -> None:
    table = open_evaluation().tables["results"]
    assert list(table["사업명"]) == list(results["name"])
    assert list(table["점수"]) == [f"{score:.2f}" for score in results["score"]]


def test_tiles_count_what_the_table_shows(open_evaluation: Open) -> None:
    shown = open_evaluation()
    table = shown.tables["results"]
    for grade in "SABCD":
        assert shown.tiles[f"{grade}등급"] == f"{(table['등급'] == grade).sum()}개"
    assert shown.tiles["평가 사업"] == f"{len(table)}개"


def test_agreement_is_said_in_words(open_evaluation: Open, newest: Release) -> None:
    agreement = ask("evaluation/agreement", release=newest, year=2027)
    totals = agreement[agreement["criterion"] == "total"]
    tiles = open_evaluation().tiles
    for row in totals.itertuples():
        word = "높음" if row.alpha >= 0.8 else "보통" if row.alpha >= 0.667 else "낮음"
        assert tiles[f"위원 일치도 {row.programme_year}년차"] == f"{row.alpha:.2f} {word}"


def test_a_deviating_decision_carries_its_reason(
    open_evaluation: Open, results: pd.DataFrame
) -> None:
    row = results[results["is_deviating"]].iloc[0]
    table = open_evaluation().tables["results"].set_index("사업명")
    assert str(row["reason"]) in table.loc[row["name"], "표시"]
    shown = open_evaluation(part="project", project=row["project"])
    assert any(str(row["reason"]) in text for text in shown.texts)


def test_one_goes_from_a_decision_to_who_gave_each_score(
    open_evaluation: Open, newest: Release, results: pd.DataFrame
) -> None:
    project = results[results["corrected"] > 0]["project"].iloc[0]
    shown = open_evaluation(part="project", project=project)
    sheets = ask("evaluation/sheets", release=newest, year=2027, project=project)
    scores = ask("evaluation/scores", release=newest, year=2027, project=project)
    assert len(shown.tables["sheets"]) == len(sheets)
    named = list(sheets.loc[sheets["scored_by"] != "self", "name_ko"])
    assert [name for name in shown.tables["sheets"]["위원"] if name != "자체평가"] == named
    changed = shown.tables["corrections"]
    first, last = changed["정정 전"].iloc[0], changed["정정 후"].iloc[0]
    assert first != last
    assert {float(first), float(last)} <= set(scores["points"])
    shown.choose("criterion", "outcome")
    points = shown.tables["points"]
    assert set(points["평가 기준"]) == {"성과"}
    assert len(points) == sheets["is_current"].sum()


def test_criteria_are_the_mean_of_the_sheets_that_count(
    open_evaluation: Open, newest: Release
) -> None:
    project = "2026-GAN-03"
    shown = open_evaluation(part="project", project=project, criterion="plan")
    points = shown.tables["points"]
    counted = points.loc[points["반영 여부"] == "반영", "점수"].astype(float)
    profile = shown.tables["profile"].set_index("평가 기준")
    assert float(profile.loc["계획의 충실성", "점수"]) == pytest.approx(counted.mean(), abs=0.005)


def test_a_conflict_is_told(open_evaluation: Open) -> None:
    shown = open_evaluation(part="project", year="2026", project="2026-GYN-01")
    table = shown.tables["sheets"]
    row = table[table["반영 여부"].str.contains("이해충돌")].iloc[0]
    assert row["사유"] != "–"


def test_movers_are_the_differences_of_two_years(open_evaluation: Open, newest: Release) -> None:
    before = ask("evaluation/results", release=newest, year=2026).set_index("project")["score"]
    now = ask("evaluation/results", release=newest, year=2027).set_index("project")["score"]
    change = (now - before).dropna().sort_values()
    table = open_evaluation(part="paths").tables["movers"]
    shown = [float(t.replace("△", "-").replace("+", "")) for t in table["전년 대비 (점)"]]
    expected = [*change.iloc[::-1].iloc[:5], *change.iloc[:5].iloc[::-1]]
    assert shown == pytest.approx(expected, abs=0.051)


def test_a_province_path_is_the_mean_of_its_projects(
    open_evaluation: Open, results: pd.DataFrame
) -> None:
    table = open_evaluation(part="paths").tables["by-region"]
    expected = results[results["region"] == "seoul"]["score"].mean()
    row = table[(table["시·도"] == "서울") & (table["연도"] == "2027")].iloc[0]
    assert float(row["평균 (점)"]) == pytest.approx(expected, abs=0.051)


def test_a_criterion_is_shown_as_its_share_of_points(open_evaluation: Open) -> None:
    shown = open_evaluation(part="paths", criterion="outcome")
    assert "성과 득점률" in shown.figures["by-region"].title
    assert "(단위: %)" in shown.figures["by-region"].annotations


def test_nobody_is_lost_on_the_way(open_evaluation: Open) -> None:
    """All who are selected are decided on or wait; who was stopped goes no further."""
    table = open_evaluation(part="paths").tables["flow"]
    counts = table.assign(n=table["사업 수"].astype(int))
    for step, following in (("1년차", "2년차"), ("2년차", "3년차")):
        here = counts[(counts["단계"] == step) & ~counts["결정"].str.contains("중단")]
        arrived = here.groupby("결정")["n"].sum()
        left = counts[counts["단계"] == following].groupby("앞 단계")["n"].sum()
        assert arrived.to_dict() == left.to_dict()


def test_the_rank_correlation_is_spearmans(newest: Release) -> None:
    found = ask("evaluation/measured_and_judged", release=newest, year=2027)
    expected = found["attainment_index"].rank().corr(found["score"].rank())
    assert found["rank_correlation"].iloc[0] == pytest.approx(expected)


def test_supposing_leaves_the_record_and_stands_in_the_address(open_evaluation: Open) -> None:
    shown = open_evaluation(part="what_if")
    assert shown.tiles["등급이 바뀔 사업"] == "0개"
    assert "cut_offs" not in shown.address
    widget = next(w for w in shown.app.number_input if plain(w.label) == "S 이상")
    widget.set_value(95.0)
    shown.app.run()
    assert shown.address["cut_offs"] == "S:95"
    assert shown.tiles["등급이 바뀔 사업"] == f"{len(shown.tables['changed'])}개"
    assert open_evaluation(part="what_if", cut_offs="S:95").tiles == shown.tiles
    assert open_evaluation().tiles["S등급"] == "2개"


def test_a_grade_that_changes_is_in_the_list(open_evaluation: Open, newest: Release) -> None:
    shown = open_evaluation(part="what_if", weights="2_plan:60 2_outcome:0")
    found = ask("evaluation/what_if", release=newest, year=2027, weights="2_plan:60 2_outcome:0")
    changed = found[found["grade_changes"] | found["decision_changes"]]
    assert len(shown.tables["changed"]) == len(changed) > 0


def test_no_weight_at_all_is_no_score(open_evaluation: Open) -> None:
    names = [c["criterion"] for c in vocabulary().rows("evaluation_criteria")][:6]
    shown = open_evaluation(part="what_if", weights=" ".join(f"2_{name}:0" for name in names))
    assert shown.failed == []
    assert any("배점이 모두 0" in warning.value for warning in shown.app.warning)
