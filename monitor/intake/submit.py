"""Submitting: what passes is appended to the ledger whole; what does not is kept as returned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from zoneinfo import ZoneInfo

from monitor.intake.check import Checked, check
from monitor.intake.findings import Finding, findings_frame
from monitor.store import Ledger, Submission
from monitor.vocabulary import Vocabulary

SEOUL: Final = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True)
class Receipt:
    """What became of a submission: its number, ``accepted`` or ``returned``, rows appended."""

    submission: int
    outcome: str
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
) -> Receipt:
    """Check a workbook and append it. With an error in it, no row of it enters.

    The file itself, who sent it and its findings are kept in either case.

    Args:
        ledger: where it is kept.
        content: the bytes received.
        file_name: the name it came under; only its last part is kept.
        submitter: who sent it.
        vocabulary: the reference data it is checked against.
        received_at: when it came; now when absent.

    Raises:
        Refused: ``not_a_workbook``, ``file_too_large``, ``already_received``, or what the ledger
            refuses. Nothing is kept then.
    """
    checked = check(content, file_name, vocabulary)
    outcome = "returned" if checked.has_errors else "accepted"
    tables = {} if checked.has_errors else checked.tables
    number = ledger.append(
        _submission(checked, content, file_name, submitter, received_at, outcome),
        tables,
        findings_frame(checked.findings),
    )
    rows = sum(len(frame) for frame in tables.values())
    return Receipt(number, outcome, tuple(checked.findings), rows)


def _submission(
    checked: Checked,
    content: bytes,
    file_name: str,
    submitter: str,
    received_at: dt.datetime | None,
    outcome: str,
) -> Submission:
    cover = checked.cover
    return Submission(
        received_at=received_at or dt.datetime.now(SEOUL),
        submitted_by=submitter,
        file_name=PurePath(file_name.replace("\\", "/")).name,
        content=content,
        outcome=outcome,
        region=cover.get("region"),
        year=cover.get("year"),
        quarter=cover.get("quarter"),
        submitted_on=cover.get("submitted_on"),
        office=cover.get("office"),
        form_version=cover.get("form_version"),
        data_kind=cover.get("data_kind"),
    )
