"""지역 지도: every layer and option draws what the release answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from monitor.figures.view import vocabulary
from monitor.store import Release, ask
from monitor.wording import number_text
from tests.pages.reading import SUMMED, Shown, words, written, written_change

Open = Callable[..., Shown]
MEASURES = ("actual", "attainment", "change", "per_100_000")
TYPES = ("all", *(row["model_type"] for row in vocabulary().rows("model_types")))


def provinces(shown: Shown) -> dict[str, Any]:
    """Return the trace of the map that colours the provinces."""
    return next(t for t in shown.figures["map"].spec["data"] if t["type"] == "choropleth")


def hovers(shown: Shown) -> dict[str, str]:
    """Return what the map says of each province."""
    trace = provinces(shown)
    return dict(zip(trace["locations"], trace["text"], strict=True))


def answer(release: Release, indicator: str, year: int = 2027, **more: Any) -> pd.DataFrame:
    found = ask("indicators/by_region", release=release, indicator=indicator, year=year, **more)
    return found.set_index("region")


@pytest.mark.parametrize("indicator", SUMMED)
def test_every_measure_of_an_indicator_is_drawn(open_page: Open, indicator: str) -> None:
    shown = open_page("region_map", year="2027", indicator=indicator)
    for measure in MEASURES:
        shown.follow(measure=measure)
        assert shown.failed == []
        assert len(provinces(shown)["locations"]) == 17


@pytest.mark.parametrize("indicator", SUMMED)
def test_the_map_says_what_the_release_answers(
    open_page: Open, newest: Release, indicator: str
) -> None:
    said = hovers(open_page("region_map", year="2027", indicator=indicator))
    for region, row in answer(newest, indicator).iterrows():
        if not pd.isna(row["actual"]):
            assert written(indicator, row["actual"]) in said[str(region)]


@pytest.mark.parametrize("indicator", SUMMED)
def test_the_table_shows_what_the_release_answers(
    open_page: Open, newest: Release, indicator: str
) -> None:
    table = open_page("region_map", year="2027", indicator=indicator).tables["map"]
    rows = list(answer(newest, indicator).itertuples())
    (actual,) = [column for column in table.columns if column.startswith("실적")]
    for text, row in zip(table[actual], rows, strict=True):
        if row.absence is None or pd.isna(row.absence):
            assert text == written(indicator, row.actual)
    assert list(table["전년 대비"]) == [written_change(indicator, row) for row in rows]
    assert list(table["보고 사업"]) == [f"{r.projects_reported}/{r.projects}" for r in rows]


@pytest.mark.parametrize("indicator", SUMMED)
def test_an_indicator_without_a_good_direction_has_no_attainment(
    open_page: Open, indicator: str
) -> None:
    known = vocabulary().indicators[indicator]
    options = open_page("region_map", indicator=indicator).options("measure")
    assert ("달성률" in options) == (known.direction != "none")


@pytest.mark.parametrize("indicator", SUMMED)
def test_only_sums_are_shown_per_100_000_people(open_page: Open, indicator: str) -> None:
    options = open_page("region_map", indicator=indicator).options("measure")
    assert ("인구 10만 명당" in options) == (not vocabulary().indicators[indicator].is_rate)


def test_a_measure_that_an_indicator_lacks_falls_back(open_page: Open) -> None:
    shown = open_page("region_map", indicator="jobs", measure="per_100_000")
    shown.choose("indicator", "satisfaction")
    assert (shown.failed, shown.address["measure"]) == ([], "actual")


@pytest.mark.parametrize("year", ["2026", "2027", "2028"])
def test_every_year_is_drawn(open_page: Open, newest: Release, year: str) -> None:
    said = hovers(open_page("region_map", year=year, indicator="jobs"))
    quarter = newest.manifest.last_quarter_of(int(year))
    for region, row in answer(newest, "jobs", int(year), quarter=quarter).iterrows():
        assert pd.isna(row["actual"]) or written("jobs", row["actual"]) in said[str(region)]


@pytest.mark.parametrize("model_type", TYPES)
def test_every_type_is_drawn(open_page: Open, newest: Release, model_type: str) -> None:
    said = hovers(open_page("region_map", year="2027", indicator="jobs", model_type=model_type))
    for region, row in answer(newest, "jobs", model_type=model_type).iterrows():
        assert pd.isna(row["actual"]) or written("jobs", row["actual"]) in said[str(region)]


@pytest.mark.parametrize("method", ["quantile", "jenks"])
@pytest.mark.parametrize("breaks", ["year", "fixed"])
def test_the_method_of_the_classes_is_named(open_page: Open, method: str, breaks: str) -> None:
    shown = open_page("region_map", method=method, breaks=breaks)
    named = words("ko")(f"region_map.{method}")
    limits = words("ko")(f"region_map.breaks_{breaks}")
    assert shown.failed == []
    assert any(f"등급은 {named}" in text and limits in text for text in shown.texts)


def test_fixed_limits_are_the_same_in_every_year(open_page: Open) -> None:
    def legend(year: str) -> set[str]:
        shown = open_page("region_map", indicator="jobs", breaks="fixed", year=year)
        traces = shown.figures["map"].spec["data"]
        texts = [text for trace in traces if trace.get("mode") == "text" for text in trace["text"]]
        return {text.split(" <span")[0] for text in texts if "–" in text and "<span" in text}

    assert legend("2026") == legend("2027") != set()


@pytest.mark.parametrize("basis", [17, 16])
def test_the_map_has_every_province_of_the_basis_once(open_page: Open, basis: int) -> None:
    drawn = provinces(open_page("region_map", basis=str(basis)))["locations"]
    expected = [region.region for region in vocabulary().units_of(17 if basis == 17 else 16)]
    assert sorted(drawn) == sorted(expected)


def test_both_bases_add_up_to_the_same(open_page: Open) -> None:
    def total(basis: str) -> int:
        shown = open_page("region_map", basis=basis, indicator="jobs", year="2027")
        column = shown.tables["map"]["실적 (명)"]
        return sum(int(text.replace(",", "")) for text in column if text[0].isdigit())

    assert total("16") == total("17") > 0


def test_the_merged_province_stands_once(open_page: Open) -> None:
    table = open_page("region_map", basis="16").tables["map"]
    assert list(table["시·도"]).count("전남광주") == 1
    assert not {"전남", "광주"} & set(table["시·도"])


def test_every_context_measure_and_year_is_drawn(open_page: Open, newest: Release) -> None:
    # Their tables are those of the next test, unfolded.
    shown = open_page("region_map", unfold=(), layer="context", context_measure="level")
    for row in ask("context/measures", release=newest).itertuples():
        for year in str(row.years).split(","):
            shown.follow(context=row.measure, census=year)
            assert (shown.failed, shown.address["census"]) == ([], year), row.measure


def test_every_context_measure_is_drawn_as_change(open_page: Open, newest: Release) -> None:
    shown = open_page("region_map", layer="context", context_measure="change")
    for measure in ask("context/measures", release=newest)["measure"]:
        shown.follow(context=measure)
        assert (shown.failed, shown.address["context_measure"]) == ([], "change"), measure


def test_context_shows_what_the_census_says(open_page: Open, newest: Release) -> None:
    shown = open_page("region_map", layer="context", census="2020", context_measure="level")
    found = ask("context/by_region", release=newest, measure="population", year=2020)
    said = hovers(shown)
    assert all(number_text(row.value) in said[row.region] for row in found.itertuples())


def test_tiles_show_the_same_as_the_map(open_page: Open) -> None:
    shown = open_page("region_map", year="2027", indicator="jobs")
    cells = shown.figures["tiles"].spec["data"][0]
    regions = [each[0] for each in cells["customdata"]]
    assert dict(zip(regions, cells["hovertext"], strict=True)) == hovers(shown)


def test_a_chosen_province_is_shown_in_detail(open_page: Open, newest: Release) -> None:
    shown = open_page("region_map", year="2027", region="gangwon")
    projects = ask("projects/list", release=newest, year=2027, region="gangwon")
    assert any("강원" in text and "자세히" in text for text in shown.texts)
    assert list(shown.tables["projects"]["사업명"]) == list(projects["name"])


def test_a_province_stands_beside_the_nation(open_page: Open, newest: Release) -> None:
    table = open_page("region_map", year="2027", region="busan").tables["profile"]
    rows = list(ask("regions/profile", release=newest, year=2027, region="busan").itertuples())
    assert list(table["전국"]) == [written(row.indicator, row.national_actual) for row in rows]


def test_a_click_chooses_the_province(open_page: Open) -> None:
    shown = open_page("region_map").click("map", "jeju")
    assert (shown.failed, shown.address["region"]) == ([], "jeju")


def test_a_province_without_a_project_of_a_type_says_so(open_page: Open, newest: Release) -> None:
    shown = open_page("region_map", year="2027", indicator="waiting_days")
    empty = answer(newest, "waiting_days")["absence"].dropna()
    names = {row["absence"]: row["name_ko"] for row in vocabulary().rows("absences")}
    said = hovers(shown)
    assert len(empty)
    assert all(names[reason] in said[region] for region, reason in empty.items())


def test_symmetric_classes_are_named_as_such(open_page: Open) -> None:
    shown = open_page("region_map", year="2027", measure="change")
    texts = [str(trace.get("text")) for trace in shown.figures["map"].spec["data"]]
    assert any("0 기준 대칭" in text for text in texts)
    assert not any("분위수" in text for text in texts)


@pytest.mark.parametrize("key", ["map", "tiles"])
def test_the_first_year_has_no_year_before(open_page: Open, key: str) -> None:
    shown = open_page("region_map", year="2026", measure="change", indicator="jobs")
    drawn = json.dumps(shown.figures[key].spec, ensure_ascii=False)
    assert "전년 없음" in drawn
    assert "해당 없음" not in drawn
    assert any("2026년은 첫해라 전년이 없습니다." in text for text in shown.texts)


def test_context_stands_in_the_order_of_the_reference_data(open_page: Open) -> None:
    names = open_page("region_map").tables["context"]["지역 여건"]
    assert [name.split(" (")[0] for name in names][:4] == [
        "총인구",
        "여성 인구",
        "외국인 인구",
        "외국인 비율",
    ]


def test_a_change_across_a_break_is_marked_and_explained(open_page: Open) -> None:
    shown = open_page("region_map", region="busan")
    table = shown.tables["context"].set_index("지역 여건")["5년 전 대비"]
    assert [name for name, text in table.items() if text.endswith("※")] == [
        "사업체 (개)",
        "인구 천 명당 사업체 (개)",
    ]
    assert any("사업체: 2020년부터 등록자료로" in text for text in shown.texts)
