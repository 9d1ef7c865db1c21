"""The audit killed at every call by which it writes: before it, after it, and in its middle."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.access.appending import SEOUL
from monitor.access.audit import Audit
from tests.access.said import SAID

NOON = dt.datetime(2028, 3, 2, 12, tzinfo=SEOUL)
WRITES = ("open", "write", "fdatasync", "pwrite", "fsync")


class Killed(BaseException):
    """What ends a process in the midst of a call: nothing catches it."""


def _kill_at(monkeypatch: pytest.MonkeyPatch, at: int, when: str) -> list[str]:
    """Let the call of that number, of those that write, be the last; return the calls made."""
    calls: list[str] = []

    def killing(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(descriptor: Any, *rest: Any, **named: Any) -> Any:
            calls.append(name)
            if len(calls) != at:
                return real(descriptor, *rest, **named)
            if when == "after":
                real(descriptor, *rest, **named)
            elif when == "amid" and name == "write":
                real(descriptor, rest[0][: len(rest[0]) // 2])
            raise Killed

        return called

    for name in WRITES:
        monkeypatch.setattr(os, name, killing(name, getattr(os, name)))
    return calls


def _record(audit: Audit, count: int, at: dt.datetime = NOON) -> None:
    for number in range(count):
        audit.record(**SAID, at=at + dt.timedelta(minutes=number))


def _tear(audit: Audit) -> None:
    _record(audit, 3)
    with (audit.folder / "audit-2028.jsonl").open("ab") as content:
        content.write(b'{"number":4,"at"')


# A first line ever, one more, one after a torn one, one of a new year.
BEFORE: dict[str, Callable[[Audit], None]] = {
    "the first": lambda audit: None,
    "one more": lambda audit: _record(audit, 3),
    "after a torn one": _tear,
    "in a new year": lambda audit: _record(audit, 3, NOON.replace(year=2027)),
}


@pytest.mark.parametrize("when", ["before", "after", "amid"])
@pytest.mark.parametrize("before", BEFORE)
def test_killed_at_any_write_it_goes_on_whole(tmp_path: Path, before: str, when: str) -> None:
    at, ended = 0, False
    while not ended:
        at += 1
        audit = Audit(tmp_path / str(at))
        BEFORE[before](audit)
        known = audit.head()
        with pytest.MonkeyPatch.context() as patch:
            _kill_at(patch, at, when)
            try:
                audit.record(**SAID, at=NOON + dt.timedelta(days=1))
                ended = True
            except Killed:
                pass
        assert audit.check(known) == ()
        number = audit.record(**SAID, at=NOON + dt.timedelta(days=2))
        assert (audit.check(known), audit.head().number) == ((), number)
        assert list(audit.entries()["number"]) == list(range(1, number + 1))
    assert at > 4  # it was killed some times


def test_threads_that_append_at_once_make_one_chain(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    numbers: list[int] = []

    def append() -> None:
        for _ in range(15):
            numbers.append(audit.record(**SAID))  # noqa: PERF401 - as they come

    threads = [threading.Thread(target=append) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(numbers), audit.check()) == (list(range(1, 91)), ())
