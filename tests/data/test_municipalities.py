"""The dated list of 시·군·구 and the 89 인구감소지역."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

FILE = Path(__file__).resolve().parents[2] / "data" / "reference" / "municipalities.csv"
COUNTS = {
    "seoul": 25,
    "busan": 16,
    "daegu": 9,
    "incheon": 10,
    "gwangju": 5,
    "daejeon": 5,
    "ulsan": 5,
    "sejong": 1,
    "gyeonggi": 31,
    "gangwon": 18,
    "chungbuk": 11,
    "chungnam": 15,
    "jeonbuk": 14,
    "jeonnam": 22,
    "gyeongbuk": 22,
    "gyeongnam": 18,
    "jeju": 2,
}
DECLINE_2022 = {
    "busan": 3,
    "daegu": 2,
    "incheon": 2,
    "gyeonggi": 2,
    "gangwon": 12,
    "chungbuk": 6,
    "chungnam": 9,
    "jeonbuk": 10,
    "jeonnam": 16,
    "gyeongbuk": 16,
    "gyeongnam": 11,
}
DATES = ["2022-01-01", "2023-06-30", "2023-07-01", "2026-06-30", "2026-07-01", "2027-03-31"]


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return pd.read_csv(FILE, dtype=str, keep_default_na=False)


def within(rows: pd.DataFrame, date: str, start: str, end: str) -> pd.Series:
    """Blank is open, and the last day counts."""
    return (rows[start] <= date) & ((rows[end] == "") | (rows[end] >= date))


def at(rows: pd.DataFrame, date: str) -> pd.DataFrame:
    return rows[within(rows, date, "valid_from", "valid_to")]


def declining(rows: pd.DataFrame, date: str) -> pd.DataFrame:
    valid = at(rows, date)
    named = valid["population_decline_from"] != ""
    return valid[named & within(valid, date, "population_decline_from", "population_decline_to")]


def test_an_id_stands_once_and_begins_with_its_region(rows: pd.DataFrame) -> None:
    assert not rows["municipality"].duplicated().any()
    assert all(
        name.startswith(f"{region}_")
        for name, region in zip(rows["municipality"], rows["region"], strict=True)
    )


@pytest.mark.parametrize("date", DATES)
def test_a_name_is_unique_in_its_region_at_any_date(rows: pd.DataFrame, date: str) -> None:
    assert not at(rows, date).duplicated(["region", "name_ko"]).any()


def test_counts_by_province_before_the_re_division_of_incheon(rows: pd.DataFrame) -> None:
    assert at(rows, "2026-06-30")["region"].value_counts().to_dict() == COUNTS


def test_incheon_has_eleven_after_its_re_division(rows: pd.DataFrame) -> None:
    incheon = at(rows, "2026-07-01").query("region == 'incheon'")
    assert set(incheon["name_ko"]) == {
        "제물포구",
        "영종구",
        "서해구",
        "검단구",
        "미추홀구",
        "연수구",
        "남동구",
        "부평구",
        "계양구",
        "강화군",
        "옹진군",
    }


def test_codes_are_five_digits_or_blank(rows: pd.DataFrame) -> None:
    for column in ("administrative_code", "statistics_code"):
        assert rows[column].str.fullmatch(r"\d{5}|").all()
    blank = rows[rows["administrative_code"] == ""]
    assert set(blank["name_ko"]) == {"제물포구", "영종구", "서해구", "검단구"}


def test_a_code_is_used_once_in_its_own_system(rows: pd.DataFrame) -> None:
    for column in ("administrative_code", "statistics_code"):
        codes = rows.loc[rows[column] != "", column]
        assert not codes.duplicated().any()


def test_known_places_carry_known_codes(rows: pd.DataFrame) -> None:
    # admdongkor, version 20260401: 담양군 46710 with towns 36510…; 수원시 from 41111 장안구.
    by_id = rows.set_index("municipality")
    assert by_id.loc["jeonnam_damyang", "administrative_code"] == "46710"
    assert by_id.loc["jeonnam_damyang", "statistics_code"] == "36510"
    assert by_id.loc["gyeonggi_suwon", "administrative_code"] == "41110"
    assert by_id.loc["gyeonggi_suwon", "statistics_code"] == "31010"
    assert by_id.loc["daegu_gunwi", "administrative_code"] == "27720"


def test_districts_of_a_city_are_not_listed(rows: pd.DataFrame) -> None:
    assert rows["name_ko"].str.fullmatch(r"[가-힣]+[시군구]").all()
    assert not rows["name_ko"].str.contains(r"시.+구$").any()


def test_gunwi_moves_on_its_day(rows: pd.DataFrame) -> None:
    def region(date: str) -> list[str]:
        return at(rows, date).query("name_ko == '군위군'")["region"].tolist()

    assert region("2023-06-30") == ["gyeongbuk"]
    assert region("2023-07-01") == ["daegu"]


def test_successors_exist_and_begin_the_day_after(rows: pd.DataFrame) -> None:
    by_id = rows.set_index("municipality")
    ended = rows[rows["valid_to"] != ""]
    assert set(ended["municipality"]) == {
        "gyeongbuk_gunwi",
        "incheon_jung",
        "incheon_dong",
        "incheon_seo",
    }
    for row in ended.itertuples():
        next_day = (pd.Timestamp(row.valid_to) + pd.Timedelta(days=1)).date().isoformat()
        starts = {by_id.loc[name, "valid_from"] for name in row.successors.split()}
        assert starts == {next_day}


def test_the_89_by_province_with_gunwi_in_gyeongbuk(rows: pd.DataFrame) -> None:
    counts = declining(rows, "2022-01-01")["region"].value_counts().to_dict()
    assert counts == DECLINE_2022
    assert sum(counts.values()) == 89


@pytest.mark.parametrize("date", ["2023-07-01", "2026-07-01"])
def test_the_89_by_province_with_gunwi_in_daegu(rows: pd.DataFrame, date: str) -> None:
    counts = declining(rows, date)["region"].value_counts().to_dict()
    assert counts == DECLINE_2022 | {"daegu": 3, "gyeongbuk": 15}


def test_nothing_is_designated_before_the_first_day(rows: pd.DataFrame) -> None:
    assert declining(rows, "2021-10-18").empty
