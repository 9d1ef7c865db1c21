"""Every finding that the catalogue knows is found in a spoilt workbook, at its cell."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

import pytest

from monitor.intake.checking import rules
from monitor.vocabulary import ROOT
from tests.intake.books import (
    BUDGET,
    COVER,
    GOOD,
    OBSERVATION,
    OWN,
    PROJECT,
    STAGE,
    TARGET,
    Edit,
    add,
    checked,
    sample,
    spoilt,
    together,
    vocabulary,
    write,
)
from tests.intake.rough import OF_THE_FILE, ROUGH

P1, P2, P3 = "2026-GYG-01", "2026-GYG-02", "2026-GYG-03"

# code, sheet, cell, how the good workbook is spoilt. Columns:
# 사업 A번호 B사업명 C시·도 D시·군·구 E유형 F선정 연도 … I상태 J중단일
# 추진 단계 A번호 B단계 C계획 시작 D계획 종료 E실제 시작 F실제 종료
# 예산 A번호 B연도 C분기 D재원 E배정 F교부 G집행
# 목표 A번호 B지표 C연도 D목표값 E분자 F분모; 실적 A번호 B지표 C연도 D분기 E실적값 F분자 G분모 H결측
SPOILT: list[tuple[str, str, str, Edit]] = [
    ("sheet_missing", BUDGET, "", lambda book: book.remove(book[BUDGET])),
    ("sheet_missing", COVER, "", lambda book: book.remove(book[COVER])),
    ("column_missing", BUDGET, "", write(BUDGET, "G1", "쓴 돈")),
    ("column_missing", OBSERVATION, "", lambda book: book[OBSERVATION].delete_rows(1, 100)),
    ("required", COVER, "B2", write(COVER, "B2", None)),
    ("required", COVER, "", lambda book: book[COVER].delete_rows(6)),
    ("required", PROJECT, "B3", write(PROJECT, "B3", " \n")),
    ("required", BUDGET, "G4", write(BUDGET, "G4", None)),
    ("not_a_number", OBSERVATION, "E2", write(OBSERVATION, "E2", "약 1,200명")),
    ("not_a_number", OBSERVATION, "E2", write(OBSERVATION, "E2", True)),
    ("not_a_number", OBSERVATION, "E2", write(OBSERVATION, "E2", "12,5")),
    ("not_a_number", OBSERVATION, "E2", write(OBSERVATION, "E2", "1e3")),
    ("not_a_number", OBSERVATION, "E2", write(OBSERVATION, "E2", "nan")),
    ("not_a_number", BUDGET, "G2", write(BUDGET, "G2", dt.datetime(2026, 1, 1))),
    ("not_an_integer", BUDGET, "G2", write(BUDGET, "G2", 1.5)),
    ("not_an_integer", COVER, "B3", write(COVER, "B3", 2026.5)),
    ("not_a_date", STAGE, "C2", write(STAGE, "C2", "봄")),
    ("not_a_date", COVER, "B5", write(COVER, "B5", "2026-13-01")),
    ("unknown_value", OBSERVATION, "B2", write(OBSERVATION, "B2", "마을활력지수")),
    ("unknown_value_near", OBSERVATION, "B2", write(OBSERVATION, "B2", "실증참가자수")),
    ("unknown_value", PROJECT, "E2", write(PROJECT, "E2", "기타형")),
    ("unknown_value", COVER, "B8", write(COVER, "B8", "비공식")),
    ("unknown_value", OBSERVATION, "H2", write(OBSERVATION, "H2", "미제출")),
    ("not_own_indicator", OWN, "B2", write(OWN, "B2", "신규 일자리")),
    ("own_indicator_undefined", OBSERVATION, "B35", add(
        OBSERVATION, "2026-GYG-03", "자율지표 2", 2026, 4, 3)),
    ("unknown_municipality", PROJECT, "D2", write(PROJECT, "D2", "남구")),
    ("bad_identifier", PROJECT, "A2", write(PROJECT, "A2", "사업 하나")),
    ("bad_identifier", PROJECT, "A2", write(PROJECT, "A2", "2026.1")),
    ("bad_identifier", PROJECT, "A2", write(PROJECT, "A2", "A" * 41)),
    ("text_too_long", PROJECT, "H2", write(PROJECT, "H2", "가" * 201)),
    ("control_character", PROJECT, "B2", write(PROJECT, "B2", "보이지\u200b않는")),
    ("control_character", PROJECT, "B2", write(PROJECT, "B2", "뒤집힌\u202e글")),
    ("too_small", BUDGET, "G2", write(BUDGET, "G2", -1)),
    ("too_small", BUDGET, "C2", write(BUDGET, "C2", -4)),
    ("too_small", OBSERVATION, "E2", write(OBSERVATION, "E2", -1)),
    ("too_small", OBSERVATION, "E2", write(OBSERVATION, "E2", -1e300)),
    ("too_large", BUDGET, "E2", write(BUDGET, "E2", 100_000_000_001)),
    ("too_large", BUDGET, "E2", write(BUDGET, "E2", 1e300)),
    ("too_large", BUDGET, "B2", write(BUDGET, "B2", 1e9)),
    ("too_large", BUDGET, "C2", write(BUDGET, "C2", 5)),
    ("too_large", OBSERVATION, "E2", write(OBSERVATION, "E2", 10**30)),
    ("duplicate_row", COVER, "A10", add(COVER, "시·도", "서울")),
    ("duplicate_row", PROJECT, "A5", lambda book: book[PROJECT].append(_row(book, PROJECT, 2))),
    ("duplicate_row", BUDGET, "A11", add(BUDGET, P1, 2026, 4, "국비", 1, 1, 1)),
    ("granted_over_allocated", BUDGET, "F2", write(BUDGET, "E2", 219_999_999)),
    ("executed_over_granted", BUDGET, "G2", write(BUDGET, "G2", 220_000_001)),
    ("ends_before_start", STAGE, "D2", write(STAGE, "D2", dt.date(2026, 5, 31))),
    ("ended_before_started", STAGE, "F2", write(STAGE, "F2", dt.date(2026, 6, 9))),
    ("unknown_project", BUDGET, "A2", write(BUDGET, "A2", "2026-GYG-99")),
    ("unknown_project", OWN, "A2", write(OWN, "A2", "2026-GYG-99")),
    ("computed_indicator", OBSERVATION, "B2", write(OBSERVATION, "B2", "국비 집행액")),
    ("indicator_not_of_type", OBSERVATION, "B2", write(OBSERVATION, "B2", "청년 정착 인원")),
    ("indicator_not_of_type", OWN, "B3", add(OWN, P2, "자율지표 2", "이름", "개", "정의")),
    ("value_missing", OBSERVATION, "E2", write(OBSERVATION, "E2", None)),
    ("value_missing", OBSERVATION, "G10", write(OBSERVATION, "G10", None)),
    ("value_missing", TARGET, "F2", add(TARGET, P1, "자체수입 비율", 2027, None, 3)),
    ("value_and_absence", OBSERVATION, "H2", write(OBSERVATION, "H2", "비공개")),
    ("numerator_over_denominator", OBSERVATION, "F10", write(OBSERVATION, "F10", 51_910_001)),
    ("numerator_over_denominator", OBSERVATION, "F10", write(OBSERVATION, "G10", 0)),
    ("part_over_whole", OBSERVATION, "E35", together(
        add(OBSERVATION, P1, "그중 취약계층 일자리", 2026, 3, 9),
        add(OBSERVATION, P1, "신규 일자리", 2026, 3, 8))),
    ("implausible", OBSERVATION, "E6", write(OBSERVATION, "E6", 501)),
    ("implausible", TARGET, "D2", add(TARGET, P1, "신규 일자리", 2027, 501)),
    ("after_the_period", OBSERVATION, "D2", write(OBSERVATION, "C2", 2027)),
    ("after_the_period", BUDGET, "C11", add(BUDGET, P1, 2027, 1, "국비", 1, 1, 1)),
    ("region_not_own", PROJECT, "C2", together(
        write(PROJECT, "C2", "서울"), write(PROJECT, "D2", "종로구"))),
    ("form_version", COVER, "B7", write(COVER, "B7", "2025-2")),
    ("period_unknown", COVER, "B3", write(COVER, "B3", 2041)),
    ("period_unknown", COVER, "B3", write(COVER, "B3", 1e9)),
    ("period_unknown", COVER, "B4", write(COVER, "B4", 5)),
    ("period_unknown", COVER, "B4", write(COVER, "B4", -1)),
]  # fmt: skip


def _row(book: Any, sheet: str, number: int) -> list[Any]:
    return [cell.value for cell in book[sheet][number]]


def test_a_good_workbook_has_no_finding() -> None:
    result = checked(sample())
    assert result.findings == ()
    rows = {table: len(frame) for table, frame in result.tables.items()}
    assert (
        rows
        | {
            "project": 3,
            "stage": 12,
            "budget": 9,
            "target": 0,
            "observation": 33,
            "own_indicator": 1,
        }
        == rows
    )


def test_a_workbook_saved_by_another_program_reads_the_same() -> None:
    one, two = checked(sample()), checked(spoilt(lambda _book: None))
    assert two.findings == ()
    for table, rows in one.tables.items():
        assert rows.equals(two.tables[table]), table


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "spoil"),
    SPOILT,
    ids=[f"{code} {number}" for number, (code, *_) in enumerate(SPOILT)],
)
def test_what_is_wrong_is_found_in_its_sheet_and_cell(
    code: str, sheet: str, cell: str, spoil: Edit
) -> None:
    result = checked(spoilt(spoil))
    assert (code, sheet, cell) in {(f.code, f.sheet, f.cell) for f in result.findings}
    assert result.has_errors
    for finding in result.findings:
        for language in ("ko", "en"):
            assert finding.say(language).startswith(f"[{finding.sheet}]")


PROVED = {code for code, *_ in (*SPOILT, *ROUGH)} | OF_THE_FILE


def test_every_finding_of_a_cell_is_proved_here() -> None:
    # what is held against the ledger is proved in test_rules, scores in test_score_workbooks
    known = {row["code"] for row in vocabulary().rows("checks")}
    of_scores = {code for code in known if code.startswith(("score_", "remark_"))}
    assert known - PROVED - of_scores <= set(rules())


def test_every_finding_has_its_words_and_its_severity() -> None:
    path = ROOT / "monitor" / "wording" / "findings.toml"
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(said) == {row["code"] for row in vocabulary().rows("checks")}
    assert all(set(parts) == {"what", "why", "do"} for parts in said.values())


def test_one_mistake_gives_one_finding() -> None:
    result = checked(spoilt(write(OBSERVATION, "E2", "약 1,200명")))
    assert [finding.code for finding in result.findings] == ["not_a_number"]
    assert result.findings[0].say() == (
        "[실적] E2: '실적값'의 '약 1,200명'은 숫자가 아닙니다. 숫자만 적어 주십시오."
    )


def test_every_missing_label_of_the_cover_is_named() -> None:
    result = checked(spoilt(lambda book: book[COVER].delete_rows(2, 7)))
    assert [finding.field for finding in result.findings if finding.sheet == COVER] == [
        "시·도",
        "보고 연도",
        "보고 분기",
        "제출일",
        "작성 부서",
        "서식 판",
        "자료 구분",
    ]


def test_many_mistakes_are_all_named_and_quickly() -> None:
    def spoil(book: Any) -> None:
        for number in range(2000):
            book[OBSERVATION].append([P1, f"지표 {number}", "언제", "몇", "많이"])

    result = checked(spoilt(spoil))
    assert len([f for f in result.findings if f.code.startswith("unknown_value")]) == 2000
    assert len([f for f in result.findings if f.code == "not_a_number"]) == 6000


def test_a_finding_quotes_a_long_cell_shortened() -> None:
    result = checked(spoilt(write(OBSERVATION, "E2", "긴 " * 1000)))
    assert len(result.findings[0].raw_value) == 80


def test_an_error_of_the_spreadsheet_is_found_in_cells_that_may_be_blank_too() -> None:
    def spoil(book: Any) -> None:
        for sheet, cell in ((STAGE, "F3"), (BUDGET, "G2"), (OBSERVATION, "H2")):
            book[sheet][cell] = "#REF!"
            book[sheet][cell].data_type = "e"

    result = checked(spoilt(spoil))
    assert [(finding.code, finding.sheet, finding.cell) for finding in result.findings] == [
        ("cell_error", STAGE, "F3"),
        ("cell_error", BUDGET, "G2"),
        ("cell_error", OBSERVATION, "H2"),
    ]


@pytest.mark.parametrize("day", [dt.date(1899, 1, 1), dt.date(1, 1, 1), dt.date(9999, 12, 31)])
def test_a_day_of_any_century_is_compared(day: dt.date) -> None:
    result = checked(spoilt(write(STAGE, "D2", day.isoformat())))
    late = day.year > 2026
    assert ("ends_before_start" in {finding.code for finding in result.findings}) != late


def test_rows_that_are_blank_are_passed_over() -> None:
    def spoil(book: Any) -> None:
        book[BUDGET].insert_rows(3)
        book[BUDGET].append([" ", None, "", "\n"])

    result = checked(spoilt(spoil))
    assert result.findings == ()
    assert result.tables["budget"]["source_row"].tolist()[:3] == [2, 4, 5]


def test_columns_may_stand_in_another_order_and_beside_others() -> None:
    def spoil(book: Any) -> None:
        book[BUDGET].insert_cols(1)
        book[BUDGET]["A1"] = "비고"
        book[BUDGET].move_range("G1:G10", cols=4)

    result = checked(spoilt(spoil))
    assert result.findings == ()
    assert result.tables["budget"]["granted"].iloc[0] == 220_000_000


def test_other_sheets_and_charts_are_not_minded() -> None:
    def spoil(book: Any) -> None:
        book.create_sheet("메모")["A1"] = "참고"
        book.create_chartsheet("그림")

    assert checked(spoilt(spoil)).findings == ()


def test_the_sample_is_the_one_these_cells_are_of() -> None:
    assert GOOD == "2026Q4_gyeonggi.xlsx"
    assert checked(sample()).tables["project"]["project"].tolist() == [P1, P2, P3]
