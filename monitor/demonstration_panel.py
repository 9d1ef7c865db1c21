"""The demonstration panel: its findings and decisions, played back day by day."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final
from zoneinfo import ZoneInfo

from monitor.evaluation import (
    Evidence,
    answer_condition,
    answer_finding,
    decide_project,
    judge_finding,
    mark_visit,
    read_evidence,
    write_finding,
)
from monitor.store import Store, ask
from monitor.vocabulary import ROOT, Vocabulary
from monitor.wording import Refused

RECORDS: Final = ROOT / "data" / "samples" / "panel"
SEOUL: Final = ZoneInfo("Asia/Seoul")
MINISTRY: Final = "시연 관리자"
OFFICER: Final = "시연 담당자"
_NOON: Final = dt.time(12, tzinfo=SEOUL)
Row = dict[str, str]


@dataclass(frozen=True)
class Event:
    """Something that the panel, a province or the ministry did on a day."""

    day: dt.date
    do: Callable[[Store, Vocabulary], None]


def events() -> list[Event]:
    """Return everything that happened, in the order of the days."""
    told = [
        *_findings(),
        *_decided(),
        *_answered(),
        Event(dt.date(2028, 3, 20), _visit),
    ]
    return sorted(told, key=lambda event: event.day)


def _rows(name: str) -> list[Row]:
    with (RECORDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _day(row: Row, column: str = "given_on") -> dt.date:
    return dt.date.fromisoformat(row[column])


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, _NOON)


def _findings() -> Iterator[Event]:
    """Give findings, follow-ups and verdicts; a finding's number is known once it is kept."""
    numbers: dict[str, int] = {}

    def write(row: Row) -> Callable[[Store, Vocabulary], None]:
        def do(store: Store, vocabulary: Vocabulary) -> None:
            numbers[row["finding"]] = write_finding(
                store.ledger,
                vocabulary,
                project=row["project"],
                area=row["finding_area"],
                severity=row["finding_severity"],
                opinion=row["opinion"],
                due_on=_day(row, "due_on"),
                member=row["member"],
                evidence=_evidence(store, row),
                at=_noon(_day(row, "written_on")),
            )

        return do

    def answer(row: Row) -> Callable[[Store, Vocabulary], None]:
        def do(store: Store, _: Vocabulary) -> None:
            number, moment = numbers[row["finding"]], _noon(_day(row))
            answer_finding(store.ledger, number, row["follow_up"], by=OFFICER, at=moment)

        return do

    def judge(row: Row) -> Callable[[Store, Vocabulary], None]:
        def do(store: Store, vocabulary: Vocabulary) -> None:
            judge_finding(
                store.ledger,
                vocabulary,
                numbers[row["finding"]],
                "closed" if row["verdict"] == "closed" else "reopened",
                member=row["member"],
                note=row["note"],
                at=_noon(_day(row)),
            )

        return do

    yield from (Event(_day(row, "written_on"), write(row)) for row in _rows("findings"))
    yield from (Event(_day(row), answer(row)) for row in _rows("follow_ups"))
    yield from (Event(_day(row), judge(row)) for row in _rows("verdicts"))


def _evidence(store: Store, row: Row) -> list[Evidence]:
    """Cite the newest release of the day, where there is one and the finding leans on a number."""
    releases = store.releases()
    if not row["indicator"] or not releases:
        return []
    manifest = releases[0].manifest
    year, quarter = manifest.last_year, manifest.last_quarter
    try:
        return [read_evidence(releases[0], row["project"], row["indicator"], year, quarter)]
    except Refused:
        return []  # a project selected since then has no figure to cite


def _decided() -> Iterator[Event]:
    """Give each round of decisions, made on the newest release of the day."""
    together = itemgetter("decided_on")
    for day, rows in groupby(sorted(_rows("decisions"), key=together), together):
        yield Event(dt.date.fromisoformat(day), _decide(list(rows), dt.date.fromisoformat(day)))


def _decide(rows: list[Row], day: dt.date) -> Callable[[Store, Vocabulary], None]:
    def do(store: Store, vocabulary: Vocabulary) -> None:
        release = store.releases()[0]
        year = int(rows[0]["year"])
        results = ask("evaluation/results", release=release, year=year)
        by_rule = dict(zip(results["project"], results["rule_decision"], strict=True))
        for row in rows:
            decision = row["decision"] or by_rule[row["project"]]
            texts = row["conditions"].split("\n") if decision == "conditional" else []
            decide_project(
                store.ledger,
                vocabulary,
                release,
                year=year,
                project=row["project"],
                decision=decision,
                reason=row["reason"],
                conditions=[(text, _day(row, "due_on")) for text in texts],
                by=MINISTRY,
                at=_noon(day),
            )

    return do


def _answered() -> Iterator[Event]:
    """Give the answers to those conditions that the decisions turned out to carry."""
    for row in _rows("condition_answers"):
        yield Event(_day(row), _answer(row))


def _answer(row: Row) -> Callable[[Store, Vocabulary], None]:
    def do(store: Store, _: Vocabulary) -> None:
        with store.ledger.reading() as connection:
            found = connection.execute(
                "select decision_condition.entry from decision_condition "
                "inner join evaluation_decision using (entry) "
                "where year = ? and project = ? and position = ?",
                [int(row["year"]), row["project"], int(row["position"])],
            ).fetchone()
        if found:
            answer_condition(
                store.ledger,
                found[0],
                int(row["position"]),
                row["answer"],
                by=OFFICER,
                at=_noon(_day(row)),
            )

    return do


def _visit(store: Store, vocabulary: Vocabulary) -> None:
    """Let one member have looked at the last final release."""
    release = store.releases()[0].manifest.release
    mark_visit(store.ledger, vocabulary, "m01", release, at=_noon(dt.date(2028, 3, 20)))
