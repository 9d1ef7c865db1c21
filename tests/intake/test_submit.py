"""A workbook that passes enters whole; one with an error adds nothing and is kept as returned."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.intake.preview import preview
from monitor.intake.submit import Receipt, submit
from monitor.intake.template import template
from monitor.store import FACT_TABLES, Store, decide, normalised_of
from monitor.wording import Refused
from tests.intake.books import (
    BUDGET,
    COVER,
    OBSERVATION,
    OWN,
    PROJECT,
    STAGE,
    TARGET,
    checked,
    sample,
    spoilt,
    together,
    vocabulary,
    write,
)


def _submit(store: Store, content: bytes, name: str = "sent.xlsx") -> Receipt:
    return submit(store.ledger, content, name, submitter="tester", vocabulary=vocabulary())


def _rows(store: Store) -> int:
    with store.ledger.reading() as connection:
        return sum(
            connection.execute(f'select count(*) from "{table}"').fetchall()[0][0]
            for table in FACT_TABLES.values()
        )


def test_a_sound_workbook_enters_with_all_its_rows(store: Store) -> None:
    receipt = _submit(store, sample())
    rows = sum(len(frame) for frame in checked(sample()).tables.values())
    assert receipt == Receipt(1, "submitted", (), rows)
    assert _rows(store) == rows > 57
    assert store.ledger.received_file(1) == sample()


def test_its_numbers_are_in_the_ledger_as_they_were_written(store: Store) -> None:
    _submit(store, sample())
    with store.ledger.reading() as connection:
        money = connection.execute(
            "select allocated, granted, executed, source_row from budget_report "
            "where project = '2026-GYG-01' and funding_source = 'national'"
        ).fetchall()
        stages = connection.execute(
            "select planned_start, actual_end from stage_report "
            "where project = '2026-GYG-01' and stage = 'development'"
        ).fetchall()
    assert money == [(220_000_000, 220_000_000, 183_416_080, 2)]
    assert stages == [(dt.date(2026, 9, 1), None)]


def test_a_workbook_with_an_error_adds_no_row_and_is_kept_as_returned(store: Store) -> None:
    content = spoilt(write(OBSERVATION, "E2", "약 1,200명"))
    receipt = _submit(store, content)
    assert (receipt.submission_state, receipt.rows) == ("returned", 0)
    assert _rows(store) == 0
    assert store.ledger.received_file(receipt.submission) == content
    listed = store.ledger.submissions().iloc[0]
    assert (listed["submission_state"], listed["errors"]) == ("returned", 1)
    assert listed["region"] == "gyeonggi"
    with store.ledger.reading() as connection:
        kept = connection.execute(
            "select position, code, severity, sheet, cell, field, raw_value from finding"
        ).fetchall()
    assert kept == [(1, "not_a_number", "error", "실적", "E2", "실적값", "약 1,200명")]


def test_a_returned_workbook_may_come_again_when_it_is_mended(store: Store) -> None:
    _submit(store, spoilt(write(OBSERVATION, "E2", "많음")))
    assert _submit(store, sample()).submission_state == "submitted"


def test_a_cover_that_cannot_be_read_is_kept_all_the_same(store: Store) -> None:
    content = spoilt(
        together(
            write(COVER, "B2", "아무데"),
            write(COVER, "B3", 1e12),
            write(COVER, "B4", 9),
            write(COVER, "B5", "언젠가"),
        )
    )
    assert _submit(store, content).submission_state == "returned"
    listed = store.ledger.submissions().iloc[0]
    assert listed[["region", "year", "quarter", "submitted_on"]].isna().all()


def test_the_same_workbook_twice_is_refused(store: Store) -> None:
    rows = _submit(store, sample()).rows
    with pytest.raises(Refused, match=r"다시\.xlsx.*제출 1"):
        _submit(store, sample(), "다시.xlsx")
    assert _rows(store) == rows


def test_what_is_no_workbook_is_not_kept(store: Store) -> None:
    with pytest.raises(Refused):
        _submit(store, b"not a workbook")
    assert store.ledger.position() == 0


@pytest.mark.parametrize("name", ["/etc/보고.xlsx", "C:\\보고\\보고.xlsx", "../../보고.xlsx"])
def test_only_the_last_part_of_a_file_name_is_kept(store: Store, name: str) -> None:
    _submit(store, sample(), name)
    assert store.ledger.submissions()["file_name"].tolist() == ["보고.xlsx"]


def test_a_template_in_which_nothing_was_filled_in_is_not_kept(store: Store) -> None:
    accepted = _submit(store, sample())
    decide(store.ledger, accepted.submission, "accepted", by="tester")
    day = dt.date(2027, 4, 2)
    made = template(store.ledger, vocabulary(), region="gyeonggi", year=2027, quarter=1, today=day)
    with pytest.raises(Refused, match="모두 비어"):
        _submit(store, made)
    assert store.ledger.position() == 2


def test_what_was_normalised_is_kept_for_the_reviewer(store: Store) -> None:
    receipt = _submit(store, spoilt(write(OBSERVATION, "E2", "１,２３４명")))
    kept = normalised_of(store.ledger, receipt.submission)
    row = kept[kept["cell"] == "E2"].iloc[0]
    assert (row["sheet"], row["raw_value"], row["value"]) == ("실적", "１,２３４명", "1234")
    assert row["rule"]


def test_a_correction_may_leave_sheets_out(store: Store) -> None:
    accepted = _submit(store, sample())
    decide(store.ledger, accepted.submission, "accepted", by="tester")
    correction = spoilt(
        together(
            write(COVER, "B9", "정정"),
            *(
                lambda book, sheet=sheet: book.remove(book[sheet])
                for sheet in (PROJECT, STAGE, BUDGET, TARGET, OWN)
            ),
            write(OBSERVATION, "E2", 150),
        )
    )
    receipt = _submit(store, correction)
    assert (receipt.submission_state, receipt.findings) == ("submitted", ())
    rows = preview(store.ledger, vocabulary(), receipt.submission)
    assert rows.loc[rows["change"] == "changed", "number_after"].tolist() == [150]
