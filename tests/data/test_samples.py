"""The demonstration workbooks keep the promises that the demonstration store relies on."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.sample_books import SAMPLES, SPOILT, Record, books, records, reference

MARK = "시연용 가상 자료"
STOPPED = "2026-GYB-02"
DISTRICTS_OF_GWANGJU = {"동구", "서구", "남구", "북구", "광산구"}


def _build(folder: Path, *names: str) -> None:
    only = [word for name in names for word in ("--only", name)]
    command = [sys.executable, str(SAMPLES / "build.py"), "--out", str(folder), *only]
    subprocess.run(command, check=True, capture_output=True)


def _unpacked(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_workbook_has_the_sheets_and_labels_of_the_form() -> None:
    form: dict[str, list[str]] = defaultdict(list)
    for column in reference("form_columns"):
        form[column["sheet_ko"]].append(column["label_ko"])
    cover = form.pop("표지")
    for name, book in books().items():
        assert list(book.cover) == cover, name
        assert list(book.sheets) == list(form), name
        for sheet, rows in book.sheets.items():
            assert all(list(row) == form[sheet] for row in rows), (name, sheet)


def test_every_cover_is_marked_as_made_up() -> None:
    assert len(books()) == 145
    assert {book.cover["자료 구분"] for book in books().values()} == {MARK}


def test_every_date_is_a_date_and_every_number_a_number() -> None:
    for name, stage in records("추진 단계"):
        assert isinstance(stage["계획 시작일"], date), name
        assert stage["계획 시작일"] < stage["계획 종료일"], name
    for name, row in records("실적"):
        cells = (row["실적값"], row["분자"], row["분모"])
        assert all(cell == "" or isinstance(cell, int | float) for cell in cells), name


def test_national_money_of_2026_is_exactly_8500_million_won() -> None:
    latest = {
        row["사업번호"]: row["배정액(원)"]
        for name, row in sorted(records("예산"), key=lambda item: item[0])
        if row["연도"] == 2026 and row["재원"] == "국비"
    }
    assert len(latest) == 38
    assert sum(latest.values()) == 8_500_000_000


def test_money_executed_never_exceeds_money_granted_nor_that_money_allocated() -> None:
    for name, row in records("예산"):
        assert 0 <= row["집행액(원)"] <= row["교부액(원)"] <= row["배정액(원)"], (name, row)


def test_money_carried_over_is_told_at_the_end_of_a_year_and_is_there() -> None:
    carried = defaultdict(list)
    for name, row in records("예산"):
        if row["분기"] == 4:
            left = row["교부액(원)"] - row["집행액(원)"]
            assert 0 <= row["이월액(원)"] <= left, (name, row)
            carried[row["사업번호"]].append(row["이월액(원)"])
        else:
            assert row["이월액(원)"] == "", (name, row)
    none = {project for project, money in carried.items() if not any(money)}
    assert 10 < len(none) < len(carried) - 10
    assert none.isdisjoint({"2026-SEO-03", "2026-GYG-03", "2026-DJN-02", "2026-JEN-02"})


def test_each_of_17_provinces_has_one_to_four_projects_and_all_six_types_are_there() -> None:
    first: dict[str, tuple[str, Record]] = {}
    for name, row in records("사업"):
        first.setdefault(row["사업번호"], (name, row))
    aliases = {row["alias"]: row["region"] for row in reference("region_aliases")}
    homes: Counter[str] = Counter()
    for _, row in first.values():
        region = aliases["".join(row["시·도"].split())]
        if region == "jeonnam_gwangju":
            inside = row["시·군·구"] in DISTRICTS_OF_GWANGJU
            region = "gwangju" if inside else "jeonnam"
        homes[region] += 1
    assert len(first) == sum(homes.values()) == 50
    assert len(homes) == 17
    assert set(homes.values()) <= {1, 2, 3, 4}
    types = Counter(row["모델 유형"] for _, row in first.values())
    assert set(types) == {row["name_ko"] for row in reference("model_types")}
    assert min(types.values()) >= 7
    assert len({row["사업명"] for _, row in first.values()}) == 50


def test_every_municipality_is_valid_at_the_time_of_the_report() -> None:
    known = reference("municipalities")
    for name, row in records("사업"):
        day = date(int(name[:4]), int(name[5]) * 3, 30).isoformat()
        assert any(
            place["name_ko"] == row["시·군·구"]
            and place["valid_from"] <= day
            and (not place["valid_to"] or day <= place["valid_to"])
            for place in known
        ), (name, row["시·군·구"])


def test_gwangju_and_jeonnam_report_as_one_from_the_third_quarter_of_2026() -> None:
    periods = defaultdict(set)
    for name in books():
        period, region = name.split("_", 1)
        periods[region].add(period)
    assert periods["gwangju"] == periods["jeonnam"] == {"2026Q2"}
    assert min(periods["jeonnam_gwangju"]) == "2026Q3"
    assert len(periods["jeonnam_gwangju"]) == 8
    for name, book in books().items():
        if name.endswith("jeonnam_gwangju"):
            spelled = {book.cover["시·도"], *(row["시·도"] for row in book.sheets["사업"])}
            assert spelled == {"전남광주통합특별시"}


def test_a_project_of_gwangju_moves_to_naju_in_2027() -> None:
    places = {
        name[:6]: row["시·군·구"]
        for name, row in records("사업")
        if row["사업번호"] == "2026-GWA-02"
    }
    assert places["2026Q4"] == "남구"
    assert places["2027Q1"] == "나주시"


def test_the_stopped_project_has_no_rows_after_it_stopped() -> None:
    rows = [(name, row) for name, row in records("사업") if row["사업번호"] == STOPPED]
    last_name, last = max(rows, key=lambda item: item[0])
    assert (last_name, last["사업 상태"], last["중단일"]) == (
        "2027Q1_gyeongbuk",
        "중단",
        date(2027, 2, 19),
    )
    for sheet in ("예산", "목표", "실적"):
        names = {name for name, row in records(sheet) if row["사업번호"] == STOPPED}
        assert names
        assert max(names) < "2027"


def test_jobs_for_vulnerable_groups_are_never_more_than_all_jobs() -> None:
    latest: dict[tuple[Any, ...], float] = {}
    ordered = sorted(records("실적"), key=lambda item: books()[item[0]].cover["제출일"])
    for _, row in ordered:
        key = (row["사업번호"], row["연도"], row["분기"], row["지표"])
        if row["실적값"] != "":
            latest[key] = row["실적값"]
    pairs = [
        (latest[*key, "신규 일자리"], number)
        for (*key, indicator), number in latest.items()
        if indicator == "그중 취약계층 일자리"
    ]
    assert len(pairs) > 150
    assert all(vulnerable <= jobs for jobs, vulnerable in pairs)


def test_actuals_are_of_reported_indicators_and_targets_of_counted_ones_too() -> None:
    lists = ("reported", "partner", "linkage", "product", "adoption")
    rules = {row["name_ko"]: row["source_rule"].split(":")[0] for row in reference("indicators")}
    assert {rules[row["지표"]] for _, row in records("실적")} == {"reported"}
    assert {rules[row["지표"]] for _, row in records("목표")} == set(lists)


def test_a_missing_number_says_why_and_a_number_gives_no_reason() -> None:
    reasons: Counter[str] = Counter()
    for name, row in records("실적"):
        empty = row["실적값"] == row["분자"] == ""
        assert empty == bool(row["결측 사유"]), (name, row)
        reasons[row["결측 사유"]] += 1
    assert set(reasons) == {"", "미집계", "해당없음", "비공개"}


@pytest.mark.parametrize(
    ("written_in", "about", "least"), [("2027", "2026", 6), ("2028", "2027", 3)]
)
def test_later_workbooks_correct_numbers_of_the_year_before(
    written_in: str, about: str, least: int
) -> None:
    first: dict[tuple[Any, ...], Any] = {}
    changes = []
    ordered = sorted(records("실적"), key=lambda item: books()[item[0]].cover["제출일"])
    for name, row in ordered:
        key = (row["사업번호"], row["지표"], row["연도"], row["분기"])
        before = first.setdefault(key, row["실적값"])
        submitted = str(books()[name].cover["제출일"])
        is_change = before not in ("", row["실적값"])
        if is_change and submitted.startswith(written_in) and str(int(row["연도"])) == about:
            changes.append(row["실적값"] - before)
    assert len(changes) >= least
    assert min(changes) < 0 < max(changes)


def test_late_missing_and_corrected_reports_are_there() -> None:
    assert books()["2026Q4_gangwon"].cover["제출일"] > date(2027, 3, 1)
    unsent = {"2028Q1_sejong", "2028Q2_sejong", "2028Q1_ulsan"}
    assert unsent.isdisjoint(books())
    assert {"2027Q1_busan_correction", "2027Q4_gyeonggi_correction"} <= set(books())


def test_the_spoilt_workbook_holds_its_four_errors() -> None:
    sheets = books()[SPOILT].sheets
    known = {row["name_ko"] for row in reference("indicators")}
    assert "약 1,200명" in [row["실적값"] for row in sheets["실적"]]
    assert {row["지표"] for row in sheets["실적"]} - known == {"마을활력지수"}
    assert any(row["집행액(원)"] > row["배정액(원)"] for row in sheets["예산"])
    assert [row["사업명"] for row in sheets["사업"]].count("") == 1


def test_the_script_makes_the_same_bytes_twice_and_the_workbooks_that_are_kept(
    tmp_path: Path,
) -> None:
    pytest.importorskip("xlsxwriter", reason="the workbooks are written with xlsxwriter")
    folders = (tmp_path / "first", tmp_path / "second")
    names = ("2026Q2_gwangju", "2027Q1_busan_correction", "2027Q4_ministry")
    for folder in folders:
        folder.mkdir()
        _build(folder, *names)
    for name in names:
        first, second = (folder / f"{name}.xlsx" for folder in folders)
        assert first.read_bytes() == second.read_bytes()
        # Compared unpacked, because the compressor differs between machines.
        kept = _unpacked(SAMPLES / f"{name}.xlsx")
        assert _unpacked(first) == kept, f"{name} is stale: run data/samples/build.py"
