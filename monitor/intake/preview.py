"""Previewing: what a workbook would change in the ledger, before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from monitor.intake.check import Checked
from monitor.intake.layout import lay_out
from monitor.store import FACT_TABLES, Ledger, state_of
from monitor.vocabulary import Vocabulary

_SQL: Final = Path(__file__).with_name("preview.sql")


def changes(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Compare the tables ``sent_…`` that are laid out on a ledger's connection with the ledger.

    Columns: table_name, project, detail (stage, source of funds or indicator), year, quarter,
    field, change (new, changed, unchanged or withdrawn), text_before, text_after (texts and dates),
    number_before, number_after (money in 원).
    """
    return connection.execute(_SQL.read_text(encoding="utf-8")).df()


def preview_of(ledger: Ledger, vocabulary: Vocabulary, checked: Checked) -> pd.DataFrame:
    """Return what a checked workbook would change once it is sent and accepted."""
    with ledger.reading() as connection:
        lay_out(connection, checked.cover, checked.tables, vocabulary)
        return changes(connection)


def preview(ledger: Ledger, submission: int) -> pd.DataFrame:
    """Return what accepting a waiting submission would change; columns of ``changes``.

    A decided submission changes nothing any more: no rows.

    Raises:
        Refused: ``unknown_submission``.
    """
    with ledger.reading() as connection:
        waits = state_of(connection, submission) == "submitted"
        for table, stored in FACT_TABLES.items():
            connection.execute(
                f"create or replace temp table sent_{table} as "
                f'select * from "{stored}" where submission = ? and ?',
                [submission, waits],
            )
        return changes(connection)
