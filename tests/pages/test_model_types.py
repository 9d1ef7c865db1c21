"""모델 유형 shows what the release answers, for every year and indicator."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from monitor.figures.view import vocabulary
from monitor.store import Release, ask
from monitor.wording import number_text
from tests.pages.reading import SUMMED, Shown, written

Open = Callable[..., Shown]
YEARS = ("2026", "2027", "2028")


@pytest.mark.parametrize("indicator", SUMMED)
def test_every_indicator_is_shown_by_type(open_page: Open, newest: Release, indicator: str) -> None:
    shown = open_page("model_types", year="2027", indicator=indicator)
    table = shown.tables["type-indicator"]
    (actual,) = [column for column in table.columns if column.startswith("실적")]
    found = ask("indicators/by_type", release=newest, indicator=indicator, year=2027)
    assert shown.failed == []
    for text, row in zip(table[actual], found.itertuples(), strict=True):
        if row.absence is None or pd.isna(row.absence):
            assert text == written(indicator, row.actual)


@pytest.mark.parametrize("indicator", SUMMED)
def test_bars_are_as_long_as_the_answer(open_page: Open, newest: Release, indicator: str) -> None:
    shown = open_page("model_types", year="2027", indicator=indicator)
    drawn = shown.figures["type-indicator"].spec["data"][0]["x"]
    found = ask("indicators/by_type", release=newest, indicator=indicator, year=2027)
    units = {row["unit"]: int(row["divisor"]) for row in vocabulary().rows("units")}
    divisor = units[vocabulary().indicators[indicator].unit]
    expected = [None if pd.isna(value) else value / divisor for value in found["actual"]]
    assert drawn == pytest.approx(expected)


@pytest.mark.parametrize("indicator", SUMMED)
def test_every_project_with_a_figure_is_a_dot(
    open_page: Open, newest: Release, indicator: str
) -> None:
    shown = open_page("model_types", year="2027", indicator=indicator)
    dots = [x for trace in shown.figures["type-distribution"].spec["data"] for x in trace["x"]]
    found = ask("indicators/by_project", release=newest, indicator=indicator, year=2027)
    assert sorted(dots) == pytest.approx(sorted(found["actual"].dropna()))


@pytest.mark.parametrize("year", YEARS)
def test_money_and_projects_of_each_type_are_shown(
    open_page: Open, newest: Release, year: str
) -> None:
    table = open_page("model_types", year=year).tables["type-money"]
    quarter = newest.manifest.last_quarter_of(int(year))
    rows = list(ask("types/summary", release=newest, year=year, quarter=quarter).itertuples())
    assert list(table["사업 수"]) == [number_text(row.projects) for row in rows]
    assert list(table["배정액 (백만원)"]) == [number_text(r.allocated, 0, 10**6) for r in rows]
    assert list(table["집행률 (%)"]) == [number_text(row.execution_rate, 1) for row in rows]


@pytest.mark.parametrize("year", YEARS)
def test_the_matrix_counts_every_project_once(open_page: Open, newest: Release, year: str) -> None:
    counts = open_page("model_types", year=year).tables["type-matrix"]["사업 수"]
    quarter = newest.manifest.last_quarter_of(int(year))
    totals = ask("programme/totals", release=newest, year=year, quarter=quarter)
    assert sum(map(int, counts)) == totals["projects"].iloc[0]


@pytest.mark.parametrize("year", YEARS)
def test_every_project_is_in_one_stage(open_page: Open, newest: Release, year: str) -> None:
    table = open_page("model_types", year=year).tables["type-stages"]
    quarter = newest.manifest.last_quarter_of(int(year))
    totals = ask("programme/totals", release=newest, year=year, quarter=quarter)
    counted = table.drop(columns="모델 유형").map(int).to_numpy().sum()
    assert counted == totals["projects"].iloc[0]


def test_what_sets_a_type_apart_is_a_multiple_of_the_others(
    open_page: Open, newest: Release
) -> None:
    table = open_page("model_types", year="2027").tables["type-distinction"]
    found = ask("types/distinction", release=newest, year=2027)
    assert list(table["배수"]) == [number_text(ratio, 2) for ratio in found["ratio"]]
