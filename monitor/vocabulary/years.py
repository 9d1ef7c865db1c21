"""Rows that count for a time: from ``valid_from`` to ``valid_to``, either of which may be blank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

FIRST: Final = "0001-01-01"
LAST: Final = "9999-12-31"


def begins(row: Mapping[str, str]) -> str:
    """Return the first day of a row."""
    return row["valid_from"] or FIRST


def ends(row: Mapping[str, str]) -> str:
    """Return the last day of a row."""
    return row["valid_to"] or LAST


def in_force(row: Mapping[str, str], year: int) -> bool:
    """Say whether a row counts at the end of a year, as the annual evaluation asks."""
    return begins(row) <= f"{year}-12-31" <= ends(row)


def next_day(day: str) -> str:
    """Return the day after a day before the end of time."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
