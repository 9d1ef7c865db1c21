"""The ministry's demonstration workbooks: calls, applications, standard models, awards."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date

from tests.sample_books import SAMPLES, Record, records, reference, registers

MARK = "시연용 가상 자료"
ANNOUNCED = date(2026, 2, 5)


def _rows(sheet: str) -> list[Record]:
    return [row for book in registers().values() for row in book.sheets[sheet]]


def test_there_is_one_workbook_a_half_year_in_the_ministrys_form_and_each_is_marked() -> None:
    assert list(registers()) == [
        f"{quarter}_ministry" for quarter in ("2026Q2", "2026Q4", "2027Q2", "2027Q4", "2028Q2")
    ]
    form: dict[str, list[str]] = defaultdict(list)
    for column in reference("programme_form_columns"):
        form[column["sheet_ko"]].append(column["label_ko"])
    cover = form.pop("표지")
    for name, book in registers().items():
        assert list(book.cover) == cover, name
        assert book.cover["자료 구분"] == MARK, name
        assert list(book.sheets) == list(form), name
        for sheet, rows in book.sheets.items():
            assert all(list(row) == form[sheet] for row in rows), (name, sheet)


def test_each_release_knows_the_workbook_of_its_last_half_year() -> None:
    with (SAMPLES / "releases.csv").open(encoding="utf-8", newline="") as file:
        releases = list(csv.DictReader(file))
    for row in releases:
        day = date.fromisoformat(row["as_of"])
        book = registers()[f"{day.year}Q{day.month // 3}_ministry"]
        assert day < book.cover["제출일"] < date.fromisoformat(row["published_on"])


def test_every_day_is_after_the_programme_was_announced_and_in_its_order() -> None:
    calls = {row["공모번호"]: row for row in _rows("공모")}
    assert len(calls) == 2
    budgets = [row["공모 예산(국비·원)"] for row in calls.values()]
    assert budgets == [8_500_000_000, ""]
    for row in calls.values():
        assert ANNOUNCED < row["접수 시작일"] < row["접수 마감일"] < row["선정일"]
    for row in _rows("설명회"):
        assert ANNOUNCED < row["개최일"] < calls[row["공모번호"]]["접수 마감일"]
    assert set(Counter(row["공모번호"] for row in _rows("설명회")).values()) <= {4, 5}
    for row in _rows("신청"):
        call = calls[row["공모번호"]]
        assert call["접수 시작일"] <= row["접수일"] <= call["접수 마감일"], row
        assert row["접수일"].weekday() < 5, row


def test_the_selected_applications_are_the_projects() -> None:
    selected = {row["사업번호"]: row for row in _rows("신청") if row["선정 결과"] == "선정"}
    projects: dict[str, Record] = {}
    national: dict[str, float] = {}
    for name, row in sorted(records("사업"), key=lambda item: item[0]):
        projects.setdefault(row["사업번호"], row | {"workbook": name})
    for _, row in records("예산"):
        is_first = row["사업번호"].startswith(f"{row['연도']:.0f}")
        if is_first and row["재원"] == "국비":
            national[row["사업번호"]] = row["배정액(원)"]
    assert selected.keys() == projects.keys()
    for name, row in selected.items():
        project = projects[name]
        assert row["공모번호"] == f"C{name[:4]}"
        assert (row["사업명"], row["신청 조직"], row["모델 유형"], row["시·군·구"]) == (
            project["사업명"],
            project["주관 조직"],
            project["모델 유형"],
            project["시·군·구"],
        )
        assert row["신청 국비(원)"] >= national[name]


def test_other_applications_fared_in_every_way() -> None:
    rows = _rows("신청")
    assert Counter(row["공모번호"] for row in rows) == {"C2026": 110, "C2027": 40}
    assert len({row["접수번호"] for row in rows}) == 150
    for row in rows:
        assert (row["사업번호"] != "") == (row["선정 결과"] == "선정"), row
        is_eligible = row["심사 결과"] == "적격"
        assert is_eligible == (row["심사 점수"] != "") == (row["선정 결과"] != ""), row
    for call in ("C2026", "C2027"):
        of_call = [row for row in rows if row["공모번호"] == call]
        assert {row["심사 결과"] for row in of_call} == {"적격", "부적격", "취하"}
        assert {row["선정 결과"] for row in of_call} == {"선정", "예비", "미선정", ""}
    again = Counter(row["사업명"] for row in rows)
    assert sum(number == 2 for number in again.values()) == 3
    assert max(again.values()) == 2


def test_awards_meetings_and_models_name_projects_and_models_that_exist() -> None:
    projects = {row["사업번호"] for _, row in records("사업")}
    models = {row["표준 모델 번호"] for row in _rows("표준 모델")}
    assert {row["출처 사업번호"] for row in _rows("표준 모델")} <= projects
    assert min(row["지정일"] for row in _rows("표준 모델")) >= date(2027, 7, 1)
    meetings = _rows("범정부협의체")
    assert {row["표준 모델 번호"] for row in meetings} == models | {""}
    assert len({row["개최일"] for row in meetings}) == 5
    awards = _rows("포상")
    assert {row["포상일"].year for row in awards} == {2027, 2028}
    assert {row["사업번호"] for row in awards} - {""} < projects
    for label in ("시·군·구", "인센티브(원)"):
        assert {bool(row[label]) for row in awards} == {True, False}
