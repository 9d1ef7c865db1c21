"""A tiny programme whose every figure can be worked out by hand.

================  ===============  ==============================================================
project           type             where and when
================  ===============  ==============================================================
S1                local_choice     seoul, selected 2026
G1                public_service   gwangju (남구) in 2026, jeonnam (나주시) from 2027: it moved
G2                community        gwangju, selected 2026
N1                community        jeonnam, selected 2026, stopped at the end of 2026: it left
J1                public_service   jeju, selected 2027: it came
================  ===============  ==============================================================

Jobs, a flow (a cell is a quarter's report; (3→5) was corrected after 2026 had been published):

=======  ========  ======  ======  ========  ===========  ======  ======  ===========
project  2026 Q1   Q2      Q4      2026      target 2026  2027Q2  Q4      target 2027
=======  ========  ======  ======  ========  ===========  ======  ======  ===========
S1       1         2       (3→5)   (6→8)     10           5       5       8
G1       .         4       6       10        10           3       9       15
G2       .         미집계  5       5         .            .       6       .
N1       .         2       2       4         5            left
J1       not yet                                          반려    7       .
all      1         9       27      (25→27)                8       35
=======  ========  ======  ======  ========  ===========  ======  ======  ===========
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitor.store import Ledger, Release, Store, ask, publish
from tests.making import absent, mean, project, ratio, send, stage, target, value

S1 = project("S1", "seoul", "seoul_jongno", "local_choice", 2026)
G1 = project("G1", "gwangju", "gwangju_nam", "public_service", 2026)
G1_MOVED = project("G1", "jeonnam", "jeonnam_naju", "public_service", 2026)
G2 = project("G2", "gwangju", "gwangju_buk", "community", 2026)
N1 = project("N1", "jeonnam", "jeonnam_mokpo", "community", 2026)
N1_STOPPED = project("N1", "jeonnam", "jeonnam_mokpo", "community", 2026, stopped="2026-12-31")
J1 = project("J1", "jeju", "jeju_jeju", "public_service", 2027)


@dataclass(frozen=True)
class Tiny:
    """The tiny store and its two releases."""

    store: Store
    first: Release
    second: Release

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """Ask the newer release."""
        return ask(question, release=self.second, **parameters)

    def row(self, question: str, where: str = "", **parameters: Any) -> pd.Series:
        """Ask the newer release for the one row that ``where`` leaves."""
        answer = self.ask(question, **parameters)
        (index,) = (answer.query(where) if where else answer).index
        return answer.loc[index]


def build(store: Store) -> Tiny:
    """Fill a store with the tiny programme and publish its two years."""
    ledger = store.ledger
    with ledger.kept_open():
        report_2026(ledger)
    first = publish(
        store, as_of=dt.date(2026, 12, 31), final=True, publisher="tester", note="tried"
    )
    with ledger.kept_open():
        report_2027(ledger)
    second = publish(
        store, as_of=dt.date(2027, 12, 31), final=True, publisher="tester", note="tried"
    )
    return Tiny(store, first, second)


def partners(name: str, joined: str, initials: str) -> list[tuple[Any, ...]]:
    """Say which cooperatives joined a project on a day."""
    return [(name, f"{each}협동조합", "cooperative", "produce", joined) for each in initials]


def report_2026(ledger: Ledger) -> None:
    """Append what was reported in and of 2026."""
    send(
        ledger, "seoul", "2026Q1", received="2026-04-10",
        project=[S1],
        stage=[
            stage("S1", "plan", "2026-01-01/2026-03-31", "2026-01-05/2026-03-20"),
            stage("S1", "development", "2026-04-01/2026-09-30"),
            stage("S1", "demonstration", "2026-10-01/2026-11-30"),
        ],
        target=[target("S1", "jobs", 2026, 10)],
        observation=[value("S1", "jobs", 2026, 1, 1)],
        partner=partners("S1", "2026-02-01", "가나다"),
    )  # fmt: skip
    send(
        ledger, "seoul", "2026Q2", received="2026-07-10",
        project=[S1],
        stage=[stage("S1", "development", "2026-04-01/2026-09-30", "2026-04-10/")],
        budget=[("S1", 2026, 2, "national", 100, 50, 20)],
        observation=[
            value("S1", "jobs", 2026, 2, 2),
            ratio("S1", "own_income_rate", 2026, 2, 1, 2),
        ],
        partner=partners("S1", "2026-05-01", "라마"),
    )  # fmt: skip
    send(
        ledger, "gwangju", "2026Q2", received="2026-07-10",
        project=[G1, G2],
        stage=[
            stage("G1", "plan", "2026-01-01/2026-03-31", "2026-01-01/2026-03-31"),
            stage("G1", "demonstration", "2026-10-01/2027-12-31", "2026-10-01/"),
        ],
        target=[target("G1", "jobs", 2026, 10), target("G1", "waiting_days", 2026, 8, 20)],
        observation=[
            value("G1", "jobs", 2026, 2, 4),
            absent("G2", "jobs", 2026, 2, "not_collected"),
        ],
        partner=partners("G1", "2026-05-01", "가나다라"),
    )  # fmt: skip
    send(
        ledger, "jeonnam", "2026Q2", received="2026-07-10",
        project=[N1],
        target=[target("N1", "jobs", 2026, 5)],
        observation=[value("N1", "jobs", 2026, 2, 2)],
        partner=partners("N1", "2026-05-01", "가나"),
    )  # fmt: skip
    send(
        ledger, "seoul", "2026Q4", received="2027-01-20",
        project=[S1],
        budget=[
            ("S1", 2026, 4, "national", 100, 100, 80),
            ("S1", 2026, 4, "local", 100, 60, 40),
        ],
        observation=[
            value("S1", "jobs", 2026, 4, 3),
            ratio("S1", "own_income_rate", 2026, 4, 3, 10),
            mean("S1", "satisfaction", 2026, 4, 80, 10),
            value("S1", "own_1", 2026, 4, 12.5),
        ],
        own_indicator=[("S1", "own_1", "마을 장터", "회", "연 횟수")],
    )  # fmt: skip
    send(
        ledger, "jeonnam_gwangju", "2026Q4", received="2027-01-20",
        project=[G1, G2, N1_STOPPED],
        budget=[
            ("G1", 2026, 4, "national", 200, 195, 190),
            ("G2", 2026, 4, "national", 100, 100, 10),
        ],
        observation=[
            value("G1", "jobs", 2026, 4, 6),
            value("G2", "jobs", 2026, 4, 5),
            value("N1", "jobs", 2026, 4, 2),
            absent("G2", "resident_participants", 2026, 4, "withheld"),
            ratio("G1", "own_income_rate", 2026, 4, 8, 8),
            mean("G1", "satisfaction", 2026, 4, 90, 30),
            mean("G1", "waiting_days", 2026, 4, 10, 20),
        ],
        partner=partners("G1", "2026-10-15", "마바"),
    )  # fmt: skip


def report_2027(ledger: Ledger) -> None:
    """Append what was reported in and of 2027."""
    send(
        ledger, "seoul", "2027Q2", received="2027-07-20",
        project=[S1],
        budget=[("S1", 2027, 2, "national", 100, 100, 60)],
        target=[target("S1", "jobs", 2027, 8)],
        observation=[value("S1", "jobs", 2026, 4, 5), value("S1", "jobs", 2027, 2, 5)],
    )  # fmt: skip
    send(
        ledger, "jeonnam_gwangju", "2027Q2", received="2027-07-20",
        project=[G1_MOVED, G2],
        target=[target("G1", "jobs", 2027, 15), target("G1", "waiting_days", 2027, 6.6, 30)],
        observation=[value("G1", "jobs", 2027, 2, 3)],
    )  # fmt: skip
    send(ledger, "jeju", "2027Q2", received="2027-07-20", outcome="returned")
    send(
        ledger, "seoul", "2027Q4", received="2028-01-20",
        project=[S1],
        budget=[("S1", 2027, 4, "national", 100, 100, 90)],
        observation=[value("S1", "jobs", 2027, 4, 5)],
        partner=partners("S1", "2027-10-01", "바사"),
    )  # fmt: skip
    send(
        ledger, "jeonnam_gwangju", "2027Q4", received="2028-01-20",
        project=[G1_MOVED, G2],
        budget=[("G1", 2027, 4, "national", 300, 300, 150)],
        observation=[
            value("G1", "jobs", 2027, 4, 9),
            value("G2", "jobs", 2027, 4, 6),
            absent("G2", "resident_participants", 2027, 4, "withheld"),
            mean("G1", "waiting_days", 2027, 4, 6, 30),
        ],
    )  # fmt: skip
    send(
        ledger, "jeju", "2027Q4", received="2028-02-10",
        project=[J1],
        stage=[stage("J1", "plan", "2027-04-01/2027-06-30", "2027-04-02/")],
        budget=[("J1", 2027, 4, "national", 50, 25, 25)],
        observation=[
            value("J1", "jobs", 2027, 4, 7),
            mean("J1", "waiting_days", 2027, 4, 5, 10),
        ],
    )  # fmt: skip
