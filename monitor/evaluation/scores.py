"""Scores: one member's points for one project and year, as draft or handed in, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import duckdb
import pandas as pd

from monitor.evaluation.evidence import Evidence, keep_evidence
from monitor.evaluation.people import (
    SELF,
    SEOUL,
    Project,
    check_assigned,
    exclusion,
    project_of,
    provinces_of,
    written,
)
from monitor.store import Ledger, append_entry
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

SheetState = Literal["draft", "submitted"]
_BOARD: Final = [
    *("member", "project", "name", "region", "programme_year"),
    *("sheet_state", "given_at", "exclusion"),
]


@dataclass(frozen=True)
class Sheet:
    """Points by criterion, with remarks; ``reason`` says why it replaces one handed in before.

    ``scored_by`` is a member of the panel, or ``self`` for the province's own assessment.
    """

    year: int
    project: str
    scored_by: str
    points: Mapping[str, float]
    remarks: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    reason: str = ""
    evidence: Sequence[Evidence] = ()
    sheet_state: SheetState = "submitted"


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
        return keep_sheets(connection, vocabulary, [sheet], by=by, at=at)[0]


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
    entries = []
    for sheet in sheets:
        reason = _checked(connection, vocabulary, sheet, moment.date())
        entry = append_entry(
            connection,
            "score_sheet",
            year=sheet.year,
            project=sheet.project,
            scored_by=sheet.scored_by,
            sheet_state=sheet.sheet_state,
            comment=sheet.comment.strip(),
            reason=reason,
            submission=submission,
            given_by=by,
            given_at=moment,
        )
        connection.executemany(
            "insert into score values (?, ?, ?, ?)",
            [
                [entry, criterion, points, sheet.remarks.get(criterion, "").strip()]
                for criterion, points in sheet.points.items()
            ],
        )
        keep_evidence(connection, entry, sheet.evidence)
        entries.append(entry)
    return entries


def _checked(
    connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, sheet: Sheet, day: dt.date
) -> str:
    """Look whether a sheet may be kept; return the reason that it carries."""
    project = project_of(connection, sheet.project)
    if sheet.scored_by != SELF:
        check_assigned(vocabulary, sheet.scored_by, project)
        if exclusion(vocabulary, sheet.scored_by, project, day):
            raise Refused("excluded", member=sheet.scored_by, project=sheet.project)
    _check_points(vocabulary, sheet, project)
    if connection.execute(
        "select 1 from evaluation_decision where year = ? and project = ?",
        [sheet.year, sheet.project],
    ).fetchone():
        raise Refused("decided_already", project=sheet.project, year=sheet.year)
    replaces = connection.execute(
        "select 1 from score_sheet where year = ? and project = ? and scored_by = ? "
        "and sheet_state = 'submitted'",
        [sheet.year, sheet.project, sheet.scored_by],
    ).fetchone()
    if replaces and sheet.sheet_state == "submitted":
        return written(sheet.reason, "correction_reason_missing", project=sheet.project)
    return sheet.reason.strip()


def _check_points(vocabulary: Vocabulary, sheet: Sheet, project: Project) -> None:
    most = maximum_points(vocabulary, project.programme_year(sheet.year))
    evaluated = {int(row["year"]) for row in vocabulary.rows("evaluation_years")}
    stopped = project.stopped_on is not None and project.stopped_on < first_report(sheet.year)
    if sheet.year not in evaluated or not most or stopped:
        raise Refused("not_evaluated", project=sheet.project, year=sheet.year)
    for criterion, points in sheet.points.items():
        if criterion not in most:
            raise Refused("unknown_criterion", criterion=criterion, known=", ".join(most))
        if not 0 <= points <= most[criterion]:
            raise Refused(
                "points_out_of_range", criterion=criterion, points=points, most=most[criterion]
            )
    missing = [criterion for criterion in most if criterion not in sheet.points]
    if missing and sheet.sheet_state == "submitted":
        raise Refused("criterion_missing", project=sheet.project, criteria=", ".join(missing))


def first_report(year: int) -> dt.date:
    """Return the first quarter's end: a project that stopped before has nothing to be judged by."""
    return dt.date(year, 3, 31)


def maximum_points(vocabulary: Vocabulary, programme_year: int) -> dict[str, int]:
    """Return the criteria of a programme year with the most points of each, in order."""
    return {
        row["criterion"]: int(row["maximum_points"])
        for row in vocabulary.rows("evaluation_criteria")
        if int(row["programme_year"]) == programme_year
    }


def last_sheet(ledger: Ledger, year: int, project: str, scored_by: str) -> Sheet | None:
    """Return what a scorer last wrote on a project for a year, draft or not; None when nothing."""
    with ledger.reading() as connection:
        row = connection.execute(
            "select entry, comment, reason, sheet_state from score_sheet "
            "where year = ? and project = ? and scored_by = ? order by entry desc limit 1",
            [year, project, scored_by],
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
    """List who is to score what in a year, and how far they are.

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
        provinces = provinces_of(vocabulary, member)
        for project in (Project(*row) for row in projects):
            if project.region not in provinces:
                continue
            state, at, had = known.get((member, project.project), ("missing", None, False))
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
    columns = [
        "member",
        "project",
        "name",
        "region",
        "programme_year",
        "sheet_state",
        "given_at",
        "exclusion",
    ]
    return pd.DataFrame(rows, columns=columns)


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
