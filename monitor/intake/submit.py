"""Submitting: what passes is appended to the ledger whole; what does not is kept as returned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from zoneinfo import ZoneInfo

import duckdb

from monitor.evaluation import keep_sheets, permit_sheets
from monitor.intake.check import Checked, Workbook, hold_against, read_workbook, scorer_of
from monitor.intake.findings import Finding, numbered
from monitor.intake.form import PROGRAMME, SCORE
from monitor.intake.scoring import given_in
from monitor.store import Ledger, Submission, append_entry, append_submission
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused, Words

SEOUL: Final = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True)
class Receipt:
    """What became of a submission: its number and state, rows appended.

    ``submitted`` waits for a manager, ``accepted`` counts at once, ``returned`` is to be mended.
    """

    submission: int
    submission_state: str
    findings: tuple[Finding, ...]
    rows: int


def submit(
    ledger: Ledger,
    content: bytes,
    file_name: str,
    *,
    submitter: str,
    vocabulary: Vocabulary,
    received_at: dt.datetime | None = None,
    reasons: Mapping[int, str] | str = "",
    read: Workbook | None = None,
) -> Receipt:
    """Check a workbook and append it. With an error in it, no row of it enters.

    The file itself, who sent it, its findings and what was normalised are kept in either case.
    What passes counts once a manager accepts it (``monitor.store.decide``); scores count at once,
    since the panel is independent: a sheet a project and scorer enters with the file.

    Args:
        ledger: where it is kept.
        content: the bytes received.
        file_name: the name it came under; only its last part is kept.
        submitter: who sent it.
        vocabulary: the reference data it is checked against.
        received_at: when it came; now when absent.
        reasons: why a warning is right as it stands, by the finding's number from one; a text
            stands for all warnings.
        read: what ``read_workbook`` gave, when the caller has read the file already.

    Raises:
        Refused: what cannot be read, ``nothing_filled_in``, ``already_received``, or what the
            ledger refuses. Nothing is kept then.
    """
    read = read or read_workbook(content, file_name, vocabulary)
    received_at, submitter = received_at or dt.datetime.now(SEOUL), ledger.actor.sign(submitter)
    checked = hold_against(ledger, read, vocabulary, received_at.date())
    if checked.is_untouched:
        raise Refused("nothing_filled_in", file=file_name)
    tables = {} if checked.has_errors else read.rows
    parts = (
        _submission(checked, content, file_name, submitter, received_at),
        tables,
        numbered(checked.findings),
        numbered(checked.normalised),
        {} if checked.has_errors else _reasons(checked, reasons),
    )
    with ledger.writing() as connection:
        _permit(ledger, connection, checked, parts[0])
        number = append_submission(connection, *parts)
        if checked.form == PROGRAMME:
            connection.execute("insert into programme_workbook values (?)", [number])
        if checked.form == SCORE:
            _keep_scores(connection, vocabulary, checked, number, parts[0])
    passed = "accepted" if checked.form == SCORE else "submitted"
    state = "returned" if checked.has_errors else passed
    rows = 0 if checked.has_errors else sum(map(len, checked.tables.values()))
    return Receipt(number, state, checked.findings, rows)


def _permit(
    ledger: Ledger, connection: duckdb.DuckDBPyConnection, checked: Checked, sent: Submission
) -> None:
    """Let a province send its workbook, the ministry its register, a scorer their own sheets.

    Raises:
        Refused: ``not_allowed``.
    """
    if checked.form == SCORE and not checked.has_errors:
        sheets = [given.sheet(checked.cover["year"]) for given in given_in(checked.tables)]
        permit_sheets(ledger.actor, connection, sheets)
        return
    action = "score" if (scorer := scorer_of(checked)) else "submit"
    region = None if scorer else checked.cover.get("region")
    ledger.actor.permit(action, region=region, member=scorer, on=sent.sha256[:16])


def _keep_scores(
    connection: duckdb.DuckDBPyConnection,
    vocabulary: Vocabulary,
    checked: Checked,
    number: int,
    submission: Submission,
) -> None:
    """Append the sheets of a score workbook and that they count; of one with errors, whose it is.

    Raises:
        Refused: what ``keep_sheets`` refuses, when the ledger has changed since the check.
    """
    scorer = checked.cover.get("scorer")
    connection.execute("insert into score_workbook values (?, ?)", [number, scorer])
    if checked.has_errors:
        return
    year, at, by = checked.cover["year"], submission.received_at, submission.submitted_by
    sheets = [given.sheet(year) for given in given_in(checked.tables)]
    keep_sheets(connection, vocabulary, sheets, by=by, at=at, submission=number)
    append_entry(
        connection,
        "decision",
        submission=number,
        decision="accepted",
        note=Words("ko")("score_form.counts_at_once"),
        decided_by=by,
        decided_at=at,
    )


def _reasons(checked: Checked, reasons: Mapping[int, str] | str) -> dict[int, str]:
    """Return the reasons that were given, by the number of the warning they explain."""
    warnings = [n for n, each in enumerate(checked.findings, start=1) if each.severity == "warning"]
    told = dict.fromkeys(warnings, reasons) if isinstance(reasons, str) else reasons
    given = {**checked.reasons, **{n: reason for n, reason in told.items() if reason.strip()}}
    return {n: given[n].strip() for n in warnings if given.get(n, "").strip()}


def _submission(
    checked: Checked,
    content: bytes,
    file_name: str,
    submitter: str,
    received_at: dt.datetime,
) -> Submission:
    cover = checked.cover
    return Submission(
        received_at=received_at,
        submitted_by=submitter,
        file_name=PurePath(file_name.replace("\\", "/")).name,
        content=content,
        outcome="returned" if checked.has_errors else "accepted",
        # Scores are no report of a province, whoever gave them.
        region=None if checked.form == SCORE else cover.get("region"),
        year=cover.get("year"),
        quarter=cover.get("quarter"),
        submitted_on=cover.get("submitted_on"),
        office=cover.get("office"),
        form_version=cover.get("form_version"),
        data_kind=cover.get("data_kind"),
    )
