"""Words and shapes of the form that the demonstration workbooks follow, from ``data/reference``."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

REFERENCE: Final = Path(__file__).resolve().parent.parent / "reference"
MARK: Final = "demonstration"

Cell = str | int | float | date | None
Row = dict[str, Cell]
Tables = dict[str, list[Row]]


@cache
def reference(table: str) -> tuple[dict[str, str], ...]:
    """Rows of a file of ``data/reference``."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(table: str, key: str, column: str = "name_ko") -> dict[str, str]:
    """Korean word of each code of a reference table."""
    return {row[key]: row[column] for row in reference(table)}


def changed(now: list[Row], before: list[Row]) -> list[Row]:
    """Rows of a list that were not yet sent as they stand: a workbook says only what is new."""
    return [row for row in now if row not in before]
