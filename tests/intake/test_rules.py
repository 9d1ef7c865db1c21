"""What a workbook says is held against the ledger; each rule is broken once, alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from openpyxl import Workbook

from monitor.intake.checking import rules
from monitor.intake.submit import submit
from monitor.store import Ledger, Store, decide, publish
from tests.acting import LOCAL
from tests.intake import test_lists, test_register
from tests.intake.books import (
    BUDGET,
    OBSERVATION,
    PROJECT,
    STAGE,
    TARGET,
    Edit,
    add,
    checked,
    only,
    sample,
    settled,
    spoilt,
    together,
    vocabulary,
    write,
)
from tests.intake.test_findings import PROVED

# Proved in tests/years: the catalogue as it stands has no indicator that begins or ends.
NEEDS_A_CHANGED_CATALOGUE = "indicator_not_asked"
P1 = "2026-GYG-01"
Q2, Q3, Q4 = (f"2026Q{quarter}_gyeonggi.xlsx" for quarter in (2, 3, 4))


def _accepted(*names: str) -> Store:
    """Return a store in which samples were sent and accepted."""
    store = Store(Path(mkdtemp()), LOCAL)
    for name in names:
        receipt = submit(
            store.ledger, sample(name), name, submitter="tester", vocabulary=vocabulary()
        )
        decide(store.ledger, receipt.submission, "accepted", by="tester", note="맞음")
    return store


@pytest.fixture(scope="module")
def three_quarters() -> Ledger:
    """Return a ledger that knows a province up to the third quarter of 2026."""
    return settled(_accepted(Q2, Q3).ledger)


@pytest.fixture(scope="module")
def final_year() -> Ledger:
    """Return a ledger in which the province's 2026 was published as final."""
    store = _accepted(Q2, Q3, Q4)
    publish(store, as_of=dt.date(2026, 12, 31), final=True, publisher="tester", note="한 곳만")
    return settled(store.ledger)


def _without(sheet: str, *begins: object) -> Edit:
    """Return an edit that removes the rows of a sheet that begin like this."""

    def edit(book: Workbook) -> None:
        rows: Any = book[sheet]
        for number in range(rows.max_row, 1, -1):
            if [cell.value for cell in rows[number]][: len(begins)] == list(begins):
                rows.delete_rows(number)

    return edit


# Each is a fourth quarter, spoilt once, of a province whose earlier quarters are known.
AGAINST_EARLIER: list[tuple[str, str, str, str, str, Edit]] = [
    # code, sheet, cell, what stands there, what it was held against
    ("cumulative_falls", BUDGET, "G2", "108,040,989", "108,040,990",
     write(BUDGET, "G2", 108_040_989)),
    ("cumulative_falls", BUDGET, "F2", "186,999,999", "187,000,000",
     together(write(BUDGET, "F2", 186_999_999), write(BUDGET, "G2", 186_999_999))),
    ("jump", OBSERVATION, "E2", "1,201", "120", write(OBSERVATION, "E2", 1201)),
    ("jump", OBSERVATION, "E2", "11", "120", write(OBSERVATION, "E2", 11)),
    ("project_changed", PROJECT, "F2", "2027", "2026", write(PROJECT, "F2", 2027)),
    ("project_changed", PROJECT, "E3", "공공서비스 혁신형", "지역공동체 강화형",
     write(PROJECT, "E3", "공공서비스 혁신형")),
    ("project_missing", PROJECT, "", "2026-GYG-02", "폐교 활용 마을돌봄 협동조합",
     together(*(_without(sheet, "2026-GYG-02")
                for sheet in (PROJECT, STAGE, BUDGET, TARGET, OBSERVATION)))),
    ("indicator_missing", PROJECT, "A2", P1, "신규 일자리, 그중 취약계층 일자리",
     together(_without(OBSERVATION, P1, "신규 일자리"),
              _without(OBSERVATION, P1, "그중 취약계층 일자리"))),
    ("budget_missing", PROJECT, "A2", P1, "", _without(BUDGET, P1)),
    ("target_lowered", TARGET, "D2", "99", "100", add(TARGET, P1, "서비스 이용자 수", 2027, 99)),
    ("target_lowered", TARGET, "E2", "49", "50",
     add(TARGET, P1, "자체수입 비율", 2027, None, 49, 100)),
    ("stage_in_the_future", STAGE, "E2", "2027-03-01", "2027-01-14",
     write(STAGE, "E2", dt.date(2027, 3, 1))),
]  # fmt: skip

# Each is a workbook of the first quarter of 2027 that says something of the published 2026.
AGAINST_FINAL: list[tuple[str, str, str, str, str, Edit]] = [
    ("final_changed", OBSERVATION, "E", "142", "141",
     add(OBSERVATION, P1, "주민 참여 연인원", 2026, 4, 142)),
    ("final_changed", OBSERVATION, "F", "7,000,000", "6,690,000",
     add(OBSERVATION, P1, "자체수입 비율", 2026, 4, None, 7_000_000, 51_910_000)),
    ("final_withdrawn", OBSERVATION, "H", "", "141",
     add(OBSERVATION, P1, "주민 참여 연인원", 2026, 4, None, None, None, "미집계")),
    ("final_filled", OBSERVATION, "E", "2", "",
     add(OBSERVATION, P1, "신규 일자리", 2026, 3, 2)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "value", "expected", "spoil"),
    AGAINST_EARLIER,
    ids=[f"{row[0]} {number}" for number, row in enumerate(AGAINST_EARLIER)],
)
def test_what_contradicts_earlier_quarters_is_found(
    three_quarters: Ledger,
    code: str,
    sheet: str,
    cell: str,
    value: str,
    expected: str,
    spoil: Edit,
) -> None:
    if code == "target_lowered":
        three_quarters = _with_targets()
    found = {
        (f.code, f.sheet, f.cell, f.raw_value, f.expected)
        for f in checked(spoilt(spoil, Q4), ledger=three_quarters).findings
    }
    assert (code, sheet, cell, value, expected) in found


def _with_targets() -> Ledger:
    """Return a ledger that knows two targets of 2027."""
    store = _accepted(Q2)
    targets = together(
        add(TARGET, P1, "서비스 이용자 수", 2027, 100),
        add(TARGET, P1, "자체수입 비율", 2027, None, 50, 100),
    )
    receipt = submit(
        store.ledger, spoilt(targets, Q3), Q3, submitter="tester", vocabulary=vocabulary()
    )
    decide(store.ledger, receipt.submission, "accepted", by="tester", note="맞음")
    return store.ledger


@pytest.mark.parametrize(
    ("code", "sheet", "column", "value", "expected", "spoil"),
    AGAINST_FINAL,
    ids=[f"{row[0]} {number}" for number, row in enumerate(AGAINST_FINAL)],
)
def test_what_changes_a_final_release_is_found(
    final_year: Ledger,
    code: str,
    sheet: str,
    column: str,
    value: str,
    expected: str,
    spoil: Edit,
) -> None:
    content = spoilt(spoil, "2027Q1_gyeonggi.xlsx")
    found = {
        (f.code, f.sheet, f.cell.rstrip("0123456789"), f.raw_value, f.expected)
        for f in checked(content, ledger=final_year).findings
    }
    assert (code, sheet, column, value, expected) in found


def test_the_same_figures_again_change_no_final_release(final_year: Ledger) -> None:
    again = spoilt(lambda _book: None, Q4)
    assert {f.code for f in checked(again, ledger=final_year).findings} == {"already_accepted"}


AS_IF_OWN = together(
    write("표지", "B2", "서울"),
    *(write(PROJECT, f"C{row}", "서울") for row in (2, 3, 4)),
    *(write(PROJECT, f"D{row}", "종로구") for row in (2, 3, 4)),
)


def test_a_project_of_another_province_is_refused(three_quarters: Ledger) -> None:
    result = checked(spoilt(AS_IF_OWN, Q4), ledger=three_quarters)
    found = [(f.cell, f.raw_value, f.expected) for f in result.findings
             if f.code == "project_of_another"]  # fmt: skip
    assert found == [(f"A{row}", f"2026-GYG-0{row - 1}", "경기도") for row in (2, 3, 4)]
    assert result.has_errors


def test_what_is_known_of_another_provinces_project_is_not_told(three_quarters: Ledger) -> None:
    lower = spoilt(together(AS_IF_OWN, write(BUDGET, "G2", 1)), Q4)
    assert "cumulative_falls" not in {
        f.code for f in checked(lower, ledger=three_quarters).findings
    }
    renamed = (write(PROJECT, f"A{row}", f"2026-SEO-9{row}") for row in (2, 3, 4))
    result = checked(spoilt(together(AS_IF_OWN, *renamed), Q4), ledger=three_quarters)
    named = {f.sheet for f in result.findings if f.code == "project_of_another"}
    assert BUDGET in named and PROJECT not in named
    assert result.has_errors


def test_projects_of_gwangju_and_jeonnam_belong_to_the_merged_province() -> None:
    ledger = _accepted("2026Q2_gwangju.xlsx", "2026Q2_jeonnam.xlsx").ledger
    result = checked(sample("2026Q3_jeonnam_gwangju.xlsx"), ledger=ledger)
    assert "project_of_another" not in {f.code for f in result.findings}
    assert not result.has_errors


def test_a_sound_next_quarter_has_no_finding(three_quarters: Ledger) -> None:
    assert checked(sample(Q4), ledger=three_quarters).findings == ()


def test_only_what_was_accepted_is_known(three_quarters: Ledger) -> None:
    ledger = Store(Path(mkdtemp()), LOCAL).ledger
    submit(ledger, sample(Q3), Q3, submitter="tester", vocabulary=vocabulary())
    content = spoilt(write(BUDGET, "G2", 1), Q4)
    assert "cumulative_falls" not in {f.code for f in checked(content, ledger=ledger).findings}
    assert "cumulative_falls" in {f.code for f in checked(content, ledger=three_quarters).findings}


def test_every_rule_is_proved() -> None:
    against_ledger = {code for code, *_ in [*AGAINST_EARLIER, *AGAINST_FINAL]}
    against_ledger |= {"already_accepted", "project_of_another"}
    against_ledger |= {code for code, *_ in (*test_lists.SPOILT, *test_register.SPOILT)}
    assert set(rules()) <= PROVED | against_ledger | {NEEDS_A_CHANGED_CATALOGUE}


def test_a_rule_is_asked_wherever_a_sheet_of_its_own_may_be_blank() -> None:
    # What a workbook lacks must be found although the sheet has no row.
    ledger = _accepted(Q2, Q3).ledger
    blank = together(*(only(sheet) for sheet in (PROJECT, STAGE, BUDGET, TARGET, OBSERVATION)))
    found = [f.raw_value for f in checked(spoilt(blank, Q4), ledger=ledger).findings
             if f.code == "project_missing"]  # fmt: skip
    assert found == ["2026-GYG-01", "2026-GYG-02", "2026-GYG-03"]
