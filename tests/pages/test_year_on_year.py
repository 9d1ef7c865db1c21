"""연차 비교 shows what the release answers; what changed and why adds up."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from monitor.figures.view import vocabulary
from monitor.store import Release, ask
from tests.pages.reading import SUMMED, Shown, written, written_change

Open = Callable[..., Shown]
CAUSES = ("실제 변화", "보고 범위", "전년 정정", "경계 변경")
REGIONS = tuple(region.region for region in vocabulary().units_of(17))
TYPES = ("all", *(row["model_type"] for row in vocabulary().rows("model_types")))


def number(text: str) -> float:
    """Read a number as briefings write it."""
    return float(text.replace("△", "-").replace("+", "").replace(",", ""))


@pytest.mark.parametrize("indicator", SUMMED)
def test_every_indicator_is_shown_over_the_years(
    open_page: Open, newest: Release, indicator: str
) -> None:
    shown = open_page("year_on_year", year="2027", indicator=indicator)
    table = shown.tables["years"]
    rows = list(ask("indicators/years_total", release=newest, indicator=indicator).itertuples())
    (actual,) = [column for column in table.columns if column.startswith("실적")]
    assert shown.failed == []
    for text, row in zip(table[actual], rows, strict=True):
        assert pd.isna(row.actual) or text == written(indicator, row.actual)
    assert list(table["전년 대비"]) == [written_change(indicator, row) for row in rows]


@pytest.mark.parametrize("indicator", SUMMED)
def test_the_causes_add_up_to_the_change(open_page: Open, indicator: str) -> None:
    shown = open_page("year_on_year", year="2027", indicator=indicator)
    table = shown.tables.get("causes", pd.DataFrame({"증감": []}))
    assert len(table) or "집계된 자료가 없습니다." in shown.texts
    for _, row in table[table["증감"] != "–"].iterrows():
        total = sum(number(row[cause]) for cause in CAUSES if row[cause] != "–")
        # Each of five numbers is rounded to the unit's last digit on its own.
        digit = 0.1 if "." in row["증감"] else 1
        assert total == pytest.approx(number(row["증감"]), abs=2.5 * digit), row["시·도"]


@pytest.mark.parametrize("indicator", SUMMED)
def test_provinces_and_years_stand_in_the_table(
    open_page: Open, newest: Release, indicator: str
) -> None:
    table = open_page("year_on_year", year="2027", indicator=indicator).tables["regions"]
    rows = list(ask("indicators/years_by_region", release=newest, indicator=indicator).itertuples())
    (actual,) = [column for column in table.columns if column.startswith("실적")]
    assert list(table[actual]) == [written(indicator, row.actual) for row in rows]


@pytest.mark.parametrize("year", ["2026", "2027", "2028"])
def test_every_year_is_compared_to_the_same_quarter(
    open_page: Open, newest: Release, year: str
) -> None:
    shown = open_page("year_on_year", year=year, indicator="jobs")
    quarter = newest.manifest.last_quarter_of(int(year))
    found = ask("indicators/years_total", release=newest, indicator="jobs", quarter=quarter)
    assert shown.failed == []
    column = shown.tables["years"]["실적 (명)"]
    assert list(column) == [written("jobs", value) for value in found["actual"]]


@pytest.mark.parametrize("basis", ["17", "16"])
def test_every_province_can_be_explained(open_page: Open, basis: str) -> None:
    shown = open_page("year_on_year", year="2027", basis=basis)
    for region in vocabulary().units_of(16 if basis == "16" else 17):
        shown.follow(region=region.region)
        assert shown.failed == []
        assert "causes" in shown.figures


@pytest.mark.parametrize("model_type", TYPES)
def test_every_type_is_shown(open_page: Open, newest: Release, model_type: str) -> None:
    shown = open_page("year_on_year", year="2027", indicator="jobs", model_type=model_type)
    found = ask("indicators/years_total", release=newest, indicator="jobs", model_type=model_type)
    assert shown.failed == []
    column = shown.tables["years"]["실적 (명)"]
    assert list(column) == [written("jobs", value) for value in found["actual"]]


def test_the_merger_makes_no_jump(open_page: Open) -> None:
    table = open_page("year_on_year", basis="16", year="2027", indicator="jobs").tables["causes"]
    merged = table[table["시·도"] == "전남광주"]
    assert list(merged["경계 변경"]) == ["0"]


def test_a_filter_that_yields_nothing_says_so(open_page: Open, newest: Release) -> None:
    shown = open_page("year_on_year", year="2026", indicator="waiting_days", region="sejong")
    causes = ask("indicators/change_causes", release=newest, indicator="waiting_days", year=2026)
    assert shown.failed == []
    assert (causes["region"] == "sejong").any() == ("causes" in shown.figures)
    said = any("첫해라 전년이 없습니다" in text for text in shown.texts)
    assert said == ("causes" not in shown.figures)


def test_every_figure_follows_the_province(open_page: Open, newest: Release) -> None:
    chosen = {"indicator": "jobs", "region": "busan"}
    shown = open_page("year_on_year", year="2027", **chosen)
    for key in ("years", "causes", "types", "cohorts"):
        assert "부산" in shown.figures[key].title, key
    for key, question in {
        "years": "years_total",
        "types": "years_by_type",
        "cohorts": "by_programme_year",
    }.items():
        found = ask(f"indicators/{question}", release=newest, **chosen)
        assert len(found)
        assert list(shown.tables[key]["실적 (명)"]) == [written("jobs", v) for v in found["actual"]]


def test_figures_of_the_nation_say_so(open_page: Open) -> None:
    figures = open_page("year_on_year", year="2027").figures
    assert all("전국" in figures[key].title for key in ("years", "causes", "types", "cohorts"))


def test_provinces_add_up_to_the_nation_in_every_programme_year(newest: Release) -> None:
    nation = ask("indicators/by_programme_year", release=newest, indicator="jobs")
    parts = pd.concat(
        ask("indicators/by_programme_year", release=newest, indicator="jobs", region=region)
        for region in REGIONS
    )
    keys = ["selection_year", "programme_year"]
    added = parts.groupby(keys)["actual"].sum()
    assert added.to_dict() == nation.set_index(keys)["actual"].to_dict()


def test_a_restated_year_is_reconciled_in_words(open_page: Open, newest: Release) -> None:
    for indicator in SUMMED:
        rows = ask("indicators/change_causes", release=newest, indicator=indicator, year=2027)
        whole = rows[rows["region"].isna() & (rows["restated"] != 0)]
        if len(whole):
            break
    row = whole.iloc[0]
    assert row["known_before"] == row["start_value"] + row["restated"]
    shown = open_page("year_on_year", year="2027", indicator=indicator)
    (note,) = [text for text in shown.texts if "처음 확정 공표한 값입니다" in text]
    assert written(indicator, row["known_before"]) in note
    assert written(indicator, row["start_value"]) in note


def test_the_first_year_says_that_there_is_none_before(open_page: Open) -> None:
    shown = open_page("year_on_year", year="2026", indicator="jobs")
    assert any("첫해라 전년이 없습니다" in text for text in shown.texts)
    assert "집계된 자료가 없습니다." not in shown.texts


def test_an_unpublished_year_before_is_said_province_by_province(
    open_page: Open, newest: Release
) -> None:
    for model_type in TYPES[1:]:
        chosen = {"indicator": "satisfaction", "model_type": model_type}
        found = ask("indicators/change_causes", release=newest, year=2027, **chosen)
        unknown = found.loc[~found["is_published_before"].astype(bool), "region"]
        if 0 < len(unknown) < len(found):
            break
    names = vocabulary().regions
    expected = ", ".join(names[region].short_ko for region in unknown)
    shown = open_page("year_on_year", year="2027", **chosen)
    table = shown.tables["causes"].set_index("시·도")["전년 정정"]
    assert [name for name, text in table.items() if text == "–"] == expected.split(", ")
    told = f"정정분을 나누지 못한 곳: {expected}"
    assert any(line.endswith(told) for text in shown.texts for line in text.split("  \n"))


def test_programme_years_are_aligned(open_page: Open, newest: Release) -> None:
    table = open_page("year_on_year", year="2027", indicator="jobs").tables["cohorts"]
    found = ask("indicators/by_programme_year", release=newest, indicator="jobs")
    assert list(table["연차"]) == [f"{number}년차" for number in found["programme_year"]]
    assert list(table["실적 (명)"]) == [written("jobs", value) for value in found["actual"]]
