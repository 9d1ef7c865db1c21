"""The audit on the command line: shown, checked, exported, and removed when it may be."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.access import Grant, People, local
from monitor.access.appending import SEOUL
from monitor.access.audit import Audit
from tests.test_cli import Ran, run

__all__ = ["run"]
HERE = local("program").account
SAID: dict[str, Any] = {
    "account": "kim.moi",
    "role": "manager",
    "action": "publish",
    "on": "2028-02-29-final-1",
    "origin": "page",
    "address": "10.0.0.7",
}
Asks = Callable[..., Ran]


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    """Return an audit of two lines of a past year."""
    audit = Audit(tmp_path / "access")
    for outcome in ("allowed", "refused"):
        audit.record(**SAID, outcome=outcome, at=dt.datetime(2020, 3, 2, 12, tzinfo=SEOUL))
    return audit


@pytest.fixture
def asks(run: Asks, tmp_path: Path) -> Asks:
    return lambda *words: run("--store", tmp_path, *words)


def test_the_audit_is_listed_newest_first_in_words(audit: Audit, asks: Asks) -> None:
    listed = asks("audit", "--outcome", "refused", "--account", "kim.moi")
    assert listed.code == 0 and "공표함" in listed.out and "거부" in listed.out
    rows = json.loads(asks("audit", "--format", "json").out)
    assert [row["action"] for row in rows[:3]] == ["read_audit", "read_audit", "publish"]
    assert rows[-1]["at"] == "2020-03-02T12:00:00+09:00"
    assert len(asks("audit", "--last", "1", "--format", "csv").out.splitlines()) == 2
    assert "number" in asks("audit", "--since", "2099-01-01", "--format", "csv").out


def test_a_whole_audit_ends_with_0_and_says_its_end(audit: Audit, asks: Asks) -> None:
    noted = audit.head()
    checked = asks("audit-check", "--head", f"{noted.number}:{noted.digest}")
    head = audit.head()
    assert checked.code == 0 and f"{head.number}:{head.digest}" in checked.out
    other = asks("audit-check", "--head", f"{noted.number}:{'f' * 64}")
    assert other.code == 1 and "2번 줄이 바뀌었습니다" in other.err
    assert "123:x" in asks("audit-check", "--head", "123:x").err


def test_a_broken_audit_ends_with_1_and_says_where(audit: Audit, asks: Asks) -> None:
    file = next(audit.folder.glob("audit-2020.jsonl"))
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[1])
    checked = asks("audit-check")
    assert checked.code == 1
    assert "1번 줄이 없어졌습니다(audit-2020.jsonl, 1행 앞)" in checked.err


def test_the_audit_is_exported_with_its_digests(audit: Audit, asks: Asks, tmp_path: Path) -> None:
    file = tmp_path / "audit.csv"
    assert asks("audit-export", "-o", file, "--until", "2020-12-31").code == 0
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["outcome"] for row in rows] == ["allowed", "refused"]
    assert rows[0]["digest"] == rows[1]["previous"]
    assert asks("audit-export", "-o", file).code == 1  # it is there already
    assert "xml" in asks("audit-export", "-o", tmp_path / "audit.xml").err
    assert asks("audit-export", "-o", tmp_path / "a.json").code == 0
    assert len(json.loads((tmp_path / "a.json").read_text())) == len(audit.entries())


def test_old_years_are_removed_and_young_ones_are_not(audit: Audit, asks: Asks) -> None:
    this_year = dt.datetime.now(SEOUL).year
    young = asks("audit-remove", "--before", str(this_year))
    assert young.code == 1 and f"{this_year - 3}년" in young.err
    removed = asks("audit-remove", "--before", "2021")
    assert removed.code == 0 and "2020" in removed.out
    assert audit.check() == () and 2020 not in set(audit.entries()["at"].dt.year)
    assert "2021년 앞의 기록이 없습니다" in asks("audit-remove", "--before", "2021").out
    failed = audit.entries(action="operate", outcome="failed")
    assert list(failed["on"]) == [f"audit-remove:{this_year}"]


def test_who_may_not_is_refused_and_that_is_on_record(audit: Audit, asks: Asks) -> None:
    People(audit.folder).grant(Grant("op", "", "operator", valid_from=dt.date(2020, 1, 1)))
    People(audit.folder).grant(Grant(HERE, "", "viewer", valid_from=dt.date(2020, 1, 1)))
    for words in (["audit"], ["audit-check"], ["audit-remove", "--before", "2021"]):
        assert asks(*words).code == 1
    refused = audit.entries(account=HERE, outcome="refused")
    assert list(refused["action"]) == ["read_audit", "operate", "operate"]
