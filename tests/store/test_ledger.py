"""The ledger: append-only, whole or nothing, one writer at a time, and never silently broken."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from monitor.store import Ledger, Store, Submission
from monitor.store import ledger as ledger_module
from monitor.vocabulary import ROOT
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.making import SEOUL, frame, send, value
from tests.processes import PROCESSES
from tests.tiny import S1

KNOWN = [int(file.name[:4]) for file in sorted(ledger_module._MIGRATIONS.glob("*.sql"))]
NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=SEOUL)


def _submission(content: bytes, file_name: str = "a.xlsx") -> Submission:
    return Submission(NOON, "tester", file_name, content, "accepted")


def _count(ledger: Ledger, table: str) -> int:
    with ledger.reading() as connection:
        return int(connection.execute(f'select count(*) from "{table}"').fetchall()[0][0])


# ── append-only ──────────────────────────────────────────────────────────────────────────────────


def test_a_correction_is_a_new_row_and_the_old_one_stays(store: Store) -> None:
    for received, jobs in (("2026-07-10", 3), ("2026-08-10", 5)):
        send(
            store.ledger, "seoul", "2026Q2", received=received,
            observation=[value("S1", "jobs", 2026, 2, jobs)],
        )  # fmt: skip
    with store.ledger.reading() as connection:
        rows = connection.execute(
            "select submission, value from observation_report order by submission"
        ).fetchall()
    assert rows == [(1, 3), (3, 5)]  # 2 was the acceptance of 1


def test_a_zero_is_kept_without_a_sign(store: Store) -> None:
    send(
        store.ledger, "seoul", "2026Q1", received="2026-04-10", project=[S1],
        observation=[value("S1", "jobs", 2026, 1, -0.0), value("S1", "jobs", 2026, 2, -1.5)],
    )  # fmt: skip
    with store.ledger.reading() as connection:
        rows = connection.execute("select value::varchar from observation_report order by quarter")
        assert rows.fetchall() == [("0.0",), ("-1.5",)]


def test_no_statement_of_ours_changes_or_removes_a_row() -> None:
    changing = re.compile(
        r"\b(update\s+\w+\s+set|delete\s+from\s+(?!temp\.)|truncate|insert or replace)\b", re.I
    )
    for file in [*ROOT.glob("monitor/**/*.py"), *ROOT.glob("monitor/**/*.sql")]:
        assert not changing.search(file.read_text(encoding="utf-8")), file


def test_the_received_file_is_kept_byte_for_byte(store: Store) -> None:
    content = bytes(range(256)) * 4096 + b"\x00"
    number = store.ledger.append(_submission(content), {})
    assert store.ledger.received_file(number) == content
    assert store.ledger.submissions()["sha256"].tolist() == [hashlib.sha256(content).hexdigest()]


def test_the_same_file_is_refused_the_second_time_under_any_name(store: Store) -> None:
    store.ledger.append(_submission(b"same"), {})
    with pytest.raises(Refused, match=r"b\.xlsx.*제출 1, 2026-07-01"):
        store.ledger.append(_submission(b"same", "b.xlsx"), {})
    assert store.ledger.position() == 1


def test_submissions_are_numbered_in_the_order_they_came(store: Store) -> None:
    numbers = [store.ledger.append(_submission(f"{n}".encode()), {}) for n in range(3)]
    assert numbers == [1, 2, 3]
    assert store.ledger.submissions()["submission"].tolist() == numbers


def test_a_submission_that_breaks_a_constraint_leaves_nothing(store: Store) -> None:
    facts = {
        "project": frame("project", [S1]),
        "budget": frame("budget", [("S1", 2026, 2, "national", 100, 50, 60)]),  # 60 of 50
    }
    with pytest.raises(duckdb.ConstraintException):
        store.ledger.append(_submission(b"bad"), facts)
    assert store.ledger.position() == 0
    for table in ("submission", "received_file", "project_report", "budget_report"):
        assert _count(store.ledger, table) == 0
    assert store.ledger.append(_submission(b"bad"), {}) == 1  # and may come again


def test_a_submission_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="제출 7"):
        store.ledger.received_file(7)


def test_who_when_and_for_which_period_stands_on_a_submission(store: Store) -> None:
    send(store.ledger, "seoul", "2026Q2", received="2026-07-10")
    row = store.ledger.submissions().iloc[0]
    assert (row["submitted_by"], row["region"], row["year"], row["quarter"]) == (
        "tester",
        "seoul",
        2026,
        2,
    )
    assert row["received_at"].isoformat() == "2026-07-10T10:00:00+09:00"
    assert (row["submission_state"], row["errors"]) == ("accepted", 0)


def test_one_rare_text_among_many_empty_cells_is_kept(store: Store) -> None:
    # a column's type must not be guessed from its first thousand rows
    rows = [value("S1", f"i{number}", 2026, 2, 1) for number in range(5000)]
    rows[3333] = ("S1", "i3333", 2026, 2, None, None, None, "withheld")
    store.ledger.append(_submission(b"long"), {"observation": frame("observation", rows)})
    with store.ledger.reading() as connection:
        told = connection.execute(
            "select indicator, absence from observation_report where absence is not null"
        ).fetchall()
    assert told == [("i3333", "withheld")]


# ── migrations ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of migrations that begins with the project's own."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in ledger_module._MIGRATIONS.glob("*.sql"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(ledger_module, "_MIGRATIONS", folder)
    return folder


def _versions(ledger: Ledger) -> list[int]:
    with ledger.reading() as connection:
        rows = connection.execute("select version from schema_migration order by rowid").fetchall()
    return [row[0] for row in rows]


def test_migrations_are_applied_once_and_in_the_order_of_their_numbers(
    store: Store, migrations: Path
) -> None:
    (migrations / "0910_third.sql").write_text("alter table note add column day date")
    (migrations / "0900_second.sql").write_text("create table note (text varchar)")
    store.ledger.append(_submission(b"one"), {})
    store.ledger.append(_submission(b"two"), {})
    assert _versions(store.ledger) == [*KNOWN, 900, 910]


def test_a_ledger_of_an_older_schema_is_brought_up_also_by_a_reader(
    store: Store, migrations: Path
) -> None:
    store.ledger.append(_submission(b"one"), {})
    (migrations / "0900_second.sql").write_text("create table note (text varchar)")
    assert _count(store.ledger, "note") == 0
    assert store.ledger.position() == 1


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(store: Store, migrations: Path) -> None:
    store.ledger.append(_submission(b"one"), {})
    half = "create table note (text varchar); create table note (text varchar);"
    (migrations / "0900_second.sql").write_text(half)
    with pytest.raises(duckdb.CatalogException):
        store.ledger.append(_submission(b"two"), {})
    (migrations / "0900_second.sql").unlink()
    assert _versions(store.ledger) == KNOWN
    assert store.ledger.position() == 1


def test_a_ledger_of_a_newer_schema_is_refused_by_readers_and_writers(
    store: Store, migrations: Path
) -> None:
    (migrations / "0900_second.sql").write_text("create table note (text varchar)")
    store.ledger.append(_submission(b"one"), {})
    (migrations / "0900_second.sql").unlink()
    content = store.ledger.path.read_bytes()

    def open_unchanged() -> None:
        with store.ledger.unchanged():
            pass

    for verb in (
        store.ledger.position,
        lambda: store.ledger.append(_submission(b"two"), {}),
        open_unchanged,
    ):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.key == "ledger_newer"
    assert store.ledger.path.read_bytes() == content


# ── many at once ─────────────────────────────────────────────────────────────────────────────────


def _append_many(path: Path, name: str, times: int) -> None:
    for number in range(times):
        Ledger(path).append(_submission(f"{name} {number}".encode()), {})


def test_processes_that_write_at_once_all_land(store: Store) -> None:
    path = store.ledger.path  # and the first of them makes the ledger
    with PROCESSES.Pool(3) as pool:
        pool.starmap(_append_many, [(path, name, 4) for name in "abc"])
    assert store.ledger.submissions()["submission"].tolist() == list(range(1, 13))


def test_threads_that_read_and_write_at_once_all_land(store: Store) -> None:
    threads = [
        threading.Thread(target=_append_many, args=(store.ledger.path, name, 3)) for name in "ab"
    ] + [threading.Thread(target=store.ledger.position) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.ledger.position() == 6


def _hold(path: Path, held: Event, release: Event) -> None:
    with Ledger(path).writing():
        held.set()
        release.wait(20)


@contextmanager
def _held_by_another(path: Path) -> Iterator[Callable[[], None]]:
    held, release = PROCESSES.Event(), PROCESSES.Event()
    holder = PROCESSES.Process(target=_hold, args=(path, held, release))
    holder.start()
    try:
        assert held.wait(20)
        yield release.set
    finally:
        release.set()
        holder.join()


def test_a_writer_waits_while_another_process_holds_the_ledger(store: Store) -> None:
    store.ledger.append(_submission(b"one"), {})
    with _held_by_another(store.ledger.path) as let_go:
        threading.Timer(0.3, let_go).start()
        started = time.monotonic()
        assert store.ledger.append(_submission(b"two"), {}) == 2
        assert time.monotonic() - started > 0.2


def test_who_has_waited_long_enough_is_told_that_the_ledger_is_busy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.ledger.append(_submission(b"one"), {})
    monkeypatch.setattr(ledger_module, "_WAIT_SECONDS", 0.2)
    with _held_by_another(store.ledger.path), pytest.raises(Refused) as refusal:
        store.ledger.position()
    assert refusal.value.key == "ledger_busy"


def test_a_ledger_kept_open_takes_many_and_lets_others_in_afterwards(store: Store) -> None:
    ledger = store.ledger
    with ledger.kept_open():
        ledger.append(_submission(b"one"), {})
        with pytest.raises(Refused):
            ledger.append(_submission(b"one"), {})  # refused alone, and the others stay
        ledger.append(_submission(b"two"), {})
        assert ledger.position() == 2
    assert Store(store.folder, LOCAL).ledger.position() == 2


# ── broken ───────────────────────────────────────────────────────────────────────────────────────


def _broken(sound: bytes) -> dict[str, bytes]:
    return {
        "empty": b"",
        "text": b"not a ledger",
        "noise": os.urandom(20_000),
        "cut after the header": sound[:12_288],
        "cut in half": sound[: len(sound) // 2],
        "overwritten at the front": b"\0" * 12_288 + sound[12_288:],
        "overwritten behind": sound[:12_288] + b"\xff" * (len(sound) - 12_288),
    }


@pytest.mark.parametrize("damage", sorted(_broken(b"")))
def test_a_broken_ledger_is_refused_in_a_sentence_and_left_as_it_is(
    store: Store, damage: str
) -> None:
    store.ledger.append(_submission(os.urandom(300_000)), {})
    content = _broken(store.ledger.path.read_bytes())[damage]
    store.ledger.path.write_bytes(content)
    for verb in (store.ledger.submissions, lambda: store.ledger.append(_submission(b"x"), {})):
        with pytest.raises(Refused, match=r"ledger\.duckdb.*백업"):
            verb()
    assert store.ledger.path.read_bytes() == content


def test_a_folder_named_lock_or_space_is_not_taken_for_trouble(tmp_path: Path) -> None:
    store = Store(tmp_path / "workspace with a lock", LOCAL)
    store.ledger.append(_submission(b"one"), {})
    store.ledger.path.write_bytes(b"broken")
    with pytest.raises(Refused) as refusal:
        store.ledger.position()
    assert refusal.value.key == "ledger_unreadable"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 3 MB, where one may be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only the administrator can make a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_told_and_nothing_is_half_written(small_disk: Path) -> None:
    store = Store(small_disk / "store", LOCAL)
    store.ledger.append(_submission(b"one"), {})
    with pytest.raises(Refused) as refusal:
        store.ledger.append(_submission(os.urandom(4_000_000)), {})
    assert refusal.value.key == "store_full"
    assert store.ledger.position() == 1
    assert store.ledger.append(_submission(b"two"), {}) == 2


def test_a_ledger_that_is_absent_reads_as_empty(store: Store) -> None:
    listed = store.ledger.submissions()
    assert isinstance(listed, pd.DataFrame) and listed.empty
    assert store.ledger.position() == 0


def test_who_is_at_another_ledger_keeps_nobody_waiting(tmp_path: Path) -> None:
    one, other = Ledger(tmp_path / "one.duckdb"), Ledger(tmp_path / "other.duckdb")
    found: list[int] = []
    with one.reading():
        asking = threading.Thread(target=lambda: found.append(other.position()))
        asking.start()
        asking.join(timeout=30)
        assert found == [0]
        assert Ledger(tmp_path / "one.duckdb").glance() == 0  # this thread's turn it is
        again: list[int | None] = []
        glancing = threading.Thread(target=lambda: again.append(Ledger(one.path).glance()))
        glancing.start()
        glancing.join(timeout=30)
        assert again == [None]
