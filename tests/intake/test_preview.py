"""Before a workbook counts, it is seen what it would change, cell by cell."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from monitor.intake.preview import preview, preview_of
from monitor.intake.submit import submit
from monitor.store import Ledger, Store, decide
from monitor.wording import Refused
from tests.intake.books import (
    OBSERVATION,
    PROJECT,
    Edit,
    checked,
    sample,
    spoilt,
    together,
    vocabulary,
    write,
)

P1 = "2026-GYG-01"


def _send(ledger: Ledger, content: bytes) -> int:
    receipt = submit(ledger, content, "sent.xlsx", submitter="tester", vocabulary=vocabulary())
    return receipt.submission


@pytest.fixture
def known(store: Store) -> Ledger:
    """Return a ledger that has accepted the good sample."""
    decide(store.ledger, _send(store.ledger, sample()), "accepted", by="tester")
    return store.ledger


def _changed(ledger: Ledger, edit: Edit) -> pd.DataFrame:
    rows = preview(ledger, vocabulary(), _send(ledger, spoilt(edit)))
    return rows[rows["change"] != "unchanged"]


def _only(rows: pd.DataFrame) -> dict[str, Any]:
    (row,) = rows.to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_everything_of_a_first_workbook_is_new(store: Store) -> None:
    rows = preview(store.ledger, vocabulary(), _send(store.ledger, sample()))
    assert set(rows["change"]) == {"new"}


def test_the_same_again_changes_nothing(known: Ledger) -> None:
    assert _changed(known, lambda _book: None).empty


def test_a_number_changes_from_what_to_what(known: Ledger) -> None:
    row = _only(_changed(known, write(OBSERVATION, "E2", 150)))
    assert (row["table_name"], row["project"], row["detail"], row["field"]) == (
        "observation",
        P1,
        "resident_participants",
        "value",
    )
    assert (row["year"], row["quarter"], row["change"]) == (2026, 4, "changed")
    assert (row["number_before"], row["number_after"]) == (141, 150)


def test_a_text_changes_from_what_to_what(known: Ledger) -> None:
    row = _only(_changed(known, write(PROJECT, "G2", "다른 조직")))
    assert (row["field"], row["change"], row["text_after"]) == (
        "lead_organisation",
        "changed",
        "다른 조직",
    )


def test_a_number_that_is_taken_back_is_withdrawn_and_its_reason_is_new(known: Ledger) -> None:
    rows = _changed(
        known, together(write(OBSERVATION, "E2", None), write(OBSERVATION, "H2", "미집계"))
    ).set_index("field")
    assert rows["change"].to_dict() == {"value": "withdrawn", "absence": "new"}


def test_rows_that_a_workbook_does_not_name_stay(known: Ledger) -> None:
    def only_one_row(book: Any) -> None:
        book[OBSERVATION].delete_rows(3, 60)

    rows = preview(known, vocabulary(), _send(known, spoilt(only_one_row)))
    observed = rows[rows["table_name"] == "observation"]
    assert set(observed["detail"]) == {"resident_participants"}


def test_what_was_decided_changes_nothing_more(store: Store) -> None:
    number = _send(store.ledger, sample())
    decide(store.ledger, number, "accepted", by="tester")
    assert preview(store.ledger, vocabulary(), number).empty


def test_a_workbook_is_previewed_before_it_is_sent(known: Ledger) -> None:
    content = spoilt(write(OBSERVATION, "E2", 150))
    rows = preview_of(known, vocabulary(), checked(content, ledger=known))
    row = _only(rows[rows["change"] != "unchanged"])
    assert (row["number_before"], row["number_after"]) == (141, 150)
    assert known.position() == 2  # it was not sent


def test_there_is_no_preview_of_what_is_not_there(store: Store) -> None:
    with pytest.raises(Refused, match="제출 9"):
        preview(store.ledger, vocabulary(), 9)
