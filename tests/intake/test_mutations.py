"""However a good workbook is changed, it gives rows or findings, never an exception."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from monitor.intake.reading import read_file
from monitor.intake.submit import Receipt, submit
from monitor.store import Ledger, Store
from tests.acting import LOCAL
from tests.examples import examples
from tests.intake.books import COVER, PROJECT, register, saved, spoilt, vocabulary
from tests.intake.test_lists import GOOD_LISTS

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(dt.date(1, 1, 1)),
    st.sampled_from(
        ["", "국비", "계획 수립", "신규 일자리", "자율지표 1", "2026-GYG-01", "미집계"]
    ),
    st.sampled_from(
        ["협동조합", "SM-01", "C2026", "적격", "선정", "중단", "가평군", "여가부", "-"]
    ),
    st.sampled_from([0, -1, 1, 2026, 1e9, 1e300, 0.5]),
)
Sheets = dict[str, list[list[Any]]]
Changes = list[tuple[tuple[str, int, int], Any]]
PROVINCE: Sheets = {
    sheet.name: sheet.rows for sheet in read_file(spoilt(GOOD_LISTS), "good").sheets
}
REGISTER: Sheets = {sheet.name: sheet.rows for sheet in read_file(register(), "good").sheets}


def _changes(sheets: Sheets) -> st.SearchStrategy[Changes]:
    places = [
        (sheet, row, column)
        for sheet, rows in sheets.items()
        for row in range(min(len(rows), 12))
        for column in range(len(rows[0]))
        if (row or sheet in {COVER, PROJECT})  # headings seldom: without them nothing else is seen
    ]
    return st.lists(st.tuples(st.sampled_from(places), CELLS), min_size=1, max_size=6)


_number = count(1)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Give a ledger that takes one changed workbook after the other."""
    kept = Store(tmp_path_factory.mktemp("mutations"), LOCAL).ledger
    with kept.kept_open():
        yield kept


def _changed(sheets: Sheets, changes: Changes) -> bytes:
    book = Workbook()
    book.worksheets[0]["A1"] = next(_number)  # no two are the same file
    changed = dict(changes)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                value = changed.get((name, row, column), cell)
                if isinstance(value, dt.date) and value.year < 1900:
                    value = value.isoformat()
                made = sheet.cell(row + 1, column + 1, None if value == "" else value)
                if made.data_type == "f":
                    made.data_type = "s"  # a text that begins like a formula
    return saved(book)


def _has_errors(receipt: Receipt) -> bool:
    return any(finding.severity == "error" for finding in receipt.findings)


@settings(max_examples=examples(20))
@given(changes=_changes(PROVINCE))
def test_any_change_gives_rows_or_findings(ledger: Ledger, changes: Changes) -> None:
    _gives_rows_or_findings(ledger, _changed(PROVINCE, changes))


@settings(max_examples=examples(20))
@given(changes=_changes(REGISTER))
def test_any_change_of_a_register_gives_rows_or_findings(ledger: Ledger, changes: Changes) -> None:
    _gives_rows_or_findings(ledger, _changed(REGISTER, changes))


def _gives_rows_or_findings(ledger: Ledger, content: bytes) -> None:
    before = ledger.position()
    receipt = submit(ledger, content, "changed.xlsx", submitter="tester", vocabulary=vocabulary())
    assert receipt.submission_state == ("returned" if _has_errors(receipt) else "submitted")
    assert bool(receipt.rows) == (receipt.submission_state == "submitted")
    for finding in receipt.findings:
        assert finding.say("ko") and finding.say("en")
    assert ledger.position() == before + 1
