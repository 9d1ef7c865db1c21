"""Comparing: what differs between two releases in the periods that both cover."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from monitor.store.question import ask
from monitor.store.release import Release

_SQL: Final = Path(__file__).with_name("compare.sql")


def compare(earlier: Release, later: Release) -> pd.DataFrame:
    """Return the figures that differ, programme first, then provinces of the 17.

    Columns: indicator, year, quarter, region (null for the programme), earlier, later, difference
    (in the indicator's unit, money in 원), difference_percent (%, none for rates),
    projects_reported_earlier,
    projects_reported_later.
    """
    with duckdb.connect() as connection:
        connection.register("earlier", ask("releases/figures", release=earlier))
        connection.register("later", ask("releases/figures", release=later))
        return connection.execute(_SQL.read_text(encoding="utf-8")).df()
