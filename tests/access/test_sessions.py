"""Sessions end: by the clock, and for every copy of a cookie by signing out."""

from __future__ import annotations

import time
from pathlib import Path

from monitor.access import Sessions


def test_a_sign_in_holds_for_its_hours(tmp_path: Path) -> None:
    sessions, now = Sessions(tmp_path, hours=1), time.time()
    assert sessions.holds("kim", now)
    assert sessions.holds("kim", now - 3590)
    assert not sessions.holds("kim", now - 3700)


def test_a_token_of_a_time_to_come_does_not_count(tmp_path: Path) -> None:
    assert not Sessions(tmp_path, hours=1).holds("kim", time.time() + 3600)


def test_signing_out_ends_every_session_of_the_account_and_no_other(tmp_path: Path) -> None:
    sessions, before = Sessions(tmp_path, hours=1), time.time() - 5
    sessions.end("kim")
    assert not sessions.holds("kim", before)
    assert sessions.holds("lee", before)
    assert sessions.holds("kim", time.time())


def test_another_replica_knows_it(tmp_path: Path) -> None:
    Sessions(tmp_path, hours=1).end("kim")
    assert not Sessions(tmp_path, hours=1).holds("kim", time.time() - 5)


def test_what_is_remembered_names_nobody(tmp_path: Path) -> None:
    Sessions(tmp_path, hours=1).end("kim@example.kr")
    assert "kim" not in (tmp_path / "signed_out.json").read_text(encoding="utf-8")


def test_a_spoilt_memory_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "signed_out.json").write_text("{", encoding="utf-8")
    sessions = Sessions(tmp_path, hours=1)
    sessions.end("kim")
    assert not sessions.holds("kim", time.time() - 5)
