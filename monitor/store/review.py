"""Review: what became of each submission, who decided, and why a warning stands."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd

from monitor.store.entries import append_entry, append_reason, whose
from monitor.store.ledger import Ledger
from monitor.wording import Refused

SEOUL: Final = ZoneInfo("Asia/Seoul")
Decision = Literal["accepted", "returned"]


def decide(
    ledger: Ledger,
    submission: int,
    decision: Decision,
    *,
    by: str,
    note: str = "",
    at: dt.datetime | None = None,
) -> int:
    """Accept a submission, or return it to its sender with a note.

    Returns:
        The entry of the decision in the ledger.

    Raises:
        Refused: ``unknown_submission``; ``already_decided``; ``note_missing`` when a return says
            nothing; ``reasons_missing`` when an acceptance leaves warnings without a reason and
            has no note of its own.
    """
    note = note.strip()
    if decision == "returned" and not note:
        raise Refused("note_missing")
    with (
        ledger.actor.acting("decide_submission", on=f"{submission}"),
        ledger.writing() as connection,
    ):
        state = state_of(connection, submission)
        if state != "submitted":
            raise Refused("already_decided", submission=submission)
        open_cells = _open_warnings(connection, submission)
        if decision == "accepted" and open_cells and not note:
            raise Refused("reasons_missing", submission=submission, count=len(open_cells))
        return append_entry(
            connection,
            "decision",
            submission=submission,
            decision=decision,
            note=note,
            decided_by=ledger.actor.sign(by),
            decided_at=at or dt.datetime.now(SEOUL),
        )


def explain(
    ledger: Ledger,
    submission: int,
    reasons: dict[int, str],
    *,
    by: str,
    at: dt.datetime | None = None,
) -> None:
    """Keep why warnings of a waiting submission are right as they stand.

    Args:
        ledger: where it is kept.
        submission: number of the submission.
        reasons: by the position of the finding; all are kept, or none.
        by: who gives them.
        at: when; now when absent.

    Raises:
        Refused: ``unknown_submission``, ``already_decided``, ``unknown_finding`` when a position
            names no warning of the submission, ``reason_missing`` when a reason is blank.
    """
    moment, by = at or dt.datetime.now(SEOUL), ledger.actor.sign(by)
    with ledger.writing() as connection:
        about = whose(connection, submission)
        ledger.actor.permit("submit", **about, on=f"{submission}")
        if state_of(connection, submission) != "submitted":
            raise Refused("already_decided", submission=submission)
        warnings = connection.execute(
            "select position from finding where submission = ? and severity = 'warning'",
            [submission],
        ).fetchall()
        for position, reason in reasons.items():
            if (position,) not in warnings:
                raise Refused("unknown_finding", submission=submission, finding=position)
            if not reason.strip():
                raise Refused("reason_missing", finding=position)
            append_reason(connection, submission, position, reason.strip(), by, moment)


def state_of(connection: duckdb.DuckDBPyConnection, submission: int) -> str:
    """Return how a submission stands: submitted, accepted or returned.

    Raises:
        Refused: ``unknown_submission``.
    """
    row = connection.execute(
        "select submission_state from submission_state where submission = ?", [submission]
    ).fetchone()
    if row is None:
        raise Refused("unknown_submission", submission=submission)
    return str(row[0])


def _open_warnings(connection: duckdb.DuckDBPyConnection, submission: int) -> list[int]:
    rows = connection.execute(
        """
        select position
        from finding
        anti join finding_reason using (submission, position)
        where submission = ? and severity = 'warning'
        order by position
        """,
        [submission],
    ).fetchall()
    return [row[0] for row in rows]


def findings_of(ledger: Ledger, submission: int) -> pd.DataFrame:
    """List the findings of a submission.

    Columns: position, code, severity, sheet, cell, field, raw_value, expected, reason (the last
    one given, null where none was), given_by.

    Raises:
        Refused: ``unknown_submission``.
    """
    with ledger.reading() as connection:
        ledger.permit_reading(connection, submission)
        return connection.execute(
            """
            select
                finding.position,
                finding.code,
                finding.severity,
                finding.sheet,
                finding.cell,
                finding.field,
                finding.raw_value,
                coalesce(finding.expected, '') as expected,
                arg_max(finding_reason.reason, finding_reason.entry) as reason,
                arg_max(finding_reason.given_by, finding_reason.entry) as given_by
            from finding
            left join finding_reason using (submission, position)
            where finding.submission = ?
            group by all
            order by finding.position
            """,
            [submission],
        ).df()


def normalised_of(ledger: Ledger, submission: int) -> pd.DataFrame:
    """List the cells of a submission whose value is not simply what was written.

    Columns: position, sheet, cell, field, raw_value, value, rule.

    Raises:
        Refused: ``unknown_submission``.
    """
    with ledger.reading() as connection:
        ledger.permit_reading(connection, submission)
        return connection.execute(
            """
            select
                position,
                sheet,
                cell,
                field,
                raw_value,
                value,
                rule
            from normalisation
            where submission = ?
            order by position
            """,
            [submission],
        ).df()
