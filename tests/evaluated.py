"""A tiny evaluated programme whose every score can be worked out by hand.

Every scorer gives each criterion the same share of its points, so that a sheet's total is that
share: 80 means 80 % of the points of every criterion. All projects are in their first year.

=============  =========  ===========================  =====  ======================================
project        province   totals (2026)                score  what it shows
=============  =========  ===========================  =====  ======================================
S1             서울       90 80 70 85 (60→95)          85.00  trimmed: no 70, no 95; a correction
S2             서울       90 80 70 60                  75.00  four scorers: plain mean, marked
E1             세종       90 86                        88.00  two scorers: no grade
2026-GYN-01    경남       95 95 95 95 (m05: 5)         95.00  m05's conflict; half executed: no S
B1             부산       62 64 66 61 60               62.33  C: continued with conditions
B2             부산       50 50 50 50 50               50.00  D, but the ministry continues it
=============  =========  ===========================  =====  ======================================
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from monitor.evaluation import Sheet, answer_condition, decide_project, keep_sheet
from monitor.store import Ledger, Release, Store, ask, publish
from monitor.vocabulary import Vocabulary
from tests.making import project, send

SEOUL = ZoneInfo("Asia/Seoul")
VOCABULARY = Vocabulary()
GYN = "2026-GYN-01"
TOTALS: Mapping[str, Mapping[str, float]] = {
    "S1": {"m03": 90, "m06": 80, "m09": 70, "m12": 85, "m14": 60},
    "S2": {"m03": 90, "m06": 80, "m09": 70, "m12": 60},
    "E1": {"m07": 90, "m10": 86},
    GYN: {"m03": 95, "m05": 5, "m06": 95, "m08": 95, "m11": 95},
    "B1": {"m01": 62, "m04": 64, "m07": 66, "m08": 61, "m11": 60},
    "B2": {"m01": 50, "m04": 50, "m07": 50, "m08": 50, "m11": 50},
}
PLACES = {
    "S1": ("seoul", "seoul_jongno", "local_choice"),
    "S2": ("seoul", "seoul_jongno", "community"),
    "E1": ("sejong", "sejong_sejong", "community"),
    GYN: ("gyeongnam", "gyeongnam_hadong", "community"),
    "B1": ("busan", "busan_yeongdo", "public_service"),
    "B2": ("busan", "busan_yeongdo", "public_service"),
}


@dataclass(frozen=True)
class Evaluated:
    """The evaluated store: its first release with the scores, its second with the decisions."""

    store: Store
    first: Release
    second: Release

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """Ask the newer release."""
        return ask(question, release=self.second, **parameters)


def moment(day: str) -> dt.datetime:
    """Return noon of a day in Seoul."""
    return dt.datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=SEOUL)


def sheet(name: str, scorer: str, total: float, year: int = 2026, **about: Any) -> Sheet:
    """Return a sheet that gives every criterion the same share of its points."""
    points = {
        row["criterion"]: int(row["maximum_points"]) * total / 100
        for row in VOCABULARY.rows("evaluation_criteria")
        if int(row["programme_year"]) == year - 2025
    }
    return Sheet(year, name, scorer, points, **about)


def report(ledger: Ledger) -> None:
    """Append what the provinces sent of 2026: the projects and their money."""
    for region in dict.fromkeys(region for region, _, _ in PLACES.values()):
        here = {name: place for name, place in PLACES.items() if place[0] == region}
        send(
            ledger, region, "2026Q4", received="2027-01-20",
            project=[project(name, *place, 2026) for name, place in here.items()],
            budget=[
                (name, 2026, 4, "national", 100, 100, 50 if name == GYN else 90) for name in here
            ],
        )  # fmt: skip


def build(store: Store) -> Evaluated:
    """Append reports and scores, publish; decide on them, publish again."""
    ledger = store.ledger
    with ledger.kept_open():
        report(ledger)
        score(ledger)
    first = publish(store, as_of=dt.date(2026, 12, 31), final=False, publisher="tester")
    with ledger.kept_open():
        decide(ledger, first)
    second = publish(store, as_of=dt.date(2026, 12, 31), final=False, publisher="tester")
    return Evaluated(store, first, second)


def score(ledger: Ledger) -> None:
    """Append the sheets of 2026, one of them corrected, and one of the province itself."""
    for name, totals in TOTALS.items():
        for scorer, total in totals.items():
            keep_sheet(ledger, VOCABULARY, sheet(name, scorer, total), by=scorer,
                       at=moment("2027-02-10"))  # fmt: skip
    corrected = sheet("S1", "m14", 95, reason="실적을 잘못 봄", comment="다시 봄")
    keep_sheet(ledger, VOCABULARY, corrected, by="m14", at=moment("2027-02-16"))
    keep_sheet(ledger, VOCABULARY, sheet("S1", "self", 97), by="서울", at=moment("2027-02-01"))


def decide(ledger: Ledger, release: Release) -> None:
    """Append the ministry's decisions of 2026 and how a condition was met."""
    told: dict[str, tuple[str, str, list[tuple[str, dt.date]]]] = {
        "S1": ("continue", "", []),
        "B1": ("conditional", "", [("집행률을 높일 것", dt.date(2027, 9, 30))]),
        "B2": ("continue", "여건을 고려함", []),
        "E1": ("continue", "현장에서 확인함", []),
    }
    for name, (decision, reason, conditions) in told.items():
        entry = decide_project(
            ledger, VOCABULARY, release, year=2026, project=name, decision=decision,
            reason=reason, conditions=conditions, by="부처", at=moment("2027-03-10"),
        )  # fmt: skip
        if conditions:
            answer_condition(ledger, entry, 1, "분기마다 점검함", by="부산",
                             at=moment("2027-03-20"))  # fmt: skip
