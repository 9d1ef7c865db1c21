"""The score workbook: its rows become sheets, and what is wrong with them is found at its cell.

The rules stand in ``monitor.evaluation.sheets``: the page and the ledger ask the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import duckdb
import pandas as pd

from monitor.evaluation import SELF, Held, Problem, Sheet, held_against, problems_of
from monitor.intake.findings import Finding, shown
from monitor.intake.form import COVER, SCORE, Form
from monitor.intake.tabulating import Tabulated
from monitor.vocabulary import Vocabulary

SCORES: Final = "score"
COMMENTS: Final = "comment"
# What says that a project was looked at, by table.
_FILLED_IN: Final = {SCORES: ("points", "remark"), COMMENTS: ("comment", "reason")}
_KEYS: Final = ("project", "criterion", "scorer")
# The finding of a problem, where it is called otherwise.
_CODES: Final = {"correction_reason_missing": "reason_missing"}
Record = dict[str, Any]


@dataclass
class Given:
    """What one scorer says of one project, and where.

    Attributes:
        project: the project.
        scorer: a member of the panel, or ``self``.
        points: by criterion.
        remarks: by criterion, where there is one.
        rows: ``source_row`` on the sheet of scores of each criterion, blank ones too.
        comment_row: ``source_row`` on the sheet of comments, None where it says nothing.
        comment: on the project as a whole.
        reason: why it replaces what was handed in before.
    """

    project: str
    scorer: str
    points: dict[str, float] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    comment_row: int | None = None
    comment: str = ""
    reason: str = ""

    def sheet(self, year: int) -> Sheet:
        """Return it as the ledger keeps it."""
        told = (self.points, self.remarks, self.comment, self.reason)
        return Sheet(year, self.project, self.scorer, *told)

    @property
    def place(self) -> tuple[str, int]:
        """Return table and row that stand for the whole."""
        if self.rows:
            return SCORES, min(self.rows.values())
        return COMMENTS, self.comment_row or 1


def given_in(tables: Mapping[str, pd.DataFrame]) -> list[Given]:
    """Return what the tables of a score workbook say, a scorer and project each, in order."""
    found: dict[tuple[str, str], Given] = {}
    for table in (SCORES, COMMENTS):
        for row in _records(tables[table]) if table in tables else ():
            project, scorer = row["project"], row["scorer"]
            if project is None or scorer is None:
                continue
            given = found.setdefault((scorer, project), Given(project, scorer))
            if table == COMMENTS and given.comment_row is None:
                given.comment_row = row["source_row"]
                given.comment, given.reason = row["comment"] or "", row["reason"] or ""
            elif table == SCORES and row["criterion"] not in {None, *given.rows}:
                given.rows[row["criterion"]] = row["source_row"]
                if row["points"] is not None:
                    given.points[row["criterion"]] = float(row["points"])
                if row["remark"]:
                    given.remarks[row["criterion"]] = row["remark"]
    return list(found.values())


def _records(frame: pd.DataFrame) -> list[Record]:
    """Return rows as dicts, what is missing as None."""
    names = [str(name) for name in frame]
    columns = [[None if pd.isna(cell) else cell for cell in frame[name]] for name in frame]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


class Scoring:
    """Looks at a score workbook as it was read."""

    def __init__(self, tabulated: Tabulated, vocabulary: Vocabulary) -> None:
        self.tabulated, self.vocabulary = tabulated, vocabulary
        self.cover, self.tables = tabulated.cover, tabulated.tables
        self.form = Form(vocabulary, SCORE)
        self._marked = {(finding.sheet, finding.cell) for finding in tabulated.findings}

    # ── what is said ──

    def settle(self) -> Iterator[Finding]:
        """Let the cover's scorer stand where a row names none; drop what is not scored yet.

        A project whose points, remarks, comment and reason are all blank says nothing.
        """
        told = self.cover.get("scorer")
        tables = {name: _records(self.tables[name]) for name in _FILLED_IN}
        scored = set()
        for name, rows in tables.items():
            for row in rows:
                if row["scorer"] is None and not self._is_unread(name, row, "scorer"):
                    row["scorer"] = told
                if any(self._is_given(name, row, each) for each in _FILLED_IN[name]):
                    scored.add((row["project"], row["scorer"]))
        for name, rows in tables.items():
            scorers = pd.Series([row["scorer"] for row in rows], dtype="object")
            kept = pd.Series(
                [(row["project"], row["scorer"]) in scored for row in rows], dtype=bool
            )
            frame = self.tables[name].assign(scorer=scorers)
            self.tables[name] = frame[kept].reset_index(drop=True)
        yield from self._scorers_missing()

    def _is_given(self, table: str, row: Record, name: str) -> bool:
        return row[name] is not None or self._is_unread(table, row, name)

    def _is_unread(self, table: str, row: Record, name: str) -> bool:
        """Say whether what stands in a cell could not be read."""
        at = self.tabulated.places[table].where(row["source_row"], name)
        return row[name] is None and at in self._marked

    def _scorers_missing(self) -> Iterator[Finding]:
        """Find who scored: on the cover, or in the rows where some of them say so."""
        cell = self.tabulated.cover_cells.get("scorer", (self.form.of(COVER)[0].sheet, ""))
        if cell in self._marked:
            return  # the cover names somebody who is not known
        for name in _FILLED_IN:
            rows = _records(self.tables[name])
            lacking = [
                row for row in rows
                if row["scorer"] is None and not self._is_unread(name, row, "scorer")
            ]  # fmt: skip
            if lacking and len(lacking) == len(rows):
                yield self._found("score_scorer_missing", cell, COVER, "scorer")
                return
            for row in lacking:
                yield self._at("score_scorer_missing", (name, row["source_row"]), "scorer")

    # ── what is wrong with it ──

    def findings(self, connection: duckdb.DuckDBPyConnection, day: dt.date) -> Iterator[Finding]:
        """Yield what the ledger has against it on a day."""
        year = self.cover.get("year")
        if year is None:
            return
        everything = given_in(self.tables)
        held = held_against(connection, [given.sheet(year) for given in everything])
        for given in everything:
            if self._is_of_another(held, given):
                yield self._at("score_project_of_another", given.place, "project", given.project)
            for problem in problems_of(self.vocabulary, held, given.sheet(year), day):
                yield from self._located(problem, given, year)
        if everything:
            yield from self._late(year, day)

    def _is_of_another(self, held: Held, given: Given) -> bool:
        """Say whether a self-assessment is of another province than the cover's."""
        region, project = self.cover.get("region"), held.projects.get(given.project)
        if given.scorer != SELF or region is None or project is None:
            return False
        return project.region not in self.vocabulary.parts_of(region)

    def _located(self, problem: Problem, given: Given, year: int) -> Iterator[Finding]:
        """Put a problem at its cell, with what it was held against."""
        code = f"score_{_CODES.get(problem.code, problem.code)}"
        about = problem.about
        if problem.code == "criterion_missing":
            yield from self._criteria_missing(code, given, about["criteria"].split(", "))
        elif problem.criterion:
            criterion = self._criterion(problem.criterion)
            at = (SCORES, given.rows[problem.criterion])
            if problem.code == "unknown_criterion":
                yield self._at(code, at, "criterion", criterion)
            else:
                most = shown(about["most"])
                yield self._at(code, at, "points", about["points"], most, label=criterion)
        elif problem.code == "correction_reason_missing" and given.comment_row is not None:
            yield self._at(code, (COMMENTS, given.comment_row), "reason", given.project)
        else:
            yield self._at(code, given.place, "project", given.project, self._expected(about, year))

    def _expected(self, about: Mapping[str, Any], year: int) -> str:
        """Return why somebody is excluded, or the year that is judged."""
        exclusions = self.vocabulary.rows("exclusions")
        return next(
            (row["name_ko"] for row in exclusions if row["exclusion"] == about.get("why")),
            f"{year}",
        )

    def _criteria_missing(self, code: str, given: Given, criteria: list[str]) -> Iterator[Finding]:
        """Mark the blank cells of criteria; those without a row together, at the project."""
        if self._keys_unread:
            return  # what is missing may be what could not be assigned
        absent = [each for each in criteria if each not in given.rows]
        for each in criteria:
            row = {"source_row": given.rows.get(each), "points": None}
            if each in given.rows and not self._is_unread(SCORES, row, "points"):
                at = (SCORES, given.rows[each])
                yield self._at(code, at, "points", "", self._criterion(each))
        if absent:
            names = ", ".join(map(self._criterion, absent))
            yield self._at(code, given.place, "project", given.project, names)

    @cached_property
    def _keys_unread(self) -> bool:
        """Say whether a row of the scores cannot be assigned."""
        rows = _records(self.tables[SCORES])
        return any(row[name] is None for row in rows for name in _KEYS)

    def _late(self, year: int, day: dt.date) -> Iterator[Finding]:
        """Find scores that come after the day by which they were due."""
        for row in self.vocabulary.rows("evaluation_years"):
            if int(row["year"]) == year and day > dt.date.fromisoformat(row["scores_due_on"]):
                cell = self.tabulated.cover_cells["submitted_on"]
                due = row["scores_due_on"]
                yield self._found("score_late", cell, COVER, "submitted_on", shown(day), due)

    def _at(
        self,
        code: str,
        place: tuple[str, int],
        name: str,
        value: Any = "",
        expected: str = "",
        label: str = "",
    ) -> Finding:
        table, row = place
        cell = self.tabulated.places[table].where(row, name)
        return self._found(code, cell, table, name, shown(value), expected, label)

    def _found(
        self,
        code: str,
        cell: tuple[str, str],
        table: str,
        name: str,
        value: str = "",
        expected: str = "",
        label: str = "",
    ) -> Finding:
        columns = self.form.of(table)
        label = label or next(column.label_ko for column in columns if column.field == name)
        return Finding(code, *cell, label, value, expected)

    def _criterion(self, criterion: str) -> str:
        rows = self.vocabulary.rows("evaluation_criteria")
        return next(row["name_ko"] for row in rows if row["criterion"] == criterion)
