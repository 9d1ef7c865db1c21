"""The context statistics: the numbers, what they add up to and how they are described."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

CONTEXT = Path(__file__).resolve().parents[2] / "data" / "context"
REGIONS = [
    "seoul",
    "busan",
    "daegu",
    "incheon",
    "gwangju",
    "daejeon",
    "ulsan",
    "sejong",
    "gyeonggi",
    "gangwon",
    "chungbuk",
    "chungnam",
    "jeonbuk",
    "jeonnam",
    "gyeongbuk",
    "gyeongnam",
    "jeju",
]


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    return pd.read_csv(CONTEXT / "province_context.csv")


@pytest.fixture(scope="module")
def measures() -> pd.DataFrame:
    return pd.read_csv(CONTEXT / "measures.csv", dtype=str, keep_default_na=False)


def one(values: pd.DataFrame, measure: str, year: int, region: str) -> float:
    row = values[
        (values["measure"] == measure) & (values["year"] == year) & (values["region"] == region)
    ]
    return float(row["value"].iloc[0])


def total(values: pd.DataFrame, measure: str, year: int) -> float:
    return float(
        values.loc[(values["measure"] == measure) & (values["year"] == year), "value"].sum()
    )


def test_one_value_a_region_year_and_measure(values: pd.DataFrame) -> None:
    assert not values.duplicated(["region", "year", "measure"]).any()


def test_only_the_seventeen_regions_appear(values: pd.DataFrame) -> None:
    assert set(values["region"]) == set(REGIONS)


def test_values_are_never_missing_or_negative(values: pd.DataFrame) -> None:
    assert values["value"].notna().all() and (values["value"] >= 0).all()


# Published totals of the register-based census, and sums over the package's own rows.
@pytest.mark.parametrize(
    ("measure", "year", "expected"),
    [
        ("population", 2015, 51_069_375),  # population | all households | total, 3,492 rows
        ("population", 2020, 51_829_136),  # population | all households | total, 3,490 rows
        ("population", 2025, 51_817_499),  # population | all households | total, 3,557 rows
        ("households", 2020, 21_484_785),  # housing | census household totals | total households
        ("houses", 2020, 18_525_844),  # housing | census housing totals | total housing units
        ("vacant_houses", 2020, 1_511_306),  # housing | vacant housing | number of vacant housing
        ("establishments", 2010, 3_355_470),  # economy | company | total
        ("establishments", 2020, 6_032_022),  # economy | company | total
    ],
)
def test_korea_adds_up(values: pd.DataFrame, measure: str, year: int, expected: int) -> None:
    assert total(values, measure, year) == expected


@pytest.mark.parametrize(
    ("measure", "year", "region", "expected"),
    [
        ("population", 2020, "seoul", 9_586_195),  # population, adm1 11, 2020
        ("population", 2025, "gyeonggi", 13_967_870),  # population, adm1 31, 2025
        ("grdp", 2020, "seoul", 444_544_909),  # gross regional domestic product, adm1 11, 2020
        ("houses", 2020, "jeju", 246_451),  # vacant housing | total number of housing, adm1 39
    ],
)
def test_a_region_stands_as_in_the_package(
    values: pd.DataFrame, measure: str, year: int, region: str, expected: int
) -> None:
    assert one(values, measure, year, region) == expected


def test_gunwi_counts_in_daegu_before_it_moved(values: pd.DataFrame) -> None:
    # vacant housing | total number of housing, 2020: 809,802 in adm1 22, 1,094,306 in adm1 37.
    daegu = one(values, "houses", 2020, "daegu")
    gyeongbuk = one(values, "houses", 2020, "gyeongbuk")
    assert daegu > 809_802
    assert daegu + gyeongbuk == 809_802 + 1_094_306


def test_sejong_of_2010_is_yeongi(values: pd.DataFrame) -> None:
    # grdp | gross regional domestic product at market prices, Yeongi-gun 34320, 2010.
    assert one(values, "grdp", 2010, "sejong") == 2_452_766


def test_incomplete_provinces_are_left_out(values: pd.DataFrame) -> None:
    grdp = values[(values["measure"] == "grdp") & (values["year"] == 2010)]
    assert set(REGIONS) - set(grdp["region"]) == {"daejeon", "incheon", "ulsan", "gyeongnam"}


def test_a_part_is_not_larger_than_its_whole(values: pd.DataFrame) -> None:
    wide = values.pivot(index=["region", "year"], columns="measure", values="value")
    for part, whole in [
        ("population_female", "population"),
        ("population_foreign", "population"),
        ("households_one_person", "households_by_size"),
        ("households_general", "households"),
        ("apartments", "houses"),
        ("vacant_houses", "houses"),
        ("value_added_manufacturing", "value_added"),
        ("value_added", "grdp"),
    ]:
        pairs = wide[[part, whole]].dropna()
        assert len(pairs) > 0 and (pairs[part] < pairs[whole]).all(), (part, whole)


def test_rates_are_near_the_published_ones(values: pd.DataFrame) -> None:
    def rate(year: int, region: str) -> float:
        return one(values, "fertility_weighted", year, region) / one(
            values, "fertility_weight", year, region
        )

    # 통계청 출생통계: 서울 0.64, 부산 0.75, 세종 1.28 in 2020.
    assert rate(2020, "seoul") == pytest.approx(0.64, abs=0.03)
    assert rate(2020, "busan") == pytest.approx(0.75, abs=0.03)
    assert rate(2020, "sejong") == pytest.approx(1.28, abs=0.03)


def test_every_measure_is_described_once(values: pd.DataFrame, measures: pd.DataFrame) -> None:
    sums = measures.loc[measures["kind"] == "sum", "measure"]
    assert not measures["measure"].duplicated().any()
    assert set(sums) == set(values["measure"])


def test_ratios_are_made_of_sums(measures: pd.DataFrame) -> None:
    sums = set(measures.loc[measures["kind"] == "sum", "measure"])
    ratios = measures[measures["kind"] != "sum"]
    assert set(ratios["kind"]) == {"ratio", "weighted"}
    assert set(ratios["numerator"]) | set(ratios["denominator"]) <= sums


def test_the_years_named_are_the_years_there(values: pd.DataFrame, measures: pd.DataFrame) -> None:
    there = values.groupby("measure")["year"].agg(set).to_dict()
    for row in measures.itertuples():
        named = {int(year) for year in row.years.split()}
        expected = there[row.numerator]
        if row.denominator:
            expected = expected & there[row.denominator]
        assert named == expected, row.measure


def test_descriptions_are_complete(measures: pd.DataFrame) -> None:
    required = ["name_ko", "name_en", "unit_ko", "unit_en", "per", "decimals"]
    required += ["definition_ko", "definition_en", "source_ko", "source_en", "years"]
    assert not (measures[required] == "").any().any()
    assert set(measures["direction"]) <= {"higher_better", "lower_better", "neutral"}
    assert set(measures["shown"]) == {"yes", "no"}
    assert ((measures["note_ko"] == "") == (measures["note_en"] == "")).all()


def test_the_attribution_names_the_licence_in_both_languages() -> None:
    texts = pd.read_csv(CONTEXT / "attribution.csv").set_index("language")["text"]
    assert "공공누리 제1유형" in texts["ko"] and "KOGL Type 1" in texts["en"]
