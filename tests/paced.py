"""A tiny programme of stages and money whose every day and 원 can be worked out by hand.

As of 2027-06-30. All money is in 원; a budget is allocated/granted/executed.

=======  ===============  ======  ==================================================================
project  type             where   what it shows
=======  ===============  ======  ==================================================================
A        community        서울    development open for 181 days too long; bunched at the end of 2026
B        community        부산    on time; reports no money in 2027
C        public_service   서울    selected 2027; 90 % executed at an attainment of 30
D        public_service   부산    stopped at the end of 2026; attainment 80 with 30 % executed
=======  ===============  ======  ==================================================================

=======  ========  ===========  ===========  ===================  ===========
project  source    2026 Q2      Q3           Q4 (carried over)    2027 Q2
=======  ========  ===========  ===========  ===================  ===========
A        national  100/50/20    100/80/40    100/100/90 (5)       100/60/60
A        local     50/50/10     50/50/10     50/50/30 (untold)    50/20/10
B        national  200/100/60   200/200/150  200/200/200 (0)      untold
C        national                                                 300/300/270
D        national  untold       untold       100/60/30 (0)        stopped
=======  ========  ===========  ===========  ===================  ===========
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitor.store import Release, Store, ask, publish
from tests.making import project, send, stage, target, value

A = project("A", "seoul", "seoul_jongno", "community", 2026)
B = project("B", "busan", "busan_yeongdo", "community", 2026)
C = project("C", "seoul", "seoul_jongno", "public_service", 2027)
D = project("D", "busan", "busan_yeongdo", "public_service", 2026)
D_STOPPED = project("D", "busan", "busan_yeongdo", "public_service", 2026, stopped="2026-12-31")


@dataclass(frozen=True)
class Paced:
    """The store and its release."""

    store: Store
    release: Release

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """Ask the release."""
        return ask(question, release=self.release, **parameters)

    def row(self, question: str, where: str, **parameters: Any) -> pd.Series:
        """Ask for the one row that ``where`` leaves."""
        answer = self.ask(question, **parameters)
        (index,) = answer.query(where).index
        return answer.loc[index]


def build(store: Store) -> Paced:
    """Fill a store with the programme and publish it."""
    ledger = store.ledger
    with ledger.kept_open():
        send(ledger, "seoul", "2026Q2", received="2026-07-10", project=[A])
        send(ledger, "busan", "2026Q2", received="2026-07-10", project=[B, D])
        send(
            ledger, "seoul", "2026Q4", received="2027-01-20",
            project=[A],
            budget=[
                ("A", 2026, 2, "national", 100, 50, 20),
                ("A", 2026, 3, "national", 100, 80, 40),
                ("A", 2026, 4, "national", 100, 100, 90, 5),
                ("A", 2026, 2, "local", 50, 50, 10),
                ("A", 2026, 3, "local", 50, 50, 10),
                ("A", 2026, 4, "local", 50, 50, 30),
            ],
        )  # fmt: skip
        send(
            ledger, "busan", "2026Q4", received="2027-01-20",
            project=[B, D_STOPPED],
            stage=[
                stage("B", "plan", "2026-04-01/2026-06-30", "2026-04-01/2026-06-28"),
                stage("B", "development", "2026-07-01/2027-06-30", "2026-07-01/"),
                stage("D", "plan", "2026-04-01/2026-09-30", "2026-04-11/"),
                stage("D", "development", "2027-01-01/2027-03-31"),
            ],
            budget=[
                ("B", 2026, 2, "national", 200, 100, 60),
                ("B", 2026, 3, "national", 200, 200, 150),
                ("B", 2026, 4, "national", 200, 200, 200, 0),
                ("D", 2026, 4, "national", 100, 60, 30, 0),
            ],
            target=[target("B", "jobs", 2026, 10), target("D", "jobs", 2026, 10)],
            observation=[value("B", "jobs", 2026, 4, 10), value("D", "jobs", 2026, 4, 8)],
        )  # fmt: skip
        send(
            ledger, "seoul", "2027Q2", received="2027-07-10",
            project=[A, C],
            stage=[
                stage("A", "plan", "2026-04-01/2026-06-30", "2026-04-03/2026-07-10"),
                stage("A", "development", "2026-07-01/2026-12-31", "2026-06-26/"),
                stage("A", "demonstration", "2027-05-31/2027-12-31"),
                stage("A", "research", "2028-01-01/2028-06-30"),
                stage("C", "plan", "2027-04-01/2027-06-30", "2027-04-01/2027-06-30"),
            ],
            budget=[
                ("A", 2027, 2, "national", 100, 60, 60),
                ("A", 2027, 2, "local", 50, 20, 10),
                ("C", 2027, 2, "national", 300, 300, 270),
            ],
            spending_plan=[
                ("A", 2027, 1, "national", 10),
                ("A", 2027, 2, "national", 50),
                ("A", 2027, 4, "national", 100),
            ],
            target=[target("A", "jobs", 2027, 10), target("C", "jobs", 2027, 10)],
            observation=[value("A", "jobs", 2027, 2, 5), value("C", "jobs", 2027, 2, 3)],
        )  # fmt: skip
        send(ledger, "busan", "2027Q2", received="2027-07-10", project=[B])
    return Paced(
        store,
        publish(store, as_of=dt.date(2027, 6, 30), final=False, publisher="tester", note="tried"),
    )
