"""A tiny programme whose numbers were corrected, to be told and found by hand.

Seoul reports two projects of 2026. R1's numbers change in the third quarter's workbook and again in
the fourth's; R2 is reported once. A returned and a waiting workbook change nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitor.evaluation import answer_finding, judge_finding, write_finding
from monitor.store import Ledger, Release, Store, ask, publish
from monitor.store.search import terms
from monitor.vocabulary import Vocabulary
from tests.evaluated import moment
from tests.making import Row, absent, mean, project, ratio, send, target, value

CLOTH, WORKSHOP = "봉제 자투리 자원순환 협업망", "새마을 공방 두레"
VOCABULARY = Vocabulary()


@dataclass(frozen=True)
class Recorded:
    """The store and its release."""

    store: Store
    release: Release

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """Ask the release."""
        return ask(question, release=self.release, **parameters)

    def find(self, typed: str) -> pd.DataFrame:
        """Search the release."""
        return self.ask("search/found", **terms(typed))


def named(row: Row, name: str, lead: str) -> Row:
    """Give a project its name and the organisation that leads it."""
    return (row[0], name, *row[2:7], lead, *row[8:])


R1 = named(project("R1", "seoul", "seoul_jongno", "local_choice", 2026), CLOTH, "주식회사 되살림")
R2 = named(project("R2", "seoul", "seoul_jung", "community", 2026), WORKSHOP, "두레협동조합")


def build(store: Store) -> Recorded:
    """Fill a store and publish it."""
    ledger = store.ledger
    _report(ledger)
    _correct(ledger)
    _find(ledger)
    release = publish(store, as_of=dt.date(2026, 12, 31), final=False, publisher="tester")
    return Recorded(store, release)


def _report(ledger: Ledger) -> None:
    send(
        ledger, "seoul", "2026Q2", received="2026-07-10",
        project=[R1, R2],
        budget=[("R1", 2026, 2, "national", 100, 50, 20)],
        target=[target("R1", "jobs", 2026, 10)],
        observation=[
            value("R1", "jobs", 2026, 2, 3),
            ratio("R1", "own_income_rate", 2026, 2, 1, 4),
            mean("R1", "satisfaction", 2026, 2, 80, 10),
            absent("R1", "service_users", 2026, 2, "not_collected"),
            value("R1", "own_1", 2026, 2, 5),
        ],
        own_indicator=[("R1", "own_1", "나눔 장터", "회", "연 횟수")],
        spending_plan=[("R1", 2026, 2, "national", 60)],
        linkage=[("R1", "돌봄", 2026, 2, "mohw", 100, "방문 돌봄")],
        product=[
            ("R1", "수선 장부", "platform"),
            ("R1", "자투리 가방", "product", "2026-05-20", "mohw", "종로구", "실과바늘", 12),
            ("R1", "수선 교실", "service", "2026-06-10", None, "종로구"),
            ("R2", "공방", "service", "2026-06-01"),
        ],
        partner=[
            ("R1", "(주)되살림", "social_enterprise", "lead", dt.date(2026, 4, 1), None, 81.5),
            ("R1", "옛터", "resident_group", "demand", dt.date(2026, 4, 1), dt.date(2026, 9, 30)),
            ("R1", "실과바늘", "cooperative", "produce", dt.date(2026, 6, 1)),
            ("R1", "다음해", "cooperative", "produce", dt.date(2027, 2, 1)),
        ],
    )  # fmt: skip


def _correct(ledger: Ledger) -> None:
    send(
        ledger, "seoul", "2026Q3", received="2026-10-10",
        project=[R1],
        budget=[("R1", 2026, 2, "national", 100, 60, 20)],
        target=[target("R1", "jobs", 2026, 12)],
        observation=[
            value("R1", "jobs", 2026, 2, 3),
            value("R1", "jobs", 2026, 3, 2),
            ratio("R1", "own_income_rate", 2026, 2, 1, 5),
            mean("R1", "satisfaction", 2026, 2, 80, 12),
            value("R1", "service_users", 2026, 2, 7),
        ],
        spending_plan=[("R1", 2026, 2, "national", 55)],
        linkage=[("R1", "돌봄", 2026, 2, "mohw", 90, "방문 돌봄")],
    )  # fmt: skip
    for outcome in ("returned", "waiting"):
        send(
            ledger, "seoul", "2026Q3", received="2026-11-10", outcome=outcome,
            project=[R1],
            observation=[value("R1", "jobs", 2026, 3, 99)],
        )  # fmt: skip
    send(
        ledger, "seoul", "2026Q4", received="2027-01-10",
        project=[R1],
        observation=[
            absent("R1", "jobs", 2026, 2, "not_collected"),
            value("R1", "jobs", 2026, 3, 4),
        ],
    )  # fmt: skip


def _find(ledger: Ledger) -> None:
    told = {"project": "R1", "area": "budget", "severity": "major", "member": "m03"}
    numbers = [
        write_finding(
            ledger, VOCABULARY, **told, opinion=opinion, due_on=dt.date(2026, 9, 30),
            at=moment(f"2026-08-{day}"),
        )  # type: ignore[arg-type]  # names and ids
        for day, opinion in ((10, "집행이 늦음"), (20, "장부가 없음"))
    ]  # fmt: skip
    answer_finding(ledger, numbers[1], "장부를 만듦", by="서울", at=moment("2026-09-10"))
    judge_finding(ledger, VOCABULARY, numbers[1], "closed", member="m03", at=moment("2026-09-20"))
