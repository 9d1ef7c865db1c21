"""Decisions after an evaluation: when a reason is asked for, and what conditions carry over."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from monitor.evaluation import answer_condition, decide_project, keep_sheet
from monitor.store import Release, Store, ask, publish
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.evaluated import PLACES, VOCABULARY, Evaluated, moment, sheet
from tests.making import project, send

DUE = dt.date(2027, 9, 30)


@pytest.fixture
def copied(evaluated: Evaluated, tmp_path: Path) -> Store:
    """Return a copy of the evaluated store that a test may write to."""
    shutil.copytree(evaluated.store.folder, tmp_path / "store")
    return Store(tmp_path / "store", LOCAL)


def _decide(store: Store, name: str, decision: str, release: Release | None = None,
            year: int = 2026, **about: Any) -> int:  # fmt: skip
    return decide_project(
        store.ledger, VOCABULARY, release or store.release(), year=year, project=name,
        decision=decision, by="부처", at=moment("2027-03-15"), **about,
    )  # fmt: skip


def test_a_decision_by_the_rules_needs_no_reason(copied: Store) -> None:
    assert _decide(copied, "S2", "continue") == copied.ledger.position()


@pytest.mark.parametrize(
    ("name", "decision", "about", "refused"),
    [
        ("S2", "stop", {}, "deviation_reason_missing"),
        ("S2", "stop", {"reason": "  "}, "deviation_reason_missing"),
        ("S1", "continue", {}, "deviation_reason_missing"),  # decided before: a change says why
        ("S2", "conditional", {"reason": "까닭"}, "conditions_missing"),
        ("S2", "conditional", {"reason": "까닭", "conditions": [(" ", DUE)]}, "condition_missing"),
        ("S2", "perhaps", {}, "unknown_decision"),
        ("nobody", "continue", {}, "not_scored"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_kept(
    copied: Store, name: str, decision: str, about: dict[str, Any], refused: str
) -> None:
    before = copied.ledger.position()
    with pytest.raises(Refused) as refusal:
        _decide(copied, name, decision, **about)
    assert refusal.value.key == refused
    assert copied.ledger.position() == before


def test_a_later_decision_holds_and_the_earlier_stays_in_the_record(copied: Store) -> None:
    _decide(copied, "S1", "stop", reason="조직이 해산함")
    release = publish(copied, as_of=dt.date(2026, 12, 31), final=False, publisher="tester")
    row = ask("evaluation/results", release=release, year=2026).set_index("project").loc["S1"]
    assert (row["decision"], row["is_deviating"], row["reason"]) == ("stop", True, "조직이 해산함")
    kept = release.cursor().execute(
        "select decision, is_current from evaluation_decision where project = 'S1' order by entry"
    )
    assert kept.fetchall() == [("continue", False), ("stop", True)]


def test_conditions_are_answered_before_the_next_year_is_decided(copied: Store) -> None:
    entry = _decide(
        copied, "B1", "conditional", reason="조건을 고침",
        conditions=[("협약을 맺을 것", DUE), ("집행률을 높일 것", DUE)],
    )  # fmt: skip
    send(
        copied.ledger, "busan", "2027Q4", received="2028-01-20",
        project=[project(name, *PLACES[name], 2026) for name in ("B1", "B2")],
    )  # fmt: skip
    for member in ("m01", "m04", "m07"):
        given = sheet("B1", member, 80, 2027)
        keep_sheet(copied.ledger, VOCABULARY, given, by=member, at=moment("2028-02-01"))
    release = publish(copied, as_of=dt.date(2027, 12, 31), final=False, publisher="tester")
    answer_condition(copied.ledger, entry, 1, "맺음", by="부산")
    with pytest.raises(Refused) as refusal:
        _decide(copied, "B1", "continue", release, year=2027)
    assert refusal.value.key == "conditions_unanswered"
    answer_condition(copied.ledger, entry, 2, "높임", by="부산")
    assert _decide(copied, "B1", "continue", release, year=2027)


@pytest.mark.parametrize(
    ("position", "answer", "refused"),
    [(2, "높임", "unknown_condition"), (1, " ", "answer_missing")],
)
def test_an_answer_names_its_condition_and_says_something(
    copied: Store, position: int, answer: str, refused: str
) -> None:
    with copied.ledger.reading() as connection:
        row = connection.execute("select max(entry) from decision_condition").fetchone()
    assert row is not None
    with pytest.raises(Refused) as refusal:
        answer_condition(copied.ledger, row[0], position, answer, by="부산")
    assert refusal.value.key == refused
