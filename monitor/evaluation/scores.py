"""Scores: one member's points for one project and year, as draft or handed in, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final, Literal

import duckdb
import pandas as pd

from monitor.access import Actor
from monitor.evaluation.evidence import Evidence, keep_evidence
from monitor.evaluation.people import (
    SELF,
    SEOUL,
    Project,
    exclusion,
    project_of,
    projects_of,
    provinces_of,
)
from monitor.evaluation.sheets import Sheet, first_report, held_against, problems_of
from monitor.store import Ledger, append_frame, take_entries
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

_BOARD: Final = [
    *("member", "project", "name", "region", "programme_year"),
    *("sheet_state", "given_at", "exclusion"),
]


def keep_sheet(
    ledger: Ledger,
    vocabulary: Vocabulary,
    sheet: Sheet,
    *,
    by: str,
    at: dt.datetime | None = None,
) -> int:
    """Append one sheet; see ``keep_sheets``.

    Returns:
        Its entry in the ledger.
    """
    with ledger.writing() as connection:
        permit_sheets(ledger.actor, connection, [sheet])
        return keep_sheets(connection, vocabulary, [sheet], by=ledger.actor.sign(by), at=at)[0]


def permit_sheets(
    actor: Actor, connection: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet]
) -> None:
    """Let a member hand in their own sheets, a province its assessment of itself, or refuse.

    It is recorded once: for the first that is refused, else for the first of all.

    Raises:
        Refused: ``unknown_project``, ``not_allowed``.
    """
    asked = []
    known = projects_of(connection, (sheet.project for sheet in sheets))
    for sheet in sheets:
        if (about := known.get(sheet.project)) is None:
            raise Refused("unknown_project", project=sheet.project)
        if sheet.scored_by == SELF:
            whose = {"region": about.region, "project": about.project}
            asked.append(("submit", whose, about.project))
        else:
            asked.append(("score", {"member": sheet.scored_by}, about.project))
    refused = [each for each in asked if not actor.may(each[0], **each[1])]
    for action, whose, project in (refused or asked)[:1]:
        actor.permit(action, **whose, on=project)


def keep_sheets(
    connection: duckdb.DuckDBPyConnection,
    vocabulary: Vocabulary,
    sheets: Sequence[Sheet],
    *,
    by: str,
    at: dt.datetime | None = None,
    submission: int | None = None,
) -> list[int]:
    """Append sheets within the open transaction: all of them, or none.

    Args:
        connection: the ledger's, open for writing.
        vocabulary: criteria, members, assignments, conflicts.
        sheets: what was scored; a draft may lack criteria.
        by: whose name stands on the entries.
        at: when; now when absent.
        submission: the workbook they came in, if any.

    Returns:
        The entries in the ledger, in order.

    Raises:
        Refused: ``unknown_project``, ``unknown_member``, ``not_assigned``, ``excluded``,
            ``not_evaluated``, ``unknown_criterion``, ``points_out_of_range``,
            ``criterion_missing``, ``correction_reason_missing``, ``decided_already``.
    """
    moment = at or dt.datetime.now(SEOUL)
    held = held_against(connection, sheets)
    for sheet in sheets:
        for problem in problems_of(vocabulary, held, sheet, moment.date()):
            raise Refused(problem.code, **problem.about)
        held.keep(sheet)
    if not sheets:
        return []
    first = take_entries(connection, len(sheets))
    kept = list(enumerate(sheets, start=first))
    append_frame(
        connection,
        "score_sheet",
        pd.DataFrame(
            {
                "entry": [entry for entry, _ in kept],
                "year": [sheet.year for sheet in sheets],
                "project": [sheet.project for sheet in sheets],
                "scored_by": [sheet.scored_by for sheet in sheets],
                "sheet_state": [sheet.sheet_state for sheet in sheets],
                "comment": [sheet.comment.strip() for sheet in sheets],
                "reason": [sheet.reason.strip() for sheet in sheets],
                "submission": pd.Series([submission] * len(sheets), dtype="Int64"),
                "given_by": by,
                "given_at": moment,
            }
        ),
    )
    scores = [
        (entry, criterion, float(points), sheet.remarks.get(criterion, "").strip())
        for entry, sheet in kept
        for criterion, points in sheet.points.items()
    ]
    columns = ["entry", "criterion", "points", "remark"]
    append_frame(connection, "score", pd.DataFrame(scores, columns=columns))
    for entry, sheet in kept:
        keep_evidence(connection, entry, sheet.evidence)
    return [entry for entry, _ in kept]


def last_sheet(ledger: Ledger, year: int, project: str, scored_by: str) -> Sheet | None:
    """Return what a scorer last wrote on a project for a year; None when nothing.

    A draft is the scorer's own: others read what was last handed in.
    """
    with ledger.reading() as connection:
        if scored_by == SELF:
            about = project_of(connection, project)
            whose = {"region": about.region, "project": project}
            ledger.actor.permit("read_submission", **whose, on=project)
            own = ledger.actor.may("submit", **whose)
        else:
            ledger.actor.permit("read_score", member=scored_by, on=project)
            own = ledger.actor.may("score", member=scored_by)
        row = connection.execute(
            "select entry, comment, reason, sheet_state from score_sheet "
            "where year = ? and project = ? and scored_by = ? "
            "and (sheet_state = 'submitted' or ?) order by entry desc limit 1",
            [year, project, scored_by, own],
        ).fetchone()
        if row is None:
            return None
        entry, comment, reason, state = row
        given = connection.execute(
            "select criterion, points, remark from score where entry = ?", [entry]
        ).fetchall()
        cited = connection.execute(
            "select release, indicator, year, quarter, value from evidence where entry = ? "
            "order by position",
            [entry],
        ).fetchall()
    return Sheet(
        year,
        project,
        scored_by,
        {criterion: points for criterion, points, _ in given},
        {criterion: remark for criterion, _, remark in given if remark},
        comment,
        reason,
        tuple(Evidence(*each) for each in cited),
        state,
    )


def scoring_board(
    ledger: Ledger, vocabulary: Vocabulary, year: int, today: dt.date
) -> pd.DataFrame:
    """List who is to score what in a year, as far as it is open, and how far they are.

    Columns: member, project, name, region, programme_year, sheet_state (missing, draft or
    submitted), given_at (of the last sheet), exclusion (null where the member may score it).
    In the order of the members, then of the projects.
    """
    with ledger.reading() as connection:
        projects = connection.execute(
            "select project, name, region, selection_year, stopped_on from current_project "
            "where selection_year <= ? and coalesce(stopped_on >= ?, true) order by project",
            [year, first_report(year)],
        ).fetchall()
        sheets = connection.execute(
            "select scored_by, project, arg_max(sheet_state, entry), "
            "arg_max(given_at, entry)::date, "
            "bool_or(sheet_state = 'submitted') from score_sheet where year = ? group by all",
            [year],
        ).fetchall()
    known = {(scorer, project): (state, at, had) for scorer, project, state, at, had in sheets}
    rows = []
    for member in (row["member"] for row in vocabulary.rows("panel_members")):
        provinces = provinces_of(vocabulary, member, today)
        for project in (Project(*row) for row in projects):
            if project.region not in provinces:
                continue
            state, at, had = known.get((member, project.project), ("missing", None, False))
            if not (had or ledger.actor.may("score", member=member)):
                state, at = "missing", None  # a draft is nobody's business but the member's
            rows.append(
                {
                    "member": member,
                    "project": project.project,
                    "name": project.name,
                    "region": project.region,
                    "programme_year": project.programme_year(year),
                    "sheet_state": "submitted" if had else state,
                    "given_at": at,
                    "exclusion": exclusion(vocabulary, member, project, today),
                }
            )
    board = pd.DataFrame(rows, columns=_BOARD)
    is_open = board["member"].map(partial(_reads, ledger.actor)).astype(bool)
    return board[is_open].reset_index(drop=True)


def _reads(actor: Actor, member: str) -> bool:
    return actor.may("read_score", member=member)


def scoring_counts(board: pd.DataFrame, by: Literal["member", "project"]) -> pd.DataFrame:
    """Count a scoring board by member or by project, those with most still to do first.

    Columns: who (member or project), to_score (its projects or members, without the excluded),
    submitted, missing (drafts too: they are nobody's business but the member's), excluded.
    """
    with duckdb.connect() as connection:
        connection.register("board", board)
        return connection.execute(
            """
            select
                case when $by = 'member' then member else project end as who,
                count(*) filter (exclusion is null) as to_score,
                count(*) filter (exclusion is null and sheet_state = 'submitted') as submitted,
                count(*) filter (exclusion is null and sheet_state != 'submitted') as missing,
                count(*) filter (exclusion is not null) as excluded
            from board
            group by who
            order by missing desc, who
            """,
            {"by": by},
        ).df()
