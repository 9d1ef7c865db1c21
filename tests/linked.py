"""A tiny programme of linked policies, partners and products, to be worked out by hand.

Five projects, reported for the first half of 2026; in 2027 Seoul reports both quarters, Busan
none. Money in million 원 of the year to date.

=======  ========  ==============  =====================================================
project  province  type            in the first half of 2027
=======  ========  ==============  =====================================================
S1       seoul     public_service  돌봄 60 (복지부), 일자리 10 ended (고용부); 가, 마; 나 left
S2       seoul     community       돌봄 40 (복지부), 도시재생 5 (국토부); 가, 구청
G1       gwangju   community       nothing linked; 다
J1       jeonnam   public_service  도시재생 20 (국토부); 다, and 가 since February
B1       busan     community       not reported
=======  ========  ==============  =====================================================
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitor.store import Ledger, Release, Store, ask, publish
from tests.making import project, send

MILLION = 1_000_000
S1 = project("S1", "seoul", "seoul_jongno", "public_service", 2026)
S2 = project("S2", "seoul", "seoul_jongno", "community", 2026)
G1 = project("G1", "gwangju", "gwangju_nam", "community", 2026)
J1 = project("J1", "jeonnam", "jeonnam_naju", "public_service", 2026)
B1 = project("B1", "busan", "busan_yeongdo", "community", 2026)


@dataclass(frozen=True)
class Linked:
    """The store and its release."""

    store: Store
    release: Release

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """Ask about the first half of 2027 unless told otherwise."""
        asked = {} if question.startswith("checks/") else {"year": 2027, "quarter": 2}
        return ask(question, release=self.release, **asked | parameters)

    def row(self, question: str, **parameters: Any) -> pd.Series:
        """Ask for the one row of an answer."""
        answer = self.ask(question, **parameters)
        (index,) = answer.index
        return answer.loc[index]


def build(store: Store) -> Linked:
    """Fill a store and publish it."""
    ledger = store.ledger
    with ledger.kept_open():
        report_2026(ledger)
        report_2027(ledger)
    release = publish(store, as_of=dt.date(2027, 6, 30), final=False, publisher="tester")
    return Linked(store, release)


def report_2026(ledger: Ledger) -> None:
    """Append what was reported of the first half of 2026."""
    send(
        ledger, "seoul", "2026Q2", received="2026-07-10",
        project=[S1, S2],
        linkage=[("S1", "돌봄", 2026, 2, "mohw", 100 * MILLION, "방문 돌봄")],
        partner=[
            ("S1", "가", "cooperative", "lead", "2026-02-01"),
            ("S1", "나", "social_enterprise", "produce", "2026-05-01", None, 80.0),
            ("S2", "가", "cooperative", "produce", "2026-06-01"),
            ("S2", "구청", "local_government", "support", "2026-05-01"),
        ],
        product=[
            ("S1", "앱", "platform"),
            ("S1", "꾸러미", "product", "2026-06-10", "mohw", "종로구", "가", 12),
            ("S2", "돌봄", "service", None, None, "종로구", "가"),
        ],
    )  # fmt: skip
    send(
        ledger, "gwangju", "2026Q2", received="2026-07-10",
        project=[G1],
        partner=[("G1", "다", "resident_group", "demand", "2026-04-01")],
    )  # fmt: skip
    send(
        ledger, "jeonnam", "2026Q2", received="2026-07-10",
        project=[J1],
        partner=[("J1", "다", "resident_group", "demand", "2026-04-01")],
    )  # fmt: skip
    send(
        ledger, "busan", "2026Q2", received="2026-07-10",
        project=[B1],
        partner=[("B1", "라", "village_enterprise", "lead", "2026-04-01", None, 50.0)],
    )  # fmt: skip


def report_2027(ledger: Ledger) -> None:
    """Append what was reported of the first two quarters of 2027."""
    send(
        ledger, "seoul", "2027Q1", received="2027-04-10",
        project=[S1, S2],
        linkage=[
            ("S1", "돌봄", 2027, 1, "mohw", 30 * MILLION, "방문 돌봄"),
            ("S1", "일자리", 2027, 1, "moel", 10 * MILLION, None),
        ],
    )  # fmt: skip
    send(
        ledger, "seoul", "2027Q2", received="2027-07-10",
        project=[S1, S2],
        linkage=[
            ("S1", "돌봄", 2027, 2, "mohw", 60 * MILLION, "방문 돌봄"),
            ("S2", "돌봄", 2027, 2, "mohw", 40 * MILLION, None),
            ("S2", "도시재생", 2027, 2, "molit", 5 * MILLION, None),
        ],
        partner=[
            ("S1", "가", "cooperative", "lead", "2026-02-01", None, 60.0),
            ("S1", "나", "social_enterprise", "produce", "2026-05-01", "2027-05-10", 80.0),
            ("S1", "마", "social_venture", "plan", "2027-04-15", None, 90.0),
            ("S2", "가", "cooperative", "produce", "2026-06-01", None, 70.0),
        ],
        product=[("S1", "앱", "platform", "2027-05-20", "mohw", "종로구", "마")],
    )  # fmt: skip
    send(
        ledger, "gwangju", "2027Q2", received="2027-07-10",
        project=[G1],
        product=[("G1", "장터", "product", None, "moel", "남구", "다", 5)],
    )  # fmt: skip
    send(
        ledger, "jeonnam", "2027Q2", received="2027-07-10",
        project=[J1],
        linkage=[("J1", "도시재생", 2027, 2, "molit", 20 * MILLION, None)],
        partner=[("J1", "가", "cooperative", "evaluate", "2027-02-01")],
        product=[("J1", "버스", "service", "2027-03-01", None, "나주시", "다", 30)],
    )  # fmt: skip
