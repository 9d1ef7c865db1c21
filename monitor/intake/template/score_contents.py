"""What a score workbook's template says: who is to score what, and what they gave before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import duckdb

from monitor.evaluation import SELF, Project, exclusion, is_evaluated, provinces_of
from monitor.store import Ledger
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

MADE_UP: Final = "demonstration"
_PROJECTS: Final = """
select project, name, region, selection_year, stopped_on from current_project order by project
"""
# What the scorer last handed in on each project.
_GIVEN: Final = """
with last_sheet as (
    select
        year,
        project,
        max(entry) as entry
    from score_sheet
    where scored_by = $scorer and year in ($year - 1, $year) and sheet_state = 'submitted'
    group by all
)

select
    last_sheet.year,
    last_sheet.project,
    score.criterion,
    score.points
from last_sheet
inner join score using (entry)
"""


@dataclass(frozen=True)
class Contents:
    """What the template says: who scores what, and what they gave before."""

    scorer: str
    name: str
    region: str | None
    year: int
    projects: Sequence[Project]
    given: dict[tuple[int, str, str], float] = field(default_factory=dict)
    decided: frozenset[str] = frozenset()
    is_made_up: bool = False

    def has_given(self, project: Project) -> bool:
        """Say whether the scorer has handed in this year's points for a project."""
        return any(key[:2] == (self.year, project.project) for key in self.given)


def contents_of(
    ledger: Ledger,
    vocabulary: Vocabulary,
    year: int,
    member: str | None,
    region: str | None,
    today: dt.date,
) -> Contents:
    """Return what is to be scored in a year by a member, or by a province of its own projects.

    Raises:
        Refused: ``unknown_member``, ``unknown_region``.
    """
    scorer, name, is_made_up = _scorer(vocabulary, member, region)
    with ledger.reading() as connection:
        projects = [Project(*row) for row in connection.execute(_PROJECTS).fetchall()]
        about = {"scorer": scorer, "year": year}
        rows = connection.execute(_GIVEN, about).fetchall()
        decided = _decided(connection, year)
        made_up = connection.execute(
            "select coalesce(bool_or(data_kind = 'demonstration'), false) from submission"
        ).fetchone()
    mine = set(vocabulary.parts_of(region) if region else provinces_of(vocabulary, scorer, today))
    return Contents(
        scorer,
        name,
        region,
        year,
        [
            project
            for project in projects
            if project.region in mine
            and is_evaluated(vocabulary, project, year)
            and not (member and exclusion(vocabulary, member, project, today))
        ],
        {(of_year, project, criterion): points for of_year, project, criterion, points in rows},
        decided,
        is_made_up or bool(made_up and made_up[0]),
    )


def _scorer(
    vocabulary: Vocabulary, member: str | None, region: str | None
) -> tuple[str, str, bool]:
    """Return who scores, by what name, and whether they are made up."""
    if region is not None:
        if region not in vocabulary.regions:
            known = ", ".join(other.short_ko for other in vocabulary.units_of(17))
            raise Refused("unknown_region", region=region, known=known)
        return SELF, vocabulary.regions[region].name_ko, False
    for row in vocabulary.rows("panel_members"):
        if row["member"] == member:
            return row["member"], row["name_ko"], row["data_kind"] == MADE_UP
    raise Refused("unknown_member", member=member)


def _decided(connection: duckdb.DuckDBPyConnection, year: int) -> frozenset[str]:
    rows = connection.execute(
        "select distinct project from evaluation_decision where year = ?", [year]
    ).fetchall()
    return frozenset(row[0] for row in rows)
