"""Lists and registers as people really write them arrive as they were meant."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from monitor.intake.form import PROGRAMME
from monitor.intake.tabulating.normalising import Normaliser
from tests.intake.books import (
    ADOPTION,
    APPLICATION,
    AWARD,
    CALL,
    LINKAGE,
    MODEL,
    PARTNER,
    PLAN,
    PRODUCT,
    checked,
    day,
    only,
    register,
    spoilt,
    together,
)
from tests.intake.rough import tools
from tests.intake.test_lists import GOOD_LISTS, P1

NORMALISER: Normaliser = tools()[1]


@pytest.mark.parametrize(
    ("choice", "written", "value"),
    [
        ("organisation_kind", "협동조합", "cooperative"),
        ("organisation_kind", "일반협동조합", "cooperative"),
        ("organisation_kind", "협동조합(사회적)", "social_cooperative"),
        ("organisation_kind", "인증 사회적기업", "social_enterprise"),
        ("organisation_kind", "주민자치회", "resident_group"),
        ("organisation_kind", "지자체", "local_government"),
        ("partner_role", "주관기관", "lead"),
        ("partner_role", "공동생산", "produce"),
        ("ministry", "기재부", "mpb"),
        ("ministry", "기획재정부", "mpb"),
        ("ministry", "환경부", "mcee"),
        ("ministry", "여가부", "mogef"),
        ("ministry", "복지부", "mohw"),
        ("ministry", "행정안전부", "mois"),
        ("product_kind", "플랫폼", "platform"),
        ("adoption_state", "준비 중", "preparing"),
        ("adoption_state", "변형 도입", "adapted"),
        ("continuation", "계속", "continued"),
        ("continuation", "폐지", "ended"),
        ("screening", "적합", "eligible"),
        ("screening", "탈락", "ineligible"),
        ("selection", "탈락", "not_selected"),
        ("selection", "최종 선정", "selected"),
        ("award_kind", "장관상", "minister"),
        ("award_kind", "특교세", "special_grant"),
    ],
)
def test_a_choice_is_known_by_what_people_call_it(choice: str, written: str, value: str) -> None:
    assert NORMALISER.choices.find(choice, written).value == value


def _headings(sheet: Any, row: int, *names: str) -> None:
    for place, name in enumerate(names, start=1):
        sheet.cell(row, place, name)


def test_rough_lists_of_a_province_are_the_same_lists() -> None:
    def roughen(book: Any) -> None:
        partners = book[PARTNER]
        partners.title = "3. 참여조직 현황"
        _headings(partners, 1, "사업 번호", "조직명", "조직 구분", "담당 역할", "협약일", "탈퇴일",
                  "SVI 점수")  # fmt: skip
        partners["C2"], partners["D2"] = "사회적협동조합 ", "① 주관기관"
        partners["E2"], partners["G2"] = "2026.6.1.", "81.5점"
        plans = book[PLAN]
        plans.insert_rows(1, 2)
        plans["A1"], plans["E2"] = "분기별 집행 계획", "(단위: 백만원)"
        plans["E3"] = "계획 누계"
        for row in (4, 5):
            plans[f"E{row}"] = plans[f"E{row}"].value / 1_000_000
        links = book[LINKAGE]
        links.title = "부처 연계 사업"
        links["B1"], links["E1"], links["F1"] = "부처사업명", "담당 부처", "연계 금액(만원)"
        links["E3"], links["F2"], links["F3"] = "보건복지부", "3,000", "4,500"
        links.append([None, "합계", None, None, None, 7_500, None])
        products = book[PRODUCT]
        products["D3"], products["H3"], products["H2"] = "-", "해당없음", "12명"
        products["E3"], products["F3"] = "해당 없음", "-"
        adopted = book[ADOPTION]
        adopted["B2"], adopted["G2"], adopted["E2"] = "경기 가평군", "운영중", "2026년 12월 1일"

    good, rough = checked(spoilt(GOOD_LISTS)), checked(spoilt(together(GOOD_LISTS, roughen)))
    for table in ("spending_plan", "partner", "linkage", "product", "adoption"):
        one, other = (
            each.tables[table].drop(columns="source_row", errors="ignore") for each in (good, rough)
        )
        assert one.equals(other), table


def test_a_rough_register_is_the_same_register() -> None:
    def roughen(book: Any) -> None:
        calls = book[CALL]
        calls.title = "공모 현황"
        _headings(calls, 1, "공고번호", "공고명", "공모 시작일", "마감일", "선정 발표일",
                  "국비 예산(백만원)")  # fmt: skip
        calls["C2"], calls["F2"] = "2026. 3. 2.", 600
        applied = book[APPLICATION]
        applied.title = "접수 대장 (2026)"
        names = (
            "공모번호,신청번호,과제명,시도,시군구,유형,신청 기관,신청 금액(천원),신청일,적격 여부"
        )
        _headings(applied, 1, *names.split(","), "점수", "선정 여부")
        for row, amount in ((2, 220_000), (3, 150_000), (4, 150_000)):
            applied[f"H{row}"] = f"{amount:,}"
        applied["D3"], applied["K2"] = "전라남도", "88.5점"
        applied["J2"], applied["J3"] = "통과", "부적합"
        applied["L2"], applied["L3"] = "최종선정", "탈락"
        models = book[MODEL]
        models["C1"], models["F1"] = "모델명", "도입 요건"
        applied["M3"] = "-"
        book[AWARD]["B2"], book[AWARD]["G2"] = "장관상", "-"

    good, rough = checked(register()), checked(register(roughen))
    assert rough.form == PROGRAMME
    for table, rows in good.tables.items():
        one, other = (frame.drop(columns="source_row") for frame in (rows, rough.tables[table]))
        assert one.equals(other), table
    assert {f.code for f in rough.findings} == {f.code for f in good.findings}


def test_sheets_without_a_known_name_are_known_by_their_headings() -> None:
    def rename(book: Any) -> None:
        for number, sheet in enumerate(book.worksheets, start=1):
            sheet.title = f"Sheet{number}"

    result = checked(register(rename))
    assert result.form == PROGRAMME
    assert len(result.tables["application"]) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_register_in_one_csv_is_the_same_register(encoding: str) -> None:
    book = load_workbook(io.BytesIO(register()))
    lines: list[list[Any]] = []
    for sheet in book.worksheets:
        lines += [[f"[{sheet.title}]"], *([_written(cell.value) for cell in row] for row in sheet)]
        lines.append([])
    stream = io.StringIO()
    csv.writer(stream).writerows(lines)
    good, rough = checked(register()), checked(stream.getvalue().encode(encoding), "대장.csv")
    assert rough.form == PROGRAMME
    for table, rows in good.tables.items():
        one, other = (frame.drop(columns="source_row") for frame in (rows, rough.tables[table]))
        assert one.equals(other), table


def _written(value: Any) -> Any:
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else value


def test_a_note_below_a_list_is_said_and_not_read() -> None:
    edit = together(
        GOOD_LISTS,
        only(PARTNER, (P1, "두물살림", "협동조합", "주관", day("2026-06-01"), None, None),
             ("※ 참여 종료 조직 제외",)),
    )  # fmt: skip
    result = checked(spoilt(edit))
    assert len(result.tables["partner"]) == 1
    assert ("row_passed_over", PARTNER, "A3") in {
        (f.code, f.sheet, f.cell) for f in result.findings
    }
