"""A submission counts once a manager has accepted it, and never silently."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from monitor.store import Store, ask, decide, explain, findings_of, publish
from monitor.wording import Refused
from tests.making import SEOUL, project, send, value

S1 = project("S1", "seoul", "seoul_jongno", "community", 2026)
AS_OF = dt.date(2026, 9, 30)


def _send(store: Store, jobs: int, received: str = "2026-10-10", outcome: str = "waiting") -> int:
    """Send what passed the checks and waits for a decision, or is accepted at once."""
    return send(
        store.ledger,
        "seoul",
        "2026Q3",
        received=received,
        outcome=outcome,
        project=[S1],
        observation=[value("S1", "jobs", 2026, 3, jobs)],
    )


def _with_warnings(store: Store, count: int = 2) -> int:
    rows = [
        (n, "target_lowered", "warning", "목표", f"D{n}", "목표값", "5", "8")
        for n in range(1, count + 1)
    ]
    columns = ["position", "code", "severity", "sheet", "cell", "field", "raw_value", "expected"]
    return send(
        store.ledger,
        "seoul",
        "2026Q3",
        received="2026-10-10",
        outcome="waiting",
        findings=pd.DataFrame(rows, columns=columns),
        project=[S1],
    )


def _state(store: Store, number: int) -> str:
    rows = store.ledger.submissions().set_index("submission")
    return str(rows.loc[number, "submission_state"])


def test_what_passed_the_checks_waits(store: Store) -> None:
    assert _state(store, _send(store, 3)) == "submitted"


def test_what_waits_is_in_no_release(store: Store) -> None:
    _send(store, 3, outcome="accepted")
    _send(store, 9, received="2026-10-11")
    release = publish(store, as_of=AS_OF, final=False, publisher="tester")
    assert release.cursor().execute(
        "select numerator from progress where indicator = 'jobs'"
    ).fetchall() == [(3,)]


def test_a_province_that_waits_is_under_review_rather_than_silent(store: Store) -> None:
    _send(store, 3, outcome="accepted")
    send(store.ledger, "jeju", "2026Q2", received="2026-07-10",
         project=[project("J1", "jeju", "jeju_jeju", "community", 2026)])  # fmt: skip
    send(store.ledger, "jeju", "2026Q3", received="2026-10-10", outcome="waiting")
    release = publish(store, as_of=AS_OF, final=False, publisher="tester")
    asked = ask("regions/submissions", release=release, year=2026, quarter=3).set_index("region")
    assert asked.loc["jeju", "submission_state"] == "submitted"
    absences = (
        release.cursor()
        .execute(
            "select distinct absence from progress where project = 'J1' and quarter = 3 "
            "and indicator = 'jobs'"
        )
        .fetchall()
    )
    assert absences == [("under_review",)]


def test_an_accepted_submission_is_in_the_next_release(store: Store) -> None:
    _send(store, 3, outcome="accepted")
    decide(store.ledger, _send(store, 9, received="2026-10-11"), "accepted", by="manager")
    release = publish(store, as_of=AS_OF, final=False, publisher="tester")
    assert release.cursor().execute(
        "select numerator from progress where indicator = 'jobs'"
    ).fetchall() == [(9,)]


def test_a_decision_made_later_is_not_known_at_an_earlier_position(store: Store) -> None:
    _send(store, 3, outcome="accepted")
    waiting = _send(store, 9, received="2026-10-11")
    before = publish(store, as_of=AS_OF, final=False, publisher="tester")
    position = store.ledger.position()
    decide(store.ledger, waiting, "accepted", by="manager")
    again = publish(store, as_of=AS_OF, final=False, publisher="tester", position=position)
    assert again.manifest.content_digest == before.manifest.content_digest


def test_a_decision_is_made_once(store: Store) -> None:
    number = _send(store, 3)
    decide(store.ledger, number, "accepted", by="manager")
    with pytest.raises(Refused, match="이미 처리"):
        decide(store.ledger, number, "returned", by="manager", note="다시")


def test_what_the_checks_returned_cannot_be_accepted(store: Store) -> None:
    number = _send(store, 3, outcome="returned")
    with pytest.raises(Refused, match="이미 처리"):
        decide(store.ledger, number, "accepted", by="manager", note="그래도")


def test_a_return_says_why(store: Store) -> None:
    number = _send(store, 3)
    with pytest.raises(Refused, match="까닭"):
        decide(store.ledger, number, "returned", by="manager", note="  ")
    decide(store.ledger, number, "returned", by="manager", note="집행액 확인")
    row = store.ledger.submissions().iloc[0]
    assert (row["submission_state"], row["note"], row["decided_by"]) == (
        "returned",
        "집행액 확인",
        "manager",
    )


def test_a_submission_that_is_not_there_cannot_be_decided(store: Store) -> None:
    with pytest.raises(Refused, match="제출 5"):
        decide(store.ledger, 5, "accepted", by="manager")


def test_warnings_need_a_reason_or_a_note_before_they_are_accepted(store: Store) -> None:
    number = _with_warnings(store)
    explain(store.ledger, number, {1: "사업 축소 승인"}, by="officer")
    with pytest.raises(Refused, match="1건"):
        decide(store.ledger, number, "accepted", by="manager")
    explain(store.ledger, number, {2: "사업 축소 승인"}, by="officer")
    decide(store.ledger, number, "accepted", by="manager")
    assert _state(store, number) == "accepted"


def test_a_note_of_the_manager_stands_for_missing_reasons(store: Store) -> None:
    number = _with_warnings(store)
    decide(store.ledger, number, "accepted", by="manager", note="전화로 확인")
    assert _state(store, number) == "accepted"


def test_the_last_reason_given_holds(store: Store) -> None:
    number = _with_warnings(store, 1)
    for reason in ("잘못 적음", "사업 축소 승인"):
        explain(store.ledger, number, {1: reason}, by="officer")
    assert findings_of(store.ledger, number)["reason"].tolist() == ["사업 축소 승인"]


@pytest.mark.parametrize("reasons", [{1: "맞음", 9: "없는 경고"}, {1: "맞음", 2: " "}])
def test_reasons_are_kept_all_or_none(store: Store, reasons: dict[int, str]) -> None:
    number = _with_warnings(store)
    with pytest.raises(Refused):
        explain(store.ledger, number, reasons, by="officer")
    assert findings_of(store.ledger, number)["reason"].isna().all()


def test_who_decided_and_when_is_kept(store: Store) -> None:
    moment = dt.datetime(2026, 10, 20, 9, 30, tzinfo=SEOUL)
    decide(store.ledger, _send(store, 3), "accepted", by="manager", at=moment)
    row = store.ledger.submissions().iloc[0]
    assert row["decided_at"].isoformat() == "2026-10-20T09:30:00+09:00"
