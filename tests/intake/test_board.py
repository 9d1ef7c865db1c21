"""The board says who has sent what for a quarter, overdue first."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from monitor.intake.board import board, due_on
from monitor.store import Store, decide
from tests.intake.books import vocabulary
from tests.making import send

BEFORE, AFTER = dt.date(2026, 10, 30), dt.date(2026, 10, 31)


def _board(store: Store, today: dt.date, quarter: int = 3) -> pd.DataFrame:
    return board(store.ledger, vocabulary(), year=2026, quarter=quarter, today=today)


def _states(store: Store, today: dt.date, quarter: int = 3) -> dict[str, str]:
    rows = _board(store, today, quarter)
    return dict(zip(rows["region"], rows["board_state"], strict=True))


@pytest.mark.parametrize(
    ("year", "quarter", "day"),
    [
        (2026, 1, dt.date(2026, 4, 30)),
        (2026, 3, dt.date(2026, 10, 30)),
        (2026, 4, dt.date(2027, 1, 30)),
    ],
)
def test_a_workbook_is_due_thirty_days_after_its_quarter(
    year: int, quarter: int, day: dt.date
) -> None:
    assert due_on(vocabulary(), year, quarter) == day


def test_all_17_provinces_stand_on_the_board(store: Store) -> None:
    rows = _board(store, BEFORE)
    assert len(rows) == rows["region"].nunique() == 17


def test_until_the_deadline_a_province_is_awaited_then_overdue(store: Store) -> None:
    assert set(_states(store, BEFORE).values()) == {"awaited"}
    late = _board(store, AFTER)
    assert set(late["board_state"]) == {"overdue"}
    assert set(late["days_overdue"]) == {1}


def test_a_workbook_waits_then_is_accepted(store: Store) -> None:
    number = send(store.ledger, "seoul", "2026Q3", received="2026-10-10", outcome="waiting")
    assert _states(store, AFTER)["seoul"] == "submitted"
    decide(store.ledger, number, "accepted", by="tester")
    row = _board(store, AFTER).set_index("region").loc["seoul"]
    assert (row["board_state"], row["submission"], row["is_late"]) == ("accepted", number, False)


def test_a_returned_workbook_is_overdue_once_the_deadline_has_passed(store: Store) -> None:
    send(store.ledger, "seoul", "2026Q3", received="2026-10-10", outcome="returned")
    assert _states(store, BEFORE)["seoul"] == "returned"
    row = _board(store, AFTER).set_index("region").loc["seoul"]
    assert (row["board_state"], row["last_state"]) == ("overdue", "returned")


def test_a_correction_that_was_returned_leaves_the_province_accepted(store: Store) -> None:
    send(store.ledger, "seoul", "2026Q3", received="2026-10-10")
    send(store.ledger, "seoul", "2026Q3", received="2026-10-20", outcome="returned")
    assert _states(store, AFTER)["seoul"] == "accepted"


def test_what_came_after_the_deadline_is_late(store: Store) -> None:
    send(store.ledger, "seoul", "2026Q3", received="2026-11-02")
    assert _board(store, AFTER).set_index("region").loc["seoul", "is_late"]


def test_the_merged_province_speaks_for_both(store: Store) -> None:
    send(store.ledger, "jeonnam_gwangju", "2026Q3", received="2026-10-10")
    states = _states(store, AFTER)
    assert (states["gwangju"], states["jeonnam"]) == ("accepted", "accepted")


def test_another_quarter_is_another_board(store: Store) -> None:
    send(store.ledger, "seoul", "2026Q3", received="2026-10-10")
    assert _states(store, AFTER, quarter=4)["seoul"] == "awaited"


def test_overdue_comes_first_and_accepted_last(store: Store) -> None:
    send(store.ledger, "seoul", "2026Q3", received="2026-10-10")
    send(store.ledger, "jeju", "2026Q3", received="2026-10-10", outcome="waiting")
    states = _board(store, AFTER)["board_state"].tolist()
    assert states == ["overdue"] * 15 + ["submitted", "accepted"]
