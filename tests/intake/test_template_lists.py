"""The templates of a province's lists and of the ministry's register hold what the ledger knows."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from monitor.intake.form import PROGRAMME, PROVINCE, forms
from monitor.intake.submit import submit
from monitor.intake.template import register_template, template
from monitor.store import Ledger, Store, decide
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.intake.books import (
    ADOPTION,
    AFTERCARE,
    LINKAGE,
    PARTNER,
    PLAN,
    PRODUCT,
    REGISTER,
    TARGET,
    checked,
    day,
    only,
    register,
    settled,
    spoilt,
    together,
    vocabulary,
)
from tests.intake.test_lists import GOOD_LISTS, JOINED, P1, P2

LEFT = (P1, "떠난 조합", "협동조합", "공동 생산", day("2026-06-01"), day("2026-12-30"), None)
TODAY = day("2027-04-05")


def _accepted(ledger: Ledger, content: bytes) -> None:
    receipt = submit(ledger, content, "a.xlsx", submitter="tester", vocabulary=vocabulary())
    assert receipt.submission_state == "submitted", receipt.findings
    decide(ledger, receipt.submission, "accepted", by="tester", note="맞음")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Return a ledger that has a province's lists of 2026Q4 and a register; tests only read it."""
    kept = Store(Path(mkdtemp()), LOCAL).ledger
    _accepted(kept, spoilt(together(GOOD_LISTS, only(ADOPTION))))
    _accepted(kept, register())
    _accepted(kept, spoilt(together(GOOD_LISTS, only(PARTNER, JOINED, LEFT))))
    return settled(kept)


def _made(ledger: Ledger, quarter: int = 1) -> bytes:
    return template(
        ledger, vocabulary(), region="gyeonggi", year=2027, quarter=quarter, today=TODAY
    )


def _rows(content: bytes, sheet: str) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(content))
    rows: Worksheet = book[sheet]
    return [[cell.value for cell in row] for row in rows.iter_rows(min_row=2) if row[0].value]


def _headings(content: bytes, sheet: str) -> list[Any]:
    return [cell.value for cell in load_workbook(io.BytesIO(content))[sheet][1]]


def test_partners_in_force_stand_there_and_those_that_left_do_not(ledger: Ledger) -> None:
    (row,) = _rows(_made(ledger), PARTNER)
    assert row[:2] == [P1, "두물살림"] and row[2:4] == ["사회적협동조합", "주관"]
    assert row[6:] == [81.5, "마을 반찬·세탁 생활돌봄 모델"]


def test_linked_policies_are_asked_for_their_money_with_the_last_beside_it(ledger: Ledger) -> None:
    made = _made(ledger)
    assert _headings(made, LINKAGE)[7:] == [
        "사업명 (참고)", "지난 연계 사업비(원) (참고)", "지난 보고 (참고)"
    ]  # fmt: skip
    assert _rows(made, LINKAGE) == [
        [P1, "돌봄 시범", 2027, 1, "보건복지부", None, "식사 배달",
         "마을 반찬·세탁 생활돌봄 모델", 45_000_000, "2026년 4분기"]
    ]  # fmt: skip
    # A policy of the year before is not asked for later in the year when it was not reported again.
    assert _rows(_made(ledger, quarter=2), LINKAGE) == []


def test_what_is_in_development_stands_there_and_what_is_done_does_not(ledger: Ledger) -> None:
    assert [row[:3] for row in _rows(_made(ledger), PRODUCT)] == [[P1, "주문 앱", "운영 체계"]]


def test_adopted_models_are_asked_for_their_users(ledger: Ledger) -> None:
    (row,) = _rows(_made(ledger), ADOPTION)
    assert row[:4] == ["SM-01", "가평군", 2027, 1]
    assert row[6:] == ["운영 중", None, None, None, "생활돌봄 표준 모델", 40, "2026년 4분기"]


def test_a_project_whose_support_ended_is_asked_whether_it_goes_on(ledger: Ledger) -> None:
    (row,) = _rows(_made(ledger), AFTERCARE)
    assert row == [P2, 2027, 1, None, None, None, None, "폐교 활용 마을돌봄 협동조합", "지속", 30]


def test_the_plan_of_the_year_has_a_row_a_source_and_quarter(ledger: Ledger) -> None:
    plans = _rows(_made(ledger), PLAN)
    assert len(plans) == 2 * 3 * 4
    assert {tuple(row[1:3]) for row in plans} == {(2027, quarter) for quarter in (1, 2, 3, 4)}
    of_2026 = template(ledger, vocabulary(), region="gyeonggi", year=2026, quarter=4, today=TODAY)
    national = [row[4:] for row in _rows(of_2026, PLAN) if row[0] == P1 and row[3] == "국비"]
    name = "마을 반찬·세탁 생활돌봄 모델"
    assert national == [
        [planned, name, 220_000_000] for planned in (None, None, 150_000_000, 220_000_000)
    ]


def test_targets_are_asked_for_what_is_counted_from_lists_too(ledger: Ledger) -> None:
    made = _made(ledger)
    counted = {each.name_ko for each in vocabulary().indicators.values() if each.is_counted}
    assert len(counted) == 5
    asked = {row[1] for row in _rows(made, TARGET) if row[0] == P1}
    assert counted <= asked
    assert not counted & {row[1] for row in _rows(made, "실적")}


@pytest.mark.parametrize("quarter", [1, 2])
def test_untouched_the_lists_read_back_without_a_finding(ledger: Ledger, quarter: int) -> None:
    result = checked(
        template(
            ledger,
            vocabulary(),
            region="gyeonggi",
            year=2027,
            quarter=quarter,
            today=day("2027-07-05"),
        ),
        ledger=ledger,
    )
    assert (result.findings, result.normalised) == ((), ())
    assert result.is_untouched


def test_once_anything_is_filled_in_linked_money_must_be_too(ledger: Ledger) -> None:
    book = load_workbook(io.BytesIO(_made(ledger)))
    for column in "EFG":
        book["예산"][f"{column}2"] = 0
    stream = io.BytesIO()
    book.save(stream)
    found = {(f.code, f.sheet, f.cell) for f in checked(stream.getvalue(), ledger=ledger).findings}
    assert ("required", LINKAGE, "F2") in found


def test_every_choice_and_id_of_the_lists_has_a_drop_down(ledger: Ledger) -> None:
    book = load_workbook(io.BytesIO(_made(ledger)))
    for column in forms(vocabulary())[PROVINCE].columns:
        if column.table in {"partner", "linkage", "product", "adoption", "aftercare"} and (
            column.kind in {"choice", "municipality", "identifier"}
        ):
            sheet = book[column.sheet]
            place = [cell.value for cell in sheet[1]].index(column.label_ko)
            cell = sheet.cell(2, place + 1).coordinate
            kinds = {rule.type for rule in sheet.data_validations.dataValidation
                     if cell in rule.sqref}  # fmt: skip
            assert kinds == {"list"}, (column.table, column.field)


# ── the ministry's register ──


def _register(ledger: Ledger, quarter: int = 1) -> bytes:
    return register_template(ledger, vocabulary(), year=2027, quarter=quarter, today=TODAY)


def test_the_register_stands_there_as_last_accepted(ledger: Ledger) -> None:
    result = checked(_register(ledger), ledger=ledger)
    assert (result.form, result.findings) == (PROGRAMME, ())
    sent = checked(register(), ledger=ledger)
    for table, rows in sent.tables.items():
        made = result.tables[table].drop(columns="source_row")
        assert made.equals(rows.drop(columns="source_row")), table
    cover = result.cover
    assert (cover["year"], cover["quarter"], cover["office"]) == (2027, 1, "사회연대경제과")
    assert (cover["submitted_on"], cover["data_kind"]) == (TODAY, "real")


def test_the_register_of_a_new_ledger_is_blank_and_is_asked_for_its_office(store: Store) -> None:
    made = _register(store.ledger)
    assert all(_rows(made, sheet) == [] for sheet in REGISTER)
    assert [f.code for f in checked(made, ledger=store.ledger).findings] == ["required"]
    assert checked(made, ledger=store.ledger).is_untouched


def test_a_register_is_made_for_periods_of_the_form_only(store: Store) -> None:
    with pytest.raises(Refused, match="2025"):
        register_template(store.ledger, vocabulary(), year=2025, quarter=1, today=TODAY)


def test_the_register_offers_choices_calls_and_models_and_no_formula(ledger: Ledger) -> None:
    book = load_workbook(io.BytesIO(_register(ledger)))
    offered = {
        (sheet, rule.formula1.partition("!")[0])
        for sheet in book.sheetnames
        for rule in book[sheet].data_validations.dataValidation
        if rule.type == "list"
    }
    assert {("신청", "'공모'"), ("설명회", "'공모'"), ("범정부협의체", "'표준 모델'"),
            ("신청", "'목록'"), ("포상", "'목록'")} <= offered  # fmt: skip
    assert not any(
        str(cell.value).startswith("=") for sheet in book for row in sheet for cell in row
    )
    assert all(sheet.protection.sheet for sheet in book)


def test_the_same_register_gives_the_same_bytes(ledger: Ledger) -> None:
    assert _register(ledger) == _register(ledger)
