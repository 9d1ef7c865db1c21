"""The ministry's register: read by the rules of the other forms, wrong at the cell, one entry."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
import pytest
from openpyxl import load_workbook

from monitor.intake.form import PROGRAMME
from monitor.intake.preview import preview
from monitor.intake.returned import returned
from monitor.intake.submit import submit
from monitor.store import Ledger, Store, decide
from tests.acting import LOCAL
from tests.intake.books import (
    APPLICATION,
    AWARD,
    CALL,
    COUNCIL,
    COVER,
    MODEL,
    REGISTER,
    SESSION,
    Edit,
    add,
    checked,
    day,
    register,
    sample,
    saved,
    settled,
    together,
    vocabulary,
    write,
)

P1 = "2026-GYG-01"


def _sent(ledger: Ledger, content: bytes, name: str) -> int:
    receipt = submit(ledger, content, name, submitter="tester", vocabulary=vocabulary())
    assert receipt.submission_state == "submitted", receipt.findings
    decide(ledger, receipt.submission, "accepted", by="tester", note="맞음")
    return receipt.submission


@pytest.fixture(scope="module")
def reported() -> Ledger:
    """Return a ledger that knows the projects of one province."""
    ledger = Store(Path(mkdtemp()), LOCAL).ledger
    _sent(ledger, sample(), "경기.xlsx")
    return settled(ledger)


@pytest.fixture(scope="module")
def registered() -> Ledger:
    """Return a ledger that knows the projects of one province and a register."""
    ledger = Store(Path(mkdtemp()), LOCAL).ledger
    _sent(ledger, sample(), "경기.xlsx")
    _sent(ledger, register(), "대장.xlsx")
    return settled(ledger)


def _without(sheet: str) -> Edit:
    return lambda book: book[sheet].delete_rows(2, 100)


def test_a_sound_register_passes(reported: Ledger) -> None:
    result = checked(register(), ledger=reported)
    assert (result.form, result.findings) == (PROGRAMME, ())
    assert {table: len(rows) for table, rows in result.tables.items()} == {
        "call": 1, "briefing_session": 1, "application": 3, "standard_model": 1,
        "council_meeting": 1, "award": 1,
    }  # fmt: skip
    applications = result.tables["application"]
    assert applications["region"].tolist() == ["gyeonggi", "jeonnam", "seoul"]
    assert applications["screening"].tolist() == ["eligible", "ineligible", None]


# 공모 A번호 B이름 C시작 D마감 E선정일 F예산; 설명회 A공모 B개최일 C장소 D권역 E참석
# 신청 A공모 B번호 C사업명 D시·도 E시·군·구 F유형 G조직 H국비 I접수일 J심사 K점수 L선정 M사업
# 표준 모델 A번호 B사업 C이름 D지정일 E요지 F조건; 협의체 A개최일 B안건 C모델 D결과
# 포상 A포상일 B종류 C시·도 D시·군·구 E사업 F이름 G인센티브
TWIN = ("C2026", "C2026-009", "쌍둥이", "경기", "양평군", "생활서비스 제공형", "조합", 1_000_000,
        day("2026-04-01"), "적격", 70, "선정", P1)  # fmt: skip
SPOILT: list[tuple[str, str, str, Edit]] = [
    ("unknown_call", SESSION, "A2", write(SESSION, "A2", "C2025")),
    ("unknown_call", APPLICATION, "A3", write(APPLICATION, "A3", "C2025")),
    ("closed_before_opened", CALL, "D2", together(
        write(CALL, "D2", day("2026-03-01")), _without(APPLICATION))),
    ("selected_before_closed", CALL, "E2", write(CALL, "E2", day("2026-04-09"))),
    ("received_outside_call", APPLICATION, "I2", write(APPLICATION, "I2", day("2026-04-11"))),
    ("received_outside_call", APPLICATION, "I2", write(APPLICATION, "I2", day("2026-03-01"))),
    ("points_before_screened", APPLICATION, "K3", write(APPLICATION, "K3", 40)),
    ("points_before_screened", APPLICATION, "K4", write(APPLICATION, "K4", 40)),
    ("selected_before_screened", APPLICATION, "L4", write(APPLICATION, "L4", "미선정")),
    ("selected_before_screened", APPLICATION, "L3", write(APPLICATION, "L3", "예비")),
    ("selected_without_project", APPLICATION, "M2", write(APPLICATION, "M2", None)),
    ("project_not_selected", APPLICATION, "M3", write(APPLICATION, "M3", "2026-GYG-02")),
    ("project_selected_twice", APPLICATION, "M5", add(APPLICATION, *TWIN)),
    ("project_not_reported", APPLICATION, "M2", write(APPLICATION, "M2", "2026-GYG-09")),
    ("over_call_budget", CALL, "F2", write(CALL, "F2", 219_999_999)),
    ("unknown_project", MODEL, "B2", write(MODEL, "B2", "2026-GYG-09")),
    ("unknown_project", AWARD, "E2", write(AWARD, "E2", "2026-GYG-09")),
    ("unknown_model", COUNCIL, "C2", write(COUNCIL, "C2", "SM-09")),
    ("unknown_municipality", AWARD, "D2", write(AWARD, "D2", "나주시")),
    ("unknown_municipality", APPLICATION, "E2", write(APPLICATION, "E2", "나주시")),
    ("day_in_the_future", AWARD, "A2", write(AWARD, "A2", day("2027-01-21"))),
    ("day_in_the_future", MODEL, "D2", write(MODEL, "D2", day("2027-01-21"))),
    ("day_in_the_future", COUNCIL, "A2", write(COUNCIL, "A2", day("2027-01-21"))),
    ("day_in_the_future", APPLICATION, "I4", together(
        write(APPLICATION, "I4", day("2027-01-21")), write(CALL, "D2", day("2027-01-31")),
        write(CALL, "E2", None))),
    ("required", CALL, "C2", write(CALL, "C2", None)),
    ("too_large", APPLICATION, "K2", write(APPLICATION, "K2", 101)),
    ("unknown_value", APPLICATION, "J2", write(APPLICATION, "J2", "애매함")),
    ("duplicate_row", CALL, "A3", add(CALL, *REGISTER[CALL][0])),
    ("period_not_over", COVER, "B3", write(COVER, "B3", day("2026-12-30"))),
    ("sheet_missing", AWARD, "", lambda book: book.remove(book[AWARD])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "spoil"),
    SPOILT,
    ids=[f"{code} {number}" for number, (code, *_) in enumerate(SPOILT)],
)
def test_what_is_wrong_in_a_register_is_found_at_its_cell(
    reported: Ledger, code: str, sheet: str, cell: str, spoil: Edit
) -> None:
    found = checked(register(spoil), ledger=reported).findings
    assert (code, sheet, cell) in {(f.code, f.sheet, f.cell) for f in found}
    for finding in found:
        assert finding.say("ko") and finding.say("en")


FAIR: dict[str, Edit] = {
    "the whole budget": write(CALL, "F2", 220_000_000),
    "decided on the last day": write(CALL, "E2", day("2026-04-10")),
    "withdrawn after it was judged": together(
        write(APPLICATION, "J2", "취하"),
        write(APPLICATION, "L2", None),
        write(APPLICATION, "M2", None),
    ),
    "an award to a province": write(AWARD, "D2", None),
    "a meeting about no model": write(COUNCIL, "C2", None),
}


@pytest.mark.parametrize("fair", FAIR.values(), ids=FAIR)
def test_what_is_just_right_is_not_found_wrong(reported: Ledger, fair: Edit) -> None:
    assert checked(register(fair), ledger=reported).findings == ()


def test_what_earlier_registers_say_is_known(registered: Ledger) -> None:
    def later(book: object) -> None:
        for sheet in (CALL, SESSION, MODEL, COUNCIL, AWARD):
            _without(sheet)(book)  # type: ignore[arg-type]

    content = register(
        together(later, _without(APPLICATION), add(APPLICATION, *TWIN[:7], 400_000_000, *TWIN[8:])),
        quarter=3,
    )
    found = {
        (f.code, f.sheet, f.cell, f.raw_value, f.expected)
        for f in checked(content, ledger=registered).findings
    }
    assert found == {
        ("project_selected_twice", APPLICATION, "M2", P1, "C2026-001"),
        ("over_call_budget", APPLICATION, "H2", "620,000,000", "600,000,000"),
    }


def test_a_second_register_of_a_quarter_is_noted(registered: Ledger) -> None:
    found = checked(register(write(CALL, "B2", "새 이름")), ledger=registered).findings
    assert [finding.code for finding in found] == ["already_accepted"]


def test_it_is_previewed_cell_by_cell(store: Store) -> None:
    _sent(store.ledger, sample(), "경기.xlsx")
    first = submit(
        store.ledger, register(), "대장.xlsx", submitter="tester", vocabulary=vocabulary()
    )
    rows = preview(store.ledger, vocabulary(), first.submission)
    assert set(rows["change"]) == {"new"}
    assert list(rows["table_name"].unique()) == [
        "call", "briefing_session", "application", "standard_model", "council_meeting", "award",
    ]  # fmt: skip
    decide(store.ledger, first.submission, "accepted", by="tester", note="맞음")
    again = submit(
        store.ledger,
        register(together(write(AWARD, "G2", 50_000_000), write(APPLICATION, "J4", "적격"))),
        "다시.xlsx",
        submitter="tester",
        vocabulary=vocabulary(),
    )
    rows = preview(store.ledger, vocabulary(), again.submission)
    changed = rows[rows["change"] != "unchanged"]
    assert changed[["detail", "field"]].to_numpy().tolist() == [
        ["C2026 · C2026-003", "screening"],
        ["2026-12-20 · minister · gyeonggi · 우수 지자체", "incentive"],
    ]
    assert changed["text_after"].iloc[0] == "eligible"
    assert changed["number_after"].iloc[1] == 50_000_000


def test_it_is_kept_as_a_register_of_no_province(registered: Ledger) -> None:
    listed = registered.submissions()
    row = listed[listed["file_name"] == "대장.xlsx"].iloc[0]
    assert (row["form"], row["year"], row["quarter"]) == ("programme", 2026, 4)
    assert pd.isna(row["region"])


def test_it_comes_back_marked_and_may_be_sent_again_once_mended(reported: Ledger) -> None:
    content = register(write(APPLICATION, "M2", None))
    first = checked(content, ledger=reported)
    name, back = returned(content, "대장.xlsx", first.findings, cover=first.cover)
    assert name == "대장_반려.xlsx"
    book = load_workbook(io.BytesIO(back))
    assert book.sheetnames[0] == "점검 결과"
    marked = {str(place.sqref) for place in book[APPLICATION].conditional_formatting}
    assert marked == {"M2"}
    told = [str(cell.value) for row in book["점검 결과"].iter_rows() for cell in row if cell.value]
    assert "2026년 4분기" in told and "선정된 신청 C2026-001의 사업번호가 없습니다." in told
    book[APPLICATION]["M2"] = P1
    assert checked(saved(book), ledger=reported).findings == ()


def test_a_reason_written_in_the_returned_register_comes_with_it(reported: Ledger) -> None:
    content = register(write(CALL, "F2", 200_000_000))
    first = checked(content, ledger=reported)
    assert [finding.code for finding in first.findings] == ["over_call_budget"]
    book = load_workbook(io.BytesIO(returned(content, "대장.xlsx", first.findings)[1]))
    sheet = book["점검 결과"]
    heads = next(row for row in sheet.iter_rows() if any(c.value == "사유" for c in row))
    place = next(cell for cell in heads if cell.value == "사유")
    sheet.cell(place.row + 1, place.column, "추가 예산 확보")
    assert checked(saved(book), ledger=reported).reasons == {1: "추가 예산 확보"}
