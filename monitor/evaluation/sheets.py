"""A sheet of scores, and what keeps it from being kept: the one place where these rules stand.

The form on the page and the workbook ask here; so does the writing itself, once more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import duckdb

from monitor.evaluation.evidence import Evidence
from monitor.evaluation.people import SELF, Project, exclusion, projects_of, provinces_of
from monitor.vocabulary import Vocabulary

SheetState = Literal["draft", "submitted"]


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


@dataclass(frozen=True)
class Problem:
    """What keeps a sheet from being kept: the code of the refusal and what its words name.

    ``criterion`` where it is about the points of one.
    """

    code: str
    about: Mapping[str, Any]
    criterion: str = ""


@dataclass
class Held:
    """What the ledger knows that sheets are held against.

    ``handed_in`` holds (year, project, scorer), ``decided`` (year, project).
    """

    projects: Mapping[str, Project]
    handed_in: set[tuple[int, str, str]]
    decided: Collection[tuple[int, str]]

    def keep(self, sheet: Sheet) -> None:
        """Remember a sheet that is kept in the same go."""
        if sheet.sheet_state == "submitted":
            self.handed_in.add((sheet.year, sheet.project, sheet.scored_by))


def held_against(connection: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet]) -> Held:
    """Ask the ledger, once for all sheets, what they are held against."""
    projects = projects_of(connection, (sheet.project for sheet in sheets))
    about = {"projects": list(projects), "years": list({sheet.year for sheet in sheets})}
    handed_in = connection.execute(
        "select distinct year, project, scored_by from score_sheet "
        "where sheet_state = 'submitted' and project in (select unnest($projects)) "
        "and year in (select unnest($years))",
        about,
    ).fetchall()
    decided = connection.execute(
        "select distinct year, project from evaluation_decision "
        "where project in (select unnest($projects)) and year in (select unnest($years))",
        about,
    ).fetchall()
    return Held(projects, set(handed_in), set(decided))


def problems_of(
    vocabulary: Vocabulary, held: Held, sheet: Sheet, day: dt.date
) -> Iterator[Problem]:
    """Yield what keeps a sheet from being kept on a day, the first that is to be mended first.

    Codes: ``unknown_project``, ``unknown_member``, ``excluded``, ``not_assigned``,
    ``not_evaluated``, ``decided_already``, ``unknown_criterion``, ``points_out_of_range``,
    ``criterion_missing``, ``correction_reason_missing``. A draft may lack criteria and reason.
    """
    about = {"project": sheet.project, "member": sheet.scored_by, "year": sheet.year}
    project = held.projects.get(sheet.project)
    if project is None:
        yield Problem("unknown_project", about)
        return
    if why := _barred(vocabulary, sheet, project, day):
        yield Problem(why[0], about | {"why": why[1]})
    most = maximum_points(vocabulary, sheet.year, project.programme_year(sheet.year))
    if not most or not is_evaluated(vocabulary, project, sheet.year):
        yield Problem("not_evaluated", about)
        return
    if (sheet.year, sheet.project) in held.decided:
        yield Problem("decided_already", about)
        return
    yield from _points_problems(sheet, most, about)
    replaces = (sheet.year, sheet.project, sheet.scored_by) in held.handed_in
    if replaces and sheet.sheet_state == "submitted" and not sheet.reason.strip():
        yield Problem("correction_reason_missing", about)


def _barred(
    vocabulary: Vocabulary, sheet: Sheet, project: Project, day: dt.date
) -> tuple[str, str] | None:
    """Return why somebody must not score a project: a code, and the exclusion if it is one."""
    if sheet.scored_by == SELF:
        return None
    if sheet.scored_by not in {row["member"] for row in vocabulary.rows("panel_members")}:
        return "unknown_member", ""
    if why := exclusion(vocabulary, sheet.scored_by, project, day):
        return "excluded", why
    if project.region not in provinces_of(vocabulary, sheet.scored_by, day):
        return "not_assigned", ""
    return None


def is_evaluated(vocabulary: Vocabulary, project: Project, year: int) -> bool:
    """Say whether a project is judged for a year: one of the evaluation, in which it ran."""
    evaluated = {int(row["year"]) for row in vocabulary.rows("evaluation_years")}
    stopped = project.stopped_on is not None and project.stopped_on < first_report(year)
    return year in evaluated and project.programme_year(year) >= 1 and not stopped


def first_report(year: int) -> dt.date:
    """Return the first quarter's end: a project that stopped before has nothing to be judged by."""
    return dt.date(year, 3, 31)


def _points_problems(
    sheet: Sheet, most: Mapping[str, int], about: Mapping[str, Any]
) -> Iterator[Problem]:
    for criterion, points in sheet.points.items():
        told = {**about, "criterion": criterion, "points": points}
        if criterion not in most:
            yield Problem("unknown_criterion", told | {"known": ", ".join(most)}, criterion)
        elif not 0 <= points <= most[criterion]:
            yield Problem("points_out_of_range", told | {"most": most[criterion]}, criterion)
    missing = [criterion for criterion in most if criterion not in sheet.points]
    if missing and sheet.sheet_state == "submitted":
        yield Problem("criterion_missing", {**about, "criteria": ", ".join(missing)})


def maximum_points(vocabulary: Vocabulary, year: int, programme_year: int) -> dict[str, int]:
    """Return the criteria by which a nth year is judged for a year, with the most points."""
    criteria = vocabulary.criteria(year, programme_year)
    return {row["criterion"]: int(row["maximum_points"]) for row in criteria}
