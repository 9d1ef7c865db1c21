"""The board: who has sent what for a quarter, overdue first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from monitor.access import open_rows
from monitor.store import Ledger
from monitor.vocabulary import Vocabulary

SEOUL: Final = ZoneInfo("Asia/Seoul")
_SQL: Final = Path(__file__).with_name("board.sql")


def due_on(vocabulary: Vocabulary, year: int, quarter: int) -> dt.date:
    """Return the day by which a quarter's workbook is due (``reporting_deadline_days``)."""
    first_after = dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    days = int(vocabulary.setting("reporting_deadline_days"))
    return first_after + dt.timedelta(days=days - 1)


def latest_day(received: pd.DataFrame) -> dt.date:
    """Return today, or the last day of the ledger where its data are of a time to come.

    Demonstration data are: nothing would ever be due on their board.

    Args:
        received: what ``Ledger.submissions`` lists.
    """
    today = dt.datetime.now(SEOUL).date()
    return max(today, received["received_at"].max().date()) if len(received) else today


def day_of(ledger: Ledger) -> dt.date:
    """Return ``latest_day`` of the whole ledger, however little of it is open to who asks."""
    with ledger.reading() as connection:
        received = connection.execute("select received_at from submission").df()
    return latest_day(received)


def quarter_ends(vocabulary: Vocabulary, day: dt.date) -> list[dt.date]:
    """Return the last days of the programme's quarters that had ended by a day, newest first.

    Before any has ended, that of the first one.
    """
    first = int(vocabulary.setting("first_year"))
    ends = [
        dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - dt.timedelta(days=1)
        for year in range(max(day.year, first), first - 1, -1)
        for quarter in (4, 3, 2, 1)
    ]
    return [end for end in ends if end <= day] or ends[-1:]


def is_demonstration(ledger: Ledger) -> bool:
    """Say whether any of a ledger's data are made up, also where they are not open."""
    with ledger.reading() as connection:
        found = connection.execute(
            "select 1 from submission where data_kind = 'demonstration' limit 1"
        ).fetchone()
    return found is not None


def board(
    ledger: Ledger, vocabulary: Vocabulary, *, year: int, quarter: int, today: dt.date
) -> pd.DataFrame:
    """Return how each of the 17 provinces stands for a quarter, as far as open, overdue first.

    Columns: region, board_state (overdue, returned, submitted, awaited or accepted), days_overdue
    (null unless overdue), is_late (the first that was not returned came after the deadline),
    submissions (count), and of the last one: submission, received_on, last_state (submitted,
    accepted or returned), note (of the decision on it).
    """
    with ledger.reading() as connection:
        connection.register("board_region", vocabulary.frame("regions"))
        connection.register("board_part", vocabulary.part_frame())
        rows = connection.execute(
            _SQL.read_text(encoding="utf-8"),
            {
                "year": year,
                "quarter": quarter,
                "today": today,
                "due_on": due_on(vocabulary, year, quarter),
            },
        ).df()
    return open_rows(ledger.actor, "read_submission", rows)
