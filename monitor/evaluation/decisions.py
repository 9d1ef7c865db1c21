"""Decisions of the ministry after an evaluation, and the conditions that they carry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

import duckdb
import pandas as pd

from monitor.access import open_rows
from monitor.evaluation.people import SEOUL, project_of, written
from monitor.store import Ledger, Release, append_entry, ask
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

Condition = tuple[str, dt.date]


def decide_project(
    ledger: Ledger,
    vocabulary: Vocabulary,
    release: Release,
    *,
    year: int,
    project: str,
    decision: str,
    by: str,
    reason: str = "",
    conditions: Sequence[Condition] = (),
    at: dt.datetime | None = None,
) -> int:
    """Append what the ministry decided on a project after a year's evaluation.

    Args:
        ledger: where it is kept.
        vocabulary: the decisions there are.
        release: the release whose scores are decided on; it stays named beside the decision.
        year: the year evaluated.
        project: the project.
        decision: continue, conditional or stop.
        by: who decides.
        reason: why; needed where the rules say otherwise or nothing, and for a change.
        conditions: texts with their due dates; a conditional decision has at least one.
        at: when; now when absent.

    Returns:
        The entry in the ledger.

    Raises:
        Refused: ``unknown_decision``, ``not_scored`` when the release has no evaluation of the
            project in the year, ``deviation_reason_missing``, ``conditions_missing``,
            ``conditions_unanswered`` when those of the year before have no answer.
    """
    if decision not in {row["decision"] for row in vocabulary.rows("decisions")}:
        raise Refused("unknown_decision", decision=decision)
    by_rules = _by_rules(release, release.manifest.content_digest, year)
    if project not in by_rules:
        raise Refused("not_scored", project=project, year=year)
    kept = [(written(text, "condition_missing"), due_on) for text, due_on in conditions]
    if decision == "conditional" and not kept:
        raise Refused("conditions_missing", project=project)
    by = ledger.actor.sign(by)
    with ledger.actor.acting("decide_project", on=project), ledger.writing() as connection:
        deviates = by_rules[project] != decision
        if deviates or _decided(connection, year, project):
            reason = written(reason, "deviation_reason_missing", project=project)
        if _unanswered(connection, year - 1, project):
            raise Refused("conditions_unanswered", project=project, year=year - 1)
        entry = append_entry(
            connection,
            "evaluation_decision",
            year=year,
            project=project,
            decision=decision,
            reason=reason.strip(),
            release=release.manifest.release,
            decided_by=by,
            decided_at=at or dt.datetime.now(SEOUL),
        )
        for position, (text, due_on) in enumerate(kept, start=1):
            connection.execute(
                "insert into decision_condition values (?, ?, ?, ?)",
                [entry, position, text, due_on],
            )
    return entry


@lru_cache(maxsize=8)
def _by_rules(release: Release, _digest: str, year: int) -> dict[str, str | None]:
    """Return the decision by the rules of each project evaluated: a release never changes."""
    results = ask("evaluation/results", release=release, year=year)
    return dict(zip(results["project"], results["rule_decision"], strict=True))


def _decided(connection: duckdb.DuckDBPyConnection, year: int, project: str) -> int | None:
    """Return the entry of the decision that holds, if there is one."""
    row = connection.execute(
        "select max(entry) from evaluation_decision where year = ? and project = ?",
        [year, project],
    ).fetchone()
    return row[0] if row else None


def _unanswered(connection: duckdb.DuckDBPyConnection, year: int, project: str) -> bool:
    """Say whether a condition of a year's decision has no answer yet."""
    row = connection.execute(
        "select 1 from decision_condition anti join condition_answer on "
        "decision_condition.entry = condition_answer.decision_entry and "
        "decision_condition.position = condition_answer.position where entry = ?",
        [_decided(connection, year, project)],
    ).fetchone()
    return row is not None


def answer_condition(
    ledger: Ledger,
    decision_entry: int,
    position: int,
    answer: str,
    *,
    by: str,
    at: dt.datetime | None = None,
) -> int:
    """Append how a province met a condition; a later answer replaces an earlier one.

    Returns:
        The entry in the ledger.

    Raises:
        Refused: ``unknown_condition``, ``answer_missing``.
    """
    answer, by = written(answer, "answer_missing"), ledger.actor.sign(by)
    with ledger.writing() as connection:
        known = connection.execute(
            "select project from decision_condition inner join evaluation_decision using (entry) "
            "where entry = ? and position = ?",
            [decision_entry, position],
        ).fetchone()
        if known is None:
            raise Refused("unknown_condition", decision=decision_entry, condition=position)
        about = project_of(connection, known[0])
        ledger.actor.permit(
            "answer_finding", region=about.region, project=about.project, on=f"{decision_entry}"
        )
        return append_entry(
            connection,
            "condition_answer",
            decision_entry=decision_entry,
            position=position,
            answer=answer,
            given_by=by,
            given_at=at or dt.datetime.now(SEOUL),
        )


def decisions_now(ledger: Ledger, year: int) -> pd.DataFrame:
    """List the decisions that hold for a year's evaluation, in the order of the projects.

    Columns: entry, project, name, region, decision, reason, release, decided_by, decided_at.
    """
    with ledger.reading() as connection:
        rows = connection.execute(
            """
            select decided.entry, decided.project, current_project.name, current_project.region,
                decided.decision, decided.reason, decided.release, decided.decided_by,
                decided.decided_at
            from evaluation_decision as decided
            inner join current_project using (project)
            where decided.year = $year
            qualify decided.entry = max(decided.entry) over (partition by decided.project)
            order by decided.project
            """,
            {"year": year},
        ).df()
    return open_rows(ledger.actor, "read_finding", rows)


def conditions_now(ledger: Ledger, today: dt.date) -> pd.DataFrame:
    """List the conditions of the decisions that hold, each with its last answer.

    Columns: entry (of the decision), position, year (evaluated), project, name, region, condition,
    due_on, answer, answered_by, answered_at (null while there is none), is_overdue. Those without
    an answer come first, then by due date.
    """
    with ledger.reading() as connection:
        rows = connection.execute(
            """
            with decided as (
                select entry, year, project
                from evaluation_decision
                qualify entry = max(entry) over (partition by year, project)
            )
            select decided.entry, decision_condition.position, decided.year, decided.project,
                current_project.name, current_project.region, decision_condition.condition,
                decision_condition.due_on, answered.answer, answered.given_by as answered_by,
                answered.given_at as answered_at,
                answered.entry is null and decision_condition.due_on < $today as is_overdue
            from decided
            inner join decision_condition on decided.entry = decision_condition.entry
            inner join current_project on decided.project = current_project.project
            left join condition_answer as answered
                on decided.entry = answered.decision_entry
                and decision_condition.position = answered.position
            qualify answered.entry is not distinct from max(answered.entry) over (
                partition by decided.entry, decision_condition.position
            )
            order by answered.entry is not null, due_on, decided.project,
                decision_condition.position
            """,
            {"today": today},
        ).df()
    return open_rows(ledger.actor, "read_finding", rows)
