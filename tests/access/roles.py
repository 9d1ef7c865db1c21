"""One person of each role, on a small store that holds something of everybody's."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from monitor.access import Grant, People, Who
from monitor.access.people import vocabulary
from monitor.briefing.files import take
from monitor.evaluation import decide_project, write_finding
from monitor.figures.register import figure_named
from monitor.figures.view import View
from monitor.store import Store, publish
from tests.acting import LOCAL
from tests.evaluated import VOCABULARY, Evaluated, moment
from tests.making import send

ROLES: Final = [row["role"] for row in vocabulary().rows("roles")]
TABLE: Final = {row["action"]: row for row in vocabulary().rows("permissions")}
SINCE: Final = dt.date(2026, 1, 1)
PEOPLE: Final = {
    role: Grant(f"{role}@example.org", f"이름 {role}", role, valid_from=SINCE, **whose)
    for role, whose in {
        "viewer": {},
        "province_officer": {"province": "seoul"},
        "panel_member": {"member": "m03"},
        "manager": {},
        "operator": {},
    }.items()
}
# The server's own account has to be registered, too.
SERVER: Final = Grant(LOCAL.account, "서버", "operator", valid_from=SINCE)


@dataclass(frozen=True)
class Whose:
    """What there is of one's own, or of another's: its province, project and member."""

    name: str
    region: str
    project: str
    member: str
    home: str  # a project that the member scores
    finding: int = 0
    condition: int = 0
    submission: int = 0
    waiting: Iterator[int] = field(default_factory=lambda: iter(()))


@dataclass(frozen=True)
class World:
    """The store with all that there is, as each may see it."""

    folder: Path
    own: Whose
    other: Whose
    preview: str
    code: str  # of a figure with the scores of single members

    def store(self, role: str) -> Store:
        """Return the store as it is open to who has a role."""
        return Store(self.folder, Who(PEOPLE[role].account, "program"))

    def whose(self, name: str) -> Whose:
        """Return what is one's own, or another's."""
        return self.own if name == "own" else self.other


def world_of(evaluated: Evaluated, folder: Path) -> World:
    """Copy the evaluated programme and put something of each kind into it."""
    shutil.copytree(evaluated.store.folder, folder)
    store = Store(folder, LOCAL)
    ledger, release = store.ledger, store.release()
    view = View("ko", release, 17, dark=False)
    scores = figure_named("evaluation/scores")
    with ledger.kept_open():
        code = take(ledger, view, scores, "csv", by="부처", year=2026, project="B1").exhibit.code
        own = _things(store, Whose("own", "seoul", "S1", "m03", "S2"))
        other = _things(store, Whose("other", "busan", "B1", "m01", "B2"))
    preview = publish(
        store, as_of=dt.date(2026, 12, 31), final=False, publisher="부처", preview=True
    )
    people = People(folder / "access")
    for grant in (SERVER, *PEOPLE.values()):
        people.grant(grant)
    return World(folder, own, other, preview.manifest.release, code)


def _things(store: Store, whose: Whose) -> Whose:
    """Put in a finding, a condition, and submissions that wait."""
    ledger = store.ledger
    finding = write_finding(
        ledger, VOCABULARY, project=whose.project, area="budget", severity="major",
        opinion="집행을 앞당길 것", due_on=dt.date(2099, 1, 1), member=_assigned(whose.region),
        at=moment("2027-03-01"),
    )  # fmt: skip
    condition = decide_project(
        ledger, VOCABULARY, store.release(), year=2026, project=whose.project,
        decision="conditional", reason="다시 살핌", by="부처",
        conditions=[("계획을 낼 것", dt.date(2099, 1, 1))], at=moment("2027-04-01"),
    )  # fmt: skip
    numbers = [
        send(ledger, whose.region, "2027Q1", received="2027-04-20", outcome="waiting")
        for _ in range(4)
    ]
    return replace(
        whose,
        finding=finding,
        condition=condition,
        submission=numbers.pop(),
        waiting=iter(numbers),
    )


def _assigned(region: str) -> str:
    rows = VOCABULARY.rows("panel_assignments")
    return next(row["member"] for row in rows if row["region"] == region)


def expected(action: str, role: str, whose: str) -> bool:
    """Return what the table says."""
    reach: Mapping[str, bool] = {"all": True, "own": whose == "own", "none": False}
    return reach[TABLE[action][role]]
