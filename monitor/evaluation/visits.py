"""What changed for a member of the panel between the release seen last and another."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from monitor.store import Release, ask

_SQL: Final = Path(__file__).with_name("visits.sql")


def changes_between(
    earlier: Release, later: Release, member: str, least_percent: float
) -> pd.DataFrame:
    """List what is other for a member's projects in a later release.

    Money and indicators are compared in the same quarter of both, and listed where they were
    corrected by at least ``least_percent``. Where the later release covers more quarters, the gaps
    to elapsed time at the end of each are compared, and listed from as many %p on; a status is
    listed whenever it is another.

    Columns: project, name, item (new_project, status, execution_gap, attainment_gap, allocated,
    executed or indicator), indicator, year_earlier, quarter_earlier, year_later, quarter_later,
    earlier, later, difference (원, %p of a gap, or the indicator's unit), status_earlier,
    status_later.
    """
    with duckdb.connect() as connection:
        for name, release in (("earlier", earlier), ("later", later)):
            connection.register(name, ask("panel/standing", release=release, member=member))
        return connection.execute(
            _SQL.read_text(encoding="utf-8"), {"least_percent": least_percent}
        ).df()
