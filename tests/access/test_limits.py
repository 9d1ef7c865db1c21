"""What costs much may be asked for only so often, by one person in all their windows together."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from monitor.access import Who, actor_of, local, signed_in
from monitor.access import limits as module
from monitor.access.limits import Costly, Limits
from monitor.briefing.jobs import briefing_job
from monitor.briefing.rehearsal import rehearse
from monitor.briefing.verify import verify_code
from monitor.briefing.verify_file import verify_file
from monitor.intake.check import check
from monitor.store import Store, publish
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused
from tests.tiny import Tiny

BOSS = signed_in("boss", "10.0.0.1")


class Clock:
    """Goes on when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Limits:
    """Let two of everything pass in an hour."""
    made = Limits(lambda _: 2, clock)
    monkeypatch.setattr(module, "limits", lambda: made)
    return made


def _is_held_back(limits: Limits, whose: str, kind: Costly = "check") -> bool:
    try:
        limits.take(whose, kind)
    except Refused as refused:
        return refused.key == "too_often"
    return False


def test_the_third_in_an_hour_is_held_back_and_told_when_to_come_again(limits: Limits) -> None:
    limits.take("boss", "check")
    limits.take("boss", "check")
    with pytest.raises(Refused) as refused:
        limits.take("boss", "check")
    assert refused.value.say("en") == (
        "This can be done 2 times an hour. Please try again in 30 minutes."
    )


def test_there_is_one_again_when_it_was_said(limits: Limits, clock: Clock) -> None:
    assert [_is_held_back(limits, "boss") for _ in range(3)] == [False, False, True]
    clock.now += 29 * 60
    assert _is_held_back(limits, "boss")
    clock.now += 60
    assert not _is_held_back(limits, "boss")


def test_nothing_is_saved_up_beyond_an_hours_worth(limits: Limits, clock: Clock) -> None:
    assert not _is_held_back(limits, "boss")
    clock.now += 100 * 3600
    assert [_is_held_back(limits, "boss") for _ in range(3)] == [False, False, True]


def test_one_person_does_not_hold_back_another_nor_one_kind_another(limits: Limits) -> None:
    assert [_is_held_back(limits, "boss") for _ in range(3)][-1]
    assert not _is_held_back(limits, "viewer")
    assert not _is_held_back(limits, "boss", "export")


def test_who_asks_no_more_is_forgotten(
    limits: Limits, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MANY", 1)
    for each in ("one", "two"):
        limits.take(each, "check")
    clock.now += 3601
    limits.take("three", "check")
    assert [whose for whose, _ in limits._buckets] == ["three"]


@pytest.mark.parametrize("who", [local("page"), local("command line"), Who("boss", "program")])
def test_whoever_has_the_machine_is_not_held_back(limits: Limits, who: Who) -> None:
    for _ in range(5):
        module.hold_back(who, "check")


def test_a_page_of_somebody_who_signed_in_is(limits: Limits, store: Store) -> None:
    actor = actor_of(BOSS, store.folder / "access")
    actor.hold_back("search")
    actor.hold_back("search")
    with pytest.raises(Refused, match="한 시간에"):
        actor.hold_back("search")


WORK: dict[str, Any] = {
    "check": lambda store, _: check(b"", "a.xlsx", Vocabulary(), store.ledger),
    "verify a code": lambda store, _: verify_code(store, "x"),
    "verify a file": lambda store, _: verify_file(store, b"x", "a.csv"),
    "look before publishing": lambda store, _: rehearse(store, dt.date(2027, 12, 31)),
    "publish": lambda store, _: publish(
        store, as_of=dt.date(2027, 12, 31), final=False, publisher=""
    ),
    "brief": lambda store, release: briefing_job(store, Any, release, "ko", "hwpx", by=""),
}


@pytest.mark.parametrize("work", WORK)
def test_costly_work_is_held_back_before_it_begins(limits: Limits, tiny: Tiny, work: str) -> None:
    store = Store(tiny.store.folder, BOSS)
    limits._per_hour = lambda _: 0.001  # type: ignore[assignment,return-value]
    with pytest.raises(Refused, match="한 시간에"):
        WORK[work](store, None)


def test_every_kind_has_its_limit() -> None:
    for kind in Costly.__args__:  # type: ignore[attr-defined]
        assert int(Vocabulary().setting(f"{kind}_per_hour")) >= 40
