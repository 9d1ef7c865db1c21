"""Provinces as they are written in reports, and the merged one taken apart again."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.intake.form import Form
from monitor.intake.tabulating.normalising import CellProblem, Normaliser
from tests.intake.books import (
    BUDGET,
    COVER,
    MERGED,
    PROJECT,
    checked,
    sample,
    spoilt,
    together,
    vocabulary,
    write,
)

NORMALISER = Normaliser(vocabulary())
REGION = next(column for column in Form(vocabulary()).of("cover") if column.field == "region")
DAY = dt.date(2027, 1, 18)


def test_a_report_of_the_merged_province_is_split_by_municipality() -> None:
    result = checked(sample(MERGED), MERGED)
    projects = result.tables["project"].set_index("project")
    assert not result.has_errors
    assert set(projects["reported_region"]) == {"jeonnam_gwangju"}
    assert projects["region"].to_dict() == {
        "2026-GWA-01": "gwangju",
        "2026-GWA-02": "gwangju",
        "2026-JEN-01": "jeonnam",
        "2026-JEN-02": "jeonnam",
        "2026-JEN-03": "jeonnam",
    }
    assert projects.loc["2026-GWA-02", "municipality"] == "gwangju_nam"


@pytest.mark.parametrize("name", ["동구", "서구", "남구", "북구", "광산구"])
def test_the_five_districts_are_gwangju(name: str) -> None:
    assert NORMALISER.municipality(name, "jeonnam_gwangju", DAY)[1] == "gwangju"


def test_the_twenty_two_others_are_jeonnam() -> None:
    names = [row["name_ko"] for row in vocabulary().rows("municipalities")
             if row["region"] == "jeonnam"]  # fmt: skip
    assert len(names) == 22
    for name in names:
        assert NORMALISER.municipality(name, "jeonnam_gwangju", DAY)[1] == "jeonnam"


def test_a_municipality_of_another_province_is_none_of_the_merged_one() -> None:
    with pytest.raises(CellProblem, match="unknown_municipality"):
        NORMALISER.municipality("수원시", "jeonnam_gwangju", DAY)


@pytest.mark.parametrize(
    ("name", "day", "is_known"),
    [
        ("제물포구", dt.date(2026, 6, 30), False),
        ("제물포구", dt.date(2026, 7, 1), True),
        ("동구", dt.date(2026, 6, 30), True),
        ("동구", dt.date(2026, 7, 1), False),
    ],
)
def test_a_municipality_counts_from_its_first_to_its_last_day(
    name: str, day: dt.date, is_known: bool
) -> None:
    try:
        found = NORMALISER.municipality(name, "incheon", day)[1] == "incheon"
    except CellProblem:
        found = False
    assert found == is_known


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("서울", "seoul"),
        ("서울시", "seoul"),
        ("서울 특별시", "seoul"),
        ("서울\n특별시", "seoul"),
        ("　서울　", "seoul"),
        ("ＳＥＯＵＬ", "seoul"),
        ("강원", "gangwon"),
        ("강원도", "gangwon"),
        ("강원특별자치도", "gangwon"),
        ("전북", "jeonbuk"),
        ("전라북도", "jeonbuk"),
        ("전북특별자치도", "jeonbuk"),
        ("세종", "sejong"),
        ("세종시", "sejong"),
        ("세종특별자치시", "sejong"),
        ("제주", "jeju"),
        ("제주도", "jeju"),
        ("제주특별자치도", "jeju"),
        ("전남광주통합특별시", "jeonnam_gwangju"),
    ],
)
def test_a_province_is_known_by_every_spelling_met(written: str, region: str) -> None:
    assert NORMALISER.value(REGION, written) == region


def test_the_cover_and_the_projects_may_spell_their_province_differently() -> None:
    content = spoilt(together(write(COVER, "B2", "경기도"), write(PROJECT, "C2", "경 기 도")))
    result = checked(content)
    assert not result.has_errors
    assert set(result.tables["project"]["region"]) == {"gyeonggi"}


def test_full_width_digits_and_thousands_commas_are_numbers() -> None:
    content = spoilt(
        together(write(BUDGET, "E2", "３００,０００,０００"), write(BUDGET, "B2", "2026"))
    )
    result = checked(content)
    assert not result.has_errors
    assert result.tables["budget"].loc[0, ["year", "allocated"]].tolist() == [2026, 300_000_000]
