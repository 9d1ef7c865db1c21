"""People and projects of the evaluation: who may look at what, and who may not score it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import duckdb

from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

SEOUL: Final = ZoneInfo("Asia/Seoul")
SELF: Final = "self"
_PROJECT: Final = "select project, name, region, selection_year, stopped_on"


@dataclass(frozen=True)
class Project:
    """A project as it was last reported."""

    project: str
    name: str
    region: str
    selection_year: int
    stopped_on: dt.date | None

    def programme_year(self, year: int) -> int:
        """Return which of its years a year is: 1 in the year of selection."""
        return year - self.selection_year + 1


def project_of(connection: duckdb.DuckDBPyConnection, project: str) -> Project:
    """Return a project of the ledger.

    Raises:
        Refused: ``unknown_project``.
    """
    row = connection.execute(f"{_PROJECT} from project_now(?)", [project]).fetchone()
    if row is None:
        raise Refused("unknown_project", project=project)
    return Project(*row)


def projects_of(connection: duckdb.DuckDBPyConnection, asked: Iterable[str]) -> dict[str, Project]:
    """Return by its id, asked for at once, each project that the ledger knows."""
    rows = connection.execute(
        f"{_PROJECT} from current_project where project in (select unnest(?))",
        [list(set(asked))],
    ).fetchall()
    return {row[0]: Project(*row) for row in rows}


def written(text: str, missing: str, **about: object) -> str:
    """Return a text without the blanks around it.

    Raises:
        Refused: ``missing`` when nothing is left.
    """
    if not text.strip():
        raise Refused(missing, **about)
    return text.strip()


def check_member(vocabulary: Vocabulary, member: str) -> None:
    """Look whether somebody belongs to the panel.

    Raises:
        Refused: ``unknown_member``.
    """
    if member not in {row["member"] for row in vocabulary.rows("panel_members")}:
        raise Refused("unknown_member", member=member)


def check_assigned(vocabulary: Vocabulary, member: str, project: Project, day: dt.date) -> None:
    """Look whether a member of the panel looks after a project's province on a day.

    Raises:
        Refused: ``unknown_member``, ``not_assigned``.
    """
    check_member(vocabulary, member)
    if project.region not in provinces_of(vocabulary, member, day):
        raise Refused("not_assigned", member=member, project=project.project)


def provinces_of(vocabulary: Vocabulary, member: str, day: dt.date) -> list[str]:
    """Return the provinces that a member looks after on a day, in the usual order."""
    own = [row for row in vocabulary.rows("panel_members") if row["member"] == member]
    if not any(_in_force(row, day) for row in own):
        return []
    rows = vocabulary.rows("panel_assignments")
    return [row["region"] for row in rows if row["member"] == member and _in_force(row, day)]


def _in_force(row: Mapping[str, str], day: dt.date) -> bool:
    last = row["valid_to"]
    return dt.date.fromisoformat(row["valid_from"]) <= day and (
        not last or day <= dt.date.fromisoformat(last)
    )


def exclusion(vocabulary: Vocabulary, member: str, project: Project, day: dt.date) -> str | None:
    """Return why a member must not score a project: ``home_region``, ``conflict``, or None.

    The release applies the same rule to what was scored before a conflict was known
    (``monitor/store/build/110_scores.sql``).
    """
    home = {row["member"]: row["home_region"] for row in vocabulary.rows("panel_members")}
    if member in home and project.region in vocabulary.parts_of(home[member]):
        return "home_region"
    conflicts = vocabulary.rows("conflicts_of_interest")
    if any(
        (row["member"], row["project"]) == (member, project.project)
        and dt.date.fromisoformat(row["declared_on"]) <= day
        for row in conflicts
    ):
        return "conflict"
    return None
