"""자문의견: what is refused, how a finding moves from hand to hand, and what is counted of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.evaluation import (
    Evidence,
    answer_finding,
    changes_between,
    conditions_now,
    decisions_now,
    evidence_of,
    finding_counts,
    findings_now,
    history_of,
    judge_finding,
    keep_sheet,
    last_visit,
    mark_visit,
    scoring_board,
    scoring_counts,
    write_finding,
)
from monitor.evaluation.findings import Verdict
from monitor.store import Store
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.copying import copied as copied_store
from tests.evaluated import GYN, VOCABULARY, Evaluated, moment, sheet

TODAY = dt.date(2027, 3, 1)
DUE = dt.date(2027, 2, 28)


@pytest.fixture
def copied(evaluated: Evaluated, tmp_path: Path) -> Iterator[Store]:
    """Give a copy of the evaluated store that a test may write to, its ledger open meanwhile."""
    store = Store(copied_store(evaluated.store.folder, tmp_path / "store"), LOCAL)
    with store.ledger.kept_open():
        yield store


def _write(store: Store, **about: Any) -> int:
    told: dict[str, Any] = {
        "project": "S1",
        "area": "budget",
        "severity": "major",
        "opinion": "집행이 늦음",
        "due_on": DUE,
        "member": "m03",
        "at": moment("2027-01-10"),
    }
    return write_finding(store.ledger, VOCABULARY, **told | about)


def _answer(store: Store, finding: int, text: str = "고침") -> int:
    return answer_finding(store.ledger, finding, text, by="서울", at=moment("2027-01-20"))


def _judge(store: Store, finding: int, verdict: Verdict, **about: Any) -> int:
    told: dict[str, Any] = {"member": "m03", "at": moment("2027-02-01")} | about
    return judge_finding(store.ledger, VOCABULARY, finding, verdict, **told)


def _state(store: Store, finding: int) -> tuple[str, bool]:
    row = findings_now(store.ledger, TODAY).set_index("finding").loc[finding]
    return str(row["finding_state"]), bool(row["is_overdue"])


@pytest.mark.parametrize(
    ("about", "refused"),
    [
        ({"opinion": " \n"}, "opinion_missing"),
        ({"area": "weather"}, "unknown_choice"),
        ({"severity": "fatal"}, "unknown_choice"),
        ({"due_on": dt.date(2027, 1, 9)}, "due_in_the_past"),
        ({"project": "nobody"}, "unknown_project"),
        ({"member": "m99"}, "unknown_member"),
        ({"member": "m01"}, "not_assigned"),  # looks after other provinces
    ],
)
def test_a_finding_that_lacks_something_is_not_kept(
    copied: Store, about: dict[str, Any], refused: str
) -> None:
    before = copied.ledger.position()
    with pytest.raises(Refused) as refusal:
        _write(copied, **about)
    assert (refusal.value.key, copied.ledger.position()) == (refused, before)


def test_a_finding_goes_from_hand_to_hand_until_it_is_closed(copied: Store) -> None:
    finding = _write(copied)
    assert _state(copied, finding) == ("open", True)
    _answer(copied, finding)
    assert _state(copied, finding) == ("answered", False)  # it is the panel's turn
    _judge(copied, finding, "reopened", note="증빙이 없음")
    assert _state(copied, finding) == ("reopened", True)
    _answer(copied, finding, "증빙을 붙임")
    _judge(copied, finding, "closed")
    assert _state(copied, finding) == ("closed", False)
    with pytest.raises(Refused) as refusal:
        _answer(copied, finding)
    assert refusal.value.key == "finding_closed"


@pytest.mark.parametrize(
    ("verdict", "about", "refused"),
    [
        ("reopened", {"note": " "}, "verdict_note_missing"),
        ("closed", {"member": "m01"}, "not_assigned"),
        ("closed", {"member": "m99"}, "unknown_member"),
    ],
)
def test_a_verdict_says_why_and_comes_from_a_member_of_the_province(
    copied: Store, verdict: Verdict, about: dict[str, Any], refused: str
) -> None:
    finding = _write(copied)
    _answer(copied, finding)
    with pytest.raises(Refused) as refusal:
        _judge(copied, finding, verdict, **about)
    assert refusal.value.key == refused


def test_there_is_nothing_to_judge_before_the_province_answers(copied: Store) -> None:
    finding = _write(copied)
    with pytest.raises(Refused) as refusal:
        _judge(copied, finding, "closed")
    assert refusal.value.key == "nothing_to_judge"


def test_a_history_tells_who_did_what_in_its_order(copied: Store) -> None:
    first, second = _write(copied), _write(copied, project="S2", opinion="다른 것")
    _answer(copied, first)
    _judge(copied, first, "reopened", note="모자람")
    history = history_of(copied.ledger, first)
    assert list(history["finding_state"]) == ["open", "answered", "reopened"]
    assert list(history["note"]) == ["집행이 늦음", "고침", "모자람"]
    assert list(history["given_by"]) == ["m03", "서울", "m03"]
    assert list(history["is_member"]) == [True, False, True]
    assert list(history_of(copied.ledger, second, first)["finding"]) == [first] * 3 + [second]


def test_there_is_no_history_of_what_was_never_found(copied: Store) -> None:
    with pytest.raises(Refused) as refusal:
        history_of(copied.ledger, 999_999)
    assert refusal.value.key == "unknown_panel_finding"


def test_what_was_cited_stays_as_it_was_read(copied: Store) -> None:
    cited = Evidence("2026-12-31-provisional-1", "jobs", 2026, 4, 12.0)
    finding = _write(copied, evidence=[cited])
    assert evidence_of(copied.ledger, [finding, 1]) == {finding: [cited]}


def test_the_rate_is_the_share_closed_of_those_due_in_the_year(copied: Store) -> None:
    closed, waiting = _write(copied), _write(copied)
    _write(copied, due_on=dt.date(2027, 12, 1))  # not due yet
    _answer(copied, closed)
    _judge(copied, closed, "closed")
    _answer(copied, waiting)
    counts = finding_counts(copied.ledger, ["seoul"], TODAY)
    assert counts.to_dict() == {
        "written": 3, "waiting": 2, "answered": 1, "overdue": 0, "closed": 1, "follow_up_rate": 50,
    }  # fmt: skip
    assert finding_counts(copied.ledger, ["jeju"], TODAY)["written"] == 0


def test_the_last_visit_is_the_one_remembered(copied: Store) -> None:
    assert last_visit(copied.ledger, "m03") is None
    for release, day in (("one", "2027-01-10"), ("two", "2027-02-10")):
        mark_visit(copied.ledger, VOCABULARY, "m03", release, at=moment(day))
    seen = last_visit(copied.ledger, "m03")
    assert seen is not None
    assert (seen[0], seen[1].date()) == ("two", dt.date(2027, 2, 10))
    with pytest.raises(Refused) as refusal:
        mark_visit(copied.ledger, VOCABULARY, "m99", "two")
    assert refusal.value.key == "unknown_member"


def test_two_releases_of_the_same_numbers_differ_in_nothing(evaluated: Evaluated) -> None:
    assert changes_between(evaluated.first, evaluated.second, "m03", 10).empty


def test_the_decisions_and_conditions_that_hold_are_listed(copied: Store) -> None:
    decided = decisions_now(copied.ledger, 2026).set_index("project")["decision"].to_dict()
    assert decided["B1"] == "conditional"
    assert decisions_now(copied.ledger, 2027).empty
    conditions = conditions_now(copied.ledger, TODAY)
    assert list(conditions["project"]) == ["B1"]


def test_the_board_is_counted_by_member_and_by_project_without_the_excluded(
    copied: Store,
) -> None:
    keep_sheet(
        copied.ledger,
        VOCABULARY,
        sheet("S2", "m14", 80, sheet_state="draft"),
        by="m14",
        at=moment("2027-02-10"),
    )
    board = scoring_board(copied.ledger, VOCABULARY, 2026, TODAY)
    members = scoring_counts(board, "member").set_index("who")
    assert members.loc["m03"].tolist() == [3, 3, 0, 0]  # 서울 two, 경남 one
    assert members.loc["m14"].tolist() == [2, 1, 1, 0]  # a draft is still missing
    assert members.loc["m05", "excluded"] == 1
    assert scoring_counts(board, "project").set_index("who").loc[GYN, "submitted"] == 4
