"""A tiny programme that has something to say of everything but its evaluation.

P1–P3 (부산, public service) run from 2026, P4 from 2027; P0 ran in 2026 only, and reported 100
participants. Reported in the 4th quarter:

=====================  ===================  =====================  ==========================
indicator              2026 (P1 P2 P3)      2027 (P1 P2 P3, P4)    like for like (P1–P3)
=====================  ===================  =====================  ==========================
jobs                   10 20 30             20 20 50, 10           60 → 90: +50 %, a gain
waiting_days           10 10 10 (10 cases)  8 8 8, 6               10 → 8: 20 % better
satisfaction           80 80 80 (10 each)   76 76 76, 100          80 → 76: 5 % worse, a loss
service_users          100 100 100          100 100 101, none      +0.3 %: level
demonstration_p…       10 10 10, P0 100     20 20 20               doubled, yet less in all
partner_sales          5 5 5                9 9 .                  two of three: not compared
resident_participants  3 in Q2, 4 in Q4     9 in Q4 only           other quarters: not compared
=====================  ===================  =====================  ==========================

Money in 백만원, national: 1,000 allocated to each and each year; executed in the year to date:

=======  ===============  ===================
quarter  2026 (P1 P2 P3)  2027 (P1 P2 P3, P4)
=======  ===============  ===================
Q2       400 400 400      300 300 100, 300
Q4       800 800 800      900 900 500, 900
=======  ===============  ===================

M1 became a standard model on 2027-03-01; 종로 adopted it on 2027-04-01, 제주시 on 2027-09-01.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from monitor.store import Ledger, Release, Store, publish
from tests.making import mean, project, send, value

NAMES = ("P1", "P2", "P3", "P4")
MILLION = 1_000_000
_P0: Final = ("P0", "busan", "busan_yeongdo", "public_service", 2026)
P0: Final = project(*_P0)
P0_STOPPED: Final = project(*_P0, stopped="2026-12-31")


def _projects(count: int) -> list[tuple[Any, ...]]:
    years = (2026, 2026, 2026, 2027)
    return [
        project(name, "busan", "busan_yeongdo", "public_service", year)
        for name, year in list(zip(NAMES, years, strict=True))[:count]
    ]


def _money(year: int, quarter: int, *executed: int) -> list[tuple[Any, ...]]:
    return [
        (name, year, quarter, "national", 1000 * MILLION, 1000 * MILLION, each * MILLION)
        for name, each in zip(NAMES, executed, strict=False)
    ]


def _sums(indicator: str, year: int, quarter: int, *numbers: float) -> list[tuple[Any, ...]]:
    return [
        value(name, indicator, year, quarter, number)
        for name, number in zip(NAMES, numbers, strict=False)
    ]


def _means(indicator: str, year: int, *numbers: float) -> list[tuple[Any, ...]]:
    return [
        mean(name, indicator, year, 4, number, 10)
        for name, number in zip(NAMES, numbers, strict=False)
    ]


def build(store: Store) -> Release:
    """Fill a store with the two years and publish them."""
    with store.ledger.kept_open():
        _report(store.ledger)
    return publish(store, as_of=dt.date(2027, 12, 31), final=True, publisher="tester", note="tried")


def _report(ledger: Ledger) -> None:
    send(
        ledger, "busan", "2026Q2", received="2026-07-10", project=[P0, *_projects(3)],
        budget=_money(2026, 2, 400, 400, 400),
        observation=_sums("resident_participants", 2026, 2, 3, 3, 3),
    )  # fmt: skip
    send(
        ledger, "busan", "2026Q4", received="2027-01-10", project=[P0_STOPPED, *_projects(3)],
        budget=_money(2026, 4, 800, 800, 800),
        observation=[
            *_sums("jobs", 2026, 4, 10, 20, 30),
            *_means("waiting_days", 2026, 10, 10, 10),
            *_means("satisfaction", 2026, 80, 80, 80),
            *_sums("service_users", 2026, 4, 100, 100, 100),
            *_sums("demonstration_participants", 2026, 4, 10, 10, 10),
            value("P0", "demonstration_participants", 2026, 4, 100),
            *_sums("partner_sales", 2026, 4, 5 * MILLION, 5 * MILLION, 5 * MILLION),
            *_sums("resident_participants", 2026, 4, 4, 4, 4),
        ],
    )  # fmt: skip
    send(
        ledger, None, "2027Q1", received="2027-03-02",
        standard_model=[("M1", "P1", "함께 장보기", "2027-03-01", "요지", "조건")],
    )  # fmt: skip
    send(
        ledger, "busan", "2027Q2", received="2027-07-10", project=_projects(4),
        budget=_money(2027, 2, 300, 300, 100, 300),
    )  # fmt: skip
    send(
        ledger, "seoul", "2027Q2", received="2027-07-10",
        adoption=[("M1", "seoul", "seoul_jongno", 2027, 2, "2027-04-01", None, "running", "", 50)],
    )  # fmt: skip
    send(
        ledger, "busan", "2027Q4", received="2028-01-10", project=_projects(4),
        budget=_money(2027, 4, 900, 900, 500, 900),
        observation=[
            *_sums("jobs", 2027, 4, 20, 20, 50, 10),
            *_means("waiting_days", 2027, 8, 8, 8, 6),
            *_means("satisfaction", 2027, 76, 76, 76, 100),
            *_sums("service_users", 2027, 4, 100, 100, 101),
            *_sums("demonstration_participants", 2027, 4, 20, 20, 20),
            *_sums("partner_sales", 2027, 4, 9 * MILLION, 9 * MILLION),
            *_sums("resident_participants", 2027, 4, 9, 9, 9),
        ],
    )  # fmt: skip
    send(
        ledger, "seoul", "2027Q4", received="2028-01-10",
        adoption=[("M1", "seoul", "seoul_jongno", 2027, 4, "2027-04-01", None, "running", "", 40)],
    )  # fmt: skip
    send(
        ledger, "jeju", "2027Q4", received="2028-01-10",
        adoption=[("M1", "jeju", "jeju_jeju", 2027, 4, "2027-09-01", None, "running", "", 30)],
    )  # fmt: skip
