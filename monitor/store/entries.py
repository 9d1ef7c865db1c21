"""Entries of the ledger: what a writer appends, numbered in one sequence."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import duckdb
import pandas as pd
import pyarrow as pa

from monitor.wording import Refused

Rows: TypeAlias = pd.DataFrame | pa.Table

FACT_TABLES: Final = {
    "project": "project_report",
    "stage": "stage_report",
    "budget": "budget_report",
    "target": "target_report",
    "observation": "observation_report",
    "own_indicator": "own_indicator_report",
    "spending_plan": "spending_plan_report",
    "partner": "partner_report",
    "linkage": "linkage_report",
    "product": "product_report",
    "adoption": "adoption_report",
    "aftercare": "aftercare_report",
    "call": "call_report",
    "briefing_session": "briefing_session_report",
    "application": "application_report",
    "standard_model": "standard_model_report",
    "council_meeting": "council_meeting_report",
    "award": "award_report",
}


@dataclass(frozen=True)
class Submission:
    """One received workbook: who sent what, when, for which period, and what became of it."""

    received_at: dt.datetime
    submitted_by: str
    file_name: str
    content: bytes
    outcome: str
    region: str | None = None
    year: int | None = None
    quarter: int | None = None
    submitted_on: dt.date | None = None
    office: str | None = None
    form_version: str | None = None
    data_kind: str | None = None

    @property
    def sha256(self) -> str:
        """Return the digest that names the received file."""
        return hashlib.sha256(self.content).hexdigest()


def whose(connection: duckdb.DuckDBPyConnection, submission: int) -> dict[str, str | None]:
    """Return the ``region`` or the ``member`` of the panel that a submission belongs to.

    Raises:
        Refused: ``unknown_submission``.
    """
    row = connection.execute(
        """
        select
            any_value(coalesce(submission.region, current_project.region)) as region,
            any_value(nullif(score_workbook.scored_by, 'self')) as member
        from submission
        left join score_workbook using (submission)
        left join score_sheet on
            submission.submission = score_sheet.submission
            and score_workbook.scored_by = 'self'
        left join current_project on score_sheet.project = current_project.project
        where submission.submission = ?
        group by submission.submission
        """,
        [submission],
    ).fetchone()
    if row is None:
        raise Refused("unknown_submission", submission=submission)
    return {"region": row[0], "member": row[1]}


def last_entry(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of the last submission, decision or reason, 0 when there is none."""
    row = connection.execute("select entry from last_entry").fetchone()
    assert row is not None
    return int(row[0])


def take_entries(connection: duckdb.DuckDBPyConnection, count: int) -> int:
    """Take the next numbers of the ledger's sequence, within the transaction; return the first."""
    taken = connection.execute(
        "insert into ledger_entry "
        "select unnest(range(last_entry.entry + 1, last_entry.entry + 1 + ?)) from last_entry "
        "returning entry",
        [count],
    ).fetchone()
    assert taken is not None, "as many entries as were asked for"
    return int(taken[0])


def append_entry(connection: duckdb.DuckDBPyConnection, table: str, **columns: Any) -> int:
    """Append a record to a table whose key is its entry; return the entry.

    Table and columns are named by our own code, values are bound.
    """
    entry = take_entries(connection, 1)
    names = ", ".join(f'"{name}"' for name in ("entry", *columns))
    marks = ", ".join("?" for _ in range(len(columns) + 1))
    connection.execute(
        f'insert into "{table}" ({names}) values ({marks})', [entry, *columns.values()]
    )
    return entry


def append_reason(
    connection: duckdb.DuckDBPyConnection,
    submission: int,
    position: int,
    reason: str,
    given_by: str,
    given_at: dt.datetime,
) -> None:
    """Append why a finding of a submission is right as it stands."""
    append_entry(
        connection,
        "finding_reason",
        submission=submission,
        position=position,
        reason=reason,
        given_by=given_by,
        given_at=given_at,
    )


def append_submission(
    connection: duckdb.DuckDBPyConnection,
    submission: Submission,
    facts: Mapping[str, Rows],
    findings: pd.DataFrame | None = None,
    normalised: pd.DataFrame | None = None,
    reasons: Mapping[int, str] | None = None,
) -> int:
    """Append a submission within the open transaction; as ``Ledger.append``."""
    number = _append_received(connection, submission)
    for sheet, frame in facts.items():
        append_frame(connection, FACT_TABLES[sheet], frame, submission=number)
    if findings is not None:
        append_frame(connection, "finding", findings, submission=number)
    if normalised is not None:
        append_frame(connection, "normalisation", normalised, submission=number)
    given = (submission.submitted_by, submission.received_at)
    for position, reason in (reasons or {}).items():
        append_reason(connection, number, position, reason, *given)
    return number


def _append_received(connection: duckdb.DuckDBPyConnection, submission: Submission) -> int:
    known = connection.execute(
        "select submission, strftime(received_at, '%Y-%m-%d') from submission "
        "where sha256 = $sha256",
        {"sha256": submission.sha256},
    ).fetchone()
    if known:
        raise Refused(
            "already_received",
            file=submission.file_name,
            submission=known[0],
            day=known[1],
        )
    number = take_entries(connection, 1)
    connection.execute(
        "insert into received_file values (?, ?, ?)",
        [submission.sha256, submission.content, len(submission.content)],
    )
    connection.execute(
        "insert into submission values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            submission.received_at,
            submission.submitted_by,
            submission.file_name,
            submission.sha256,
            submission.region,
            submission.year,
            submission.quarter,
            submission.submitted_on,
            submission.office,
            submission.form_version,
            submission.data_kind,
            submission.outcome,
        ],
    )
    return number


def arrow(rows: Rows) -> pa.Table:
    """Return rows as DuckDB takes them in fastest: a third of the time of pandas objects."""
    if isinstance(rows, pa.Table):
        return rows
    return pa.Table.from_pandas(rows, preserve_index=False)


def append_frame(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Rows, **same: int
) -> None:
    """Append rows to a table that has their columns, within the open transaction.

    ``same`` names columns that have one number in all rows.
    """
    if not len(rows):
        return
    # DuckDB finds it by its name; registered, it would undo the plans that the connection keeps.
    appended = arrow(rows)
    columns = ", ".join(f'"{column}"' for column in appended.column_names)
    taken = ", ".join(map(_taken, appended.schema))
    named = "".join(f', "{column}"' for column in same)
    marks = ", ?" * len(same)
    connection.execute(
        f'insert into "{table}" ({columns}{named}) select {taken}{marks} from appended',
        [*same.values()],
    )


def _taken(field: pa.Field) -> str:
    # A zero has no sign: run lengths in a file take -0.0 for 0.0, and a digest tells them apart.
    return f'"{field.name}" + 0' if pa.types.is_floating(field.type) else f'"{field.name}"'
