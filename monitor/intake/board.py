"""The board: who has sent what for a quarter, overdue first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import pandas as pd

from monitor.store import Ledger
from monitor.vocabulary import Vocabulary

_SQL: Final = Path(__file__).with_name("board.sql")


def due_on(vocabulary: Vocabulary, year: int, quarter: int) -> dt.date:
    """Return the day by which a quarter's workbook is due (``reporting_deadline_days``)."""
    first_after = dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    days = int(vocabulary.setting("reporting_deadline_days"))
    return first_after + dt.timedelta(days=days - 1)


def board(
    ledger: Ledger, vocabulary: Vocabulary, *, year: int, quarter: int, today: dt.date
) -> pd.DataFrame:
    """Return how each of the 17 provinces stands for a quarter, overdue first.

    Columns: region, board_state (overdue, returned, submitted, awaited or accepted), days_overdue
    (null unless overdue), received_on (first that was not returned), is_late, submissions (count),
    submission (the last one), last_state (of that one: submitted, accepted or returned), note (of
    the decision on it).
    """
    with ledger.reading() as connection:
        connection.register("board_region", vocabulary.frame("regions"))
        return connection.execute(
            _SQL.read_text(encoding="utf-8"),
            {
                "year": year,
                "quarter": quarter,
                "today": today,
                "due_on": due_on(vocabulary, year, quarter),
            },
        ).df()
