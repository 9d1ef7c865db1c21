"""자문의견: what the panel found, what the province did about it, and whether that settles it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import duckdb
import pandas as pd

from monitor.access import open_rows
from monitor.evaluation.evidence import Evidence, keep_evidence
from monitor.evaluation.people import (
    SEOUL,
    Project,
    check_assigned,
    check_member,
    project_of,
    written,
)
from monitor.store import Ledger, append_entry
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

Verdict = Literal["closed", "reopened"]


def write_finding(
    ledger: Ledger,
    vocabulary: Vocabulary,
    *,
    project: str,
    area: str,
    severity: str,
    opinion: str,
    due_on: dt.date,
    member: str,
    evidence: Sequence[Evidence] = (),
    at: dt.datetime | None = None,
) -> int:
    """Append a finding of the panel.

    Args:
        ledger: where it is kept.
        vocabulary: areas, severities, members and their provinces.
        project: the project it is about.
        area: an id of ``finding_areas.csv``.
        severity: an id of ``finding_severities.csv``.
        opinion: what was found and what should be done.
        due_on: until when the province is to follow it up; not before the day of writing.
        member: who of the panel writes.
        evidence: the numbers it leans on, as they stood where they were read.
        at: when; now when absent.

    Returns:
        The finding's number, which is its entry in the ledger.

    Raises:
        Refused: ``unknown_project``, ``unknown_member``, ``not_assigned``, ``unknown_choice``,
            ``opinion_missing``, ``due_in_the_past``.
    """
    moment = at or dt.datetime.now(SEOUL)
    opinion = written(opinion, "opinion_missing")
    for file, value in (("finding_area", area), ("finding_severity", severity)):
        known = [row[file] for row in vocabulary.rows(_PLURALS[file])]
        if value not in known:
            raise Refused("unknown_choice", value=value, known=", ".join(known))
    if due_on < moment.date():
        raise Refused("due_in_the_past", due_on=due_on)
    with ledger.writing() as connection:
        about = project_of(connection, project)
        ledger.actor.permit(
            "write_finding", region=about.region, project=project, member=member, on=project
        )
        check_assigned(vocabulary, member, about, moment.date())
        entry = append_entry(
            connection,
            "panel_finding",
            project=project,
            finding_area=area,
            finding_severity=severity,
            opinion=opinion,
            due_on=due_on,
            member=member,
            written_at=moment,
        )
        keep_evidence(connection, entry, evidence)
    return entry


_PLURALS = {"finding_area": "finding_areas", "finding_severity": "finding_severities"}


def answer_finding(
    ledger: Ledger, finding: int, follow_up: str, *, by: str, at: dt.datetime | None = None
) -> int:
    """Append what the province did about a finding (조치).

    Returns:
        The entry in the ledger.

    Raises:
        Refused: ``unknown_panel_finding``, ``finding_closed``, ``follow_up_missing``.
    """
    follow_up, by = written(follow_up, "follow_up_missing"), ledger.actor.sign(by)
    with ledger.writing() as connection:
        about = _project(connection, finding)
        ledger.actor.permit(
            "answer_finding", region=about.region, project=about.project, on=f"{finding}"
        )
        if _state(connection, finding) == "closed":
            raise Refused("finding_closed", finding=finding)
        return append_entry(
            connection,
            "panel_follow_up",
            finding=finding,
            follow_up=follow_up,
            given_by=by,
            given_at=at or dt.datetime.now(SEOUL),
        )


def judge_finding(
    ledger: Ledger,
    vocabulary: Vocabulary,
    finding: int,
    verdict: Verdict,
    *,
    member: str,
    note: str = "",
    at: dt.datetime | None = None,
) -> int:
    """Append whether the panel is satisfied: ``closed``, or ``reopened`` with what is still amiss.

    Returns:
        The entry in the ledger.

    Raises:
        Refused: ``unknown_panel_finding``, ``unknown_member``, ``not_assigned``,
            ``nothing_to_judge`` when no follow-up waits for a verdict, ``verdict_note_missing``.
    """
    moment = at or dt.datetime.now(SEOUL)
    if verdict == "reopened":
        note = written(note, "verdict_note_missing")
    with ledger.writing() as connection:
        about = _project(connection, finding)
        ledger.actor.permit(
            "write_finding",
            region=about.region,
            project=about.project,
            member=member,
            on=f"{finding}",
        )
        if _state(connection, finding) != "answered":
            raise Refused("nothing_to_judge", finding=finding)
        check_assigned(vocabulary, member, about, moment.date())
        return append_entry(
            connection,
            "panel_verdict",
            finding=finding,
            verdict=verdict,
            note=note.strip(),
            member=member,
            given_at=moment,
        )


def _project(connection: duckdb.DuckDBPyConnection, finding: int) -> Project:
    row = connection.execute(
        "select project from panel_finding where entry = ?", [finding]
    ).fetchone()
    if row is None:
        raise Refused("unknown_panel_finding", finding=finding)
    return project_of(connection, str(row[0]))


def _state(connection: duckdb.DuckDBPyConnection, finding: int) -> str:
    row = connection.execute(
        "select finding_state from finding_state where finding = ?", [finding]
    ).fetchone()
    if row is None:
        raise Refused("unknown_panel_finding", finding=finding)
    return str(row[0])


def findings_now(ledger: Ledger, today: dt.date) -> pd.DataFrame:
    """List the panel's findings as they stand and are open, the overdue first, then by due date.

    Columns: finding, project, name, region, finding_area, finding_severity, opinion, due_on,
    member, written_at, finding_state (open, answered, reopened or closed), follow_up (the last
    one), verdict_note (the last one), changed_at, is_overdue.
    """
    with ledger.reading() as connection:
        rows = connection.execute(
            """
            select
                finding_state.*,
                current_project.name,
                current_project.region,
                finding_state.due_on < $today
                and finding_state.finding_state in ('open', 'reopened') as is_overdue
            from finding_state
            inner join current_project using (project)
            order by is_overdue desc, finding_state = 'closed', due_on, finding
            """,
            {"today": today},
        ).df()
    # Whoever of the panel wrote them: those who look after a project read all that was found.
    return rows[rows["finding"].isin(_open_findings(ledger, rows))].reset_index(drop=True)


def _open_findings(ledger: Ledger, rows: pd.DataFrame) -> set[int]:
    whose = rows[["finding", "region", "project"]]
    return set(open_rows(ledger.actor, "read_finding", whose)["finding"])


def history_of(ledger: Ledger, *findings: int) -> pd.DataFrame:
    """List what happened to a finding, or several, each in its order from its writing on.

    Columns: finding, entry, finding_state (what it became: open, answered, reopened or closed),
    note (the finding, the follow-up, or the verdict's note), due_on (of the finding, where it was
    written), given_by, is_member (of the panel), given_at.

    Raises:
        Refused: ``unknown_panel_finding``.
    """
    with ledger.reading() as connection:
        for finding in findings:
            about = _project(connection, finding)
            ledger.actor.permit(
                "read_finding", region=about.region, project=about.project, on=f"{finding}"
            )
        return connection.execute(
            """
            select entry as finding, entry, 'open' as finding_state, opinion as note,
                due_on, member as given_by, true as is_member, written_at as given_at
            from panel_finding
            where list_contains($findings, entry)
            union all
            select finding, entry, 'answered', follow_up, null, given_by, false, given_at
            from panel_follow_up
            where list_contains($findings, finding)
            union all
            select finding, entry, verdict, note, null, member, true, given_at
            from panel_verdict
            where list_contains($findings, finding)
            order by finding, entry
            """,
            {"findings": list(findings)},
        ).df()


def finding_counts(ledger: Ledger, provinces: Sequence[str], today: dt.date) -> pd.Series:
    """Count the findings of some provinces as they stand.

    Keys: written, waiting (not closed), answered (for the panel to judge), overdue, closed;
    follow_up_rate: of those due in the year so far the share that is closed, in %
    (``finding_followup_rate`` of the indicators; nan when none was due).
    """
    with ledger.reading() as connection:
        written = connection.execute(
            "select finding, project, region from finding_state "
            "inner join current_project using (project) where list_contains($provinces, region)",
            {"provinces": list(provinces)},
        ).df()
        counts: pd.Series = (
            connection.execute(
                """
            with listed as (
                select finding_state.*, finding_state.finding_state = 'closed' as is_closed,
                    due_on between date_trunc('year', $today) and $today as is_due
                from finding_state
                inner join current_project using (project)
                where list_contains($findings, finding)
            )
            select
                count(*) as written,
                count(*) filter (not is_closed) as waiting,
                count(*) filter (finding_state = 'answered') as answered,
                count(*) filter (
                    due_on < $today and finding_state in ('open', 'reopened')
                ) as overdue,
                count(*) filter (is_closed) as closed,
                100.0 * count(*) filter (is_due and is_closed)
                / nullif(count(*) filter (is_due), 0) as follow_up_rate
            from listed
            """,
                {"today": today, "findings": sorted(_open_findings(ledger, written))},
            )
            .df()
            .iloc[0]
        )
    return counts


def mark_visit(
    ledger: Ledger,
    vocabulary: Vocabulary,
    member: str,
    release: str,
    *,
    at: dt.datetime | None = None,
) -> int:
    """Append that a member has seen their projects as a release shows them.

    Raises:
        Refused: ``unknown_member``.
    """
    check_member(vocabulary, member)
    # It is the member's own record: nobody else has seen it in their place.
    ledger.actor.permit("write_finding", member=member, on=release)
    with ledger.writing() as connection:
        return append_entry(
            connection,
            "panel_visit",
            member=member,
            release=release,
            visited_at=at or dt.datetime.now(SEOUL),
        )


def last_visit(ledger: Ledger, member: str) -> tuple[str, dt.datetime] | None:
    """Return the release that a member saw last, and when; None for the first time."""
    ledger.actor.permit("read_finding", member=member, on=member)
    with ledger.reading() as connection:
        rows = connection.execute(
            "select release, visited_at from panel_visit where member = ? "
            "order by entry desc limit 1",
            [member],
        ).df()
    return None if rows.empty else (rows["release"].iloc[0], rows["visited_at"].iloc[0])
