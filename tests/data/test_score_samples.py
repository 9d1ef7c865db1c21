"""The demonstration panel's score workbooks hold every case that an evaluation meets."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"
MARK = "시연용 가상 자료"
Record = dict[str, Any]


@cache
def _books() -> dict[str, dict[str, list[Record]]]:
    """Return by name the records of each sheet; the cover's labels and values as one record."""
    books = {}
    for path in sorted((SAMPLES / "scores").glob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(path)
        sheets: dict[str, list[Record]] = {}
        for name in workbook.sheet_names:
            header, *rows = workbook.get_sheet_by_name(name).to_python()
            sheets[name] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
        sheets["표지"] = [{record["항목"]: record["내용"] for record in sheets["표지"]}]
        books[path.stem] = sheets
    return books


def _cover(name: str) -> Record:
    return _books()[name]["표지"][0]


def _totals(year: int) -> dict[str, dict[str, float]]:
    """Return by project the total of each member, corrections apart."""
    totals: dict[str, dict[str, float]] = defaultdict(dict)
    for name, book in _books().items():
        if name.startswith(f"{year}_m") and not name.endswith("correction"):
            for row in book["점수"]:
                of_project = totals[row["사업번호"]]
                of_project[name] = of_project.get(name, 0) + row["점수"]
    return totals


def test_there_is_one_workbook_a_member_and_year_and_one_a_correction() -> None:
    assert len(_books()) == 33
    corrections = [name for name in _books() if name.endswith("_correction")]
    assert corrections == ["2026_m01_correction", "2026_m08_correction", "2027_m04_correction"]
    for name in corrections:
        assert len(_books()[name]["점수"]) == 6
        assert all(row["정정 사유"] for row in _books()[name]["종합 의견"])


def test_every_cover_is_marked_as_made_up() -> None:
    assert {_cover(name)["자료 구분"] for name in _books()} == {MARK}


def test_one_member_is_late_and_nobody_else_the_first_time() -> None:
    due = {2026: date(2027, 2, 15), 2027: date(2028, 2, 15)}
    late = {name for name in _books()
            if not name.endswith("_correction")
            and _cover(name)["제출일"] > due[int(_cover(name)["평가 연도"])]}  # fmt: skip
    assert late == {"2026_m09"}


def test_there_are_projects_to_trim_and_projects_with_too_few_scorers() -> None:
    counts = {year: {p: len(given) for p, given in _totals(year).items()} for year in (2026, 2027)}
    for year, of_year in counts.items():
        assert min(of_year.values()) < 3, year
        assert max(of_year.values()) >= 5, year
        assert {3, 4} & set(of_year.values()), year


def test_a_conflict_told_before_keeps_a_member_away_and_one_told_later_does_not() -> None:
    scored = {(name, row["사업번호"]) for name in _books() for row in _books()[name]["점수"]}
    assert ("2026_m03", "2026-SEO-01") not in scored
    assert ("2026_m05", "2026-GYN-01") in scored
    assert ("2027_m05", "2026-GYN-01") not in scored


def test_each_province_has_assessed_itself_and_kindly() -> None:
    for year in (2026, 2027):
        own: dict[str, float] = defaultdict(float)
        for row in _books()[f"{year}_self"]["점수"]:
            own[row["사업번호"]] += row["점수"]
        panel = {name: sum(each.values()) / len(each) for name, each in _totals(year).items()}
        assert own.keys() == panel.keys()
        kinder = sum(own[name] > panel[name] for name in own)
        assert kinder > len(own) * 0.8


def test_the_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(SAMPLES / "score_books.py"), "--out", str(tmp_path)],
        check=True, capture_output=True,
    )  # fmt: skip
    written = {path.name: path.read_bytes() for path in tmp_path.glob("*.xlsx")}
    assert written == {path.name: path.read_bytes() for path in (SAMPLES / "scores").glob("*.xlsx")}
