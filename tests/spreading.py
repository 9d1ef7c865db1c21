"""A tiny programme of selection and spread whose every figure can be worked out by hand.

Models, and who adopted them (as-of date 2028-06-30):

=====  =======  =======================  =======================================================
model  project  designated               adopted by
=====  =======  =======================  =======================================================
M1     S1 서울  2027-01-15               부산 영도 2027-02-01; 전남 나주 2027-05-10;
                                         제주 제주 2027-08-01, ended 2028-02-29
M2     G1 광주  2027-10-01               전남 나주 2028-01-20; 서울 종로 2028-06-20 (preparing)
M3     D1 부산  2028-03-01               부산 영도 2028-04-01
=====  =======  =======================  =======================================================

Support of D1 ended on 2027-12-31 (completed), that of X1 on the same day (stopped). D1 had 40
users in its last quarter and created 6 jobs; it reports 2028Q1 (continued) and 2028Q2 (reduced).
X1 reports nothing after. G1 reports no quarter of 2028, so the indicator does not know M2.

Applications: of call C1 (closed 2026-03-31, selected 2026-04-20) seven, of C2 one still in review.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitor.store import Ledger, Release, Store, ask, publish
from tests.making import project, send, value

S1 = project("S1", "seoul", "seoul_jongno", "local_choice", 2026)
G1 = project("G1", "gwangju", "gwangju_nam", "public_service", 2026)
D1 = project("D1", "busan", "busan_yeongdo", "community", 2026)
X1 = project("X1", "busan", "busan_yeongdo", "public_service", 2026)
HOSTILE = "<b>잘</b> [되고](http://x) *있음* $1"


def _ended(row: tuple[Any, ...], state: str) -> tuple[Any, ...]:
    return (*row[:-2], state, dt.date(2027, 12, 31))


@dataclass(frozen=True)
class Spreading:
    """The store, its release of the end of 2027, and that of mid-2028."""

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


def build(store: Store) -> Spreading:
    """Fill a store with the reports and the ministry's register, and publish twice."""
    ledger = store.ledger
    with ledger.kept_open():
        report_2026(ledger)
        report_2027(ledger)
        register(ledger)
    first = publish(
        store, as_of=dt.date(2027, 12, 31), final=True, publisher="tester", note="tried"
    )
    with ledger.kept_open():
        report_2028(ledger)
    second = publish(store, as_of=dt.date(2028, 6, 30), final=False, publisher="tester")
    return Spreading(store, first, second)


def report_2026(ledger: Ledger) -> None:
    """Append the projects and their first year."""
    for region, rows in {"seoul": [S1], "gwangju": [G1], "busan": [D1, X1]}.items():
        send(
            ledger, region, "2026Q4", received="2027-01-10",
            project=rows,
            observation=[value("D1", "jobs", 2026, 4, 2)] if region == "busan" else [],
        )  # fmt: skip


def report_2027(ledger: Ledger) -> None:
    """Append the first adoptions, and the end of two projects' support."""
    send(
        ledger, "busan", "2027Q1", received="2027-04-10",
        project=[D1, X1],
        adoption=[
            ("M1", "busan", "busan_yeongdo", 2027, 1, "2027-02-01", None, "preparing"),
        ],
    )  # fmt: skip
    send(
        ledger, "busan", "2027Q3", received="2027-10-10",
        project=[D1, X1],
        budget=[("D1", 2027, 3, "own", 100, 60, 30)],
        observation=[value("D1", "service_users", 2027, 3, 25)],
    )  # fmt: skip
    send(
        ledger, "busan", "2027Q4", received="2028-01-10",
        project=[_ended(D1, "completed"), _ended(X1, "stopped")],
        budget=[("D1", 2027, 4, "own", 100, 80, 50), ("X1", 2027, 4, "national", 10, 10, 10)],
        observation=[
            value("D1", "service_users", 2027, 4, 40),
            value("D1", "jobs", 2027, 4, 4),
        ],
        adoption=[
            ("M1", "busan", "busan_yeongdo", 2027, 4, "2027-02-01", None, "running", "", 20),
        ],
    )  # fmt: skip
    send(ledger, "seoul", "2027Q4", received="2028-01-10", project=[S1])
    send(
        ledger, "jeonnam_gwangju", "2027Q4", received="2028-01-10",
        project=[G1],
        adoption=[
            ("M1", "jeonnam", "jeonnam_naju", 2027, 4, "2027-05-10", None, "running", "", 10),
        ],
    )  # fmt: skip
    send(
        ledger, "jeju", "2027Q4", received="2028-01-10",
        adoption=[("M1", "jeju", "jeju_jeju", 2027, 4, "2027-08-01", None, "running", "", 5)],
    )  # fmt: skip


def report_2028(ledger: Ledger) -> None:
    """Append what adopters and ended projects report of the first half of 2028."""
    send(
        ledger, "busan", "2028Q1", received="2028-04-10",
        aftercare=[("D1", 2028, 1, "continued", 44, 5, 20)],
    )  # fmt: skip
    send(
        ledger, "busan", "2028Q2", received="2028-07-10",
        adoption=[
            ("M1", "busan", "busan_yeongdo", 2028, 2, "2027-02-01", None, "adapted",
             "운영 시간을 늘림", 30, HOSTILE),
            ("M3", "busan", "busan_yeongdo", 2028, 2, "2028-04-01", None, "running", "", 7),
        ],
        aftercare=[("D1", 2028, 2, "reduced", 30, 3, None)],
    )  # fmt: skip
    send(
        ledger, "seoul", "2028Q2", received="2028-07-10",
        project=[S1],
        adoption=[("M2", "seoul", "seoul_jongno", 2028, 2, "2028-06-20", None, "preparing")],
    )  # fmt: skip
    send(
        ledger, "jeju", "2028Q1", received="2028-04-10",
        adoption=[
            ("M1", "jeju", "jeju_jeju", 2028, 1, "2027-08-01", "2028-02-29", "ended", "", None,
             "예산이 끊김"),
        ],
    )  # fmt: skip
    send(
        ledger, "jeonnam_gwangju", "2028Q2", received="2028-07-10",
        adoption=[
            ("M1", "jeonnam", "jeonnam_naju", 2028, 2, "2027-05-10", None, "running", "", 12),
            ("M2", "jeonnam", "jeonnam_naju", 2028, 2, "2028-01-20", None, "running", "", 8),
        ],
    )  # fmt: skip


def register(ledger: Ledger) -> None:
    """Append the ministry's own register."""
    send(
        ledger, None, "2028Q2", received="2028-07-05",
        standard_model=[
            ("M1", "S1", "돌봄 모델", "2027-01-15", "이웃이 돌본다", "공간 하나"),
            ("M2", "G1", "순환 모델", "2027-10-01", "돈이 돈다", "조례"),
            ("M3", "D1", "공동체 모델", "2028-03-01", "함께 한다", "협의체"),
        ],
        council_meeting=[
            ("2027-01-10", "돌봄 모델 지정", "M1", "지정하기로 함"),
            ("2028-05-10", "확산 계획", None, "다음 해 계획을 정함"),
        ],
        award=[
            ("2027-12-20", "minister", "busan", "busan_yeongdo", "D1", "우수 지자체", 100),
            ("2027-12-20", "special_grant", "gwangju", None, "G1", "확산 교부세", 300),
            ("2028-05-01", "minister", "jeonnam", "jeonnam_naju", None, "확산 유공"),
        ],
        call=[
            ("C1", "2026년 공모", "2026-03-02", "2026-03-31", "2026-04-20", 1000),
            ("C2", "2028년 공모", "2028-06-01", "2028-06-25"),
        ],
        briefing_session=[
            ("C1", "2026-03-05", "서울역", "수도권", 120),
            ("C1", "2026-03-06", "광주", "호남권"),
        ],
        application=_applications(),
    )  # fmt: skip


def _applications() -> list[tuple[Any, ...]]:
    def of(
        number: int, region: str, place: str, model_type: str, requested: int, *came: Any
    ) -> Any:
        day = f"2026-03-{10 + number}"
        name = f"사업 {number}"
        return ("C1", f"A{number}", name, region, place, model_type, "조합", requested, day, *came)

    return [
        of(1, "seoul", "seoul_jongno", "local_choice", 400, "eligible", 90, "selected", "S1"),
        of(2, "seoul", "seoul_jongno", "community", 100, "eligible", 70, "not_selected"),
        of(3, "gwangju", "gwangju_nam", "public_service", 300, "eligible", 85, "selected", "G1"),
        of(4, "jeonnam", "jeonnam_naju", "public_service", 200, "eligible", 80, "reserve"),
        of(5, "busan", "busan_yeongdo", "community", 200, "eligible", 95, "selected", "D1"),
        of(6, "busan", "busan_yeongdo", "community", 50, "ineligible"),
        of(7, "jeju", "jeju_jeju", "community", 50, "withdrawn"),
        ("C2", "B1", "새 사업", "jeju", "jeju_jeju", "community", "모임", 70, "2028-06-20"),
    ]
