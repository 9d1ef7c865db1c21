"""Disk, clock, files and neighbours fail: what was accepted stays, and the doctor says so."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.access import Grant
from monitor.operation.backup import back_up
from monitor.operation.backups import Backups
from monitor.operation.restore import restore
from monitor.store import Store, ask, decide, publish
from monitor.wording import Refused
from tests import tiny as programme
from tests.acting import LOCAL
from tests.drills.doctoring import STORE, broken, said
from tests.making import send
from tests.processes import PROCESSES
from tests.tiny import Tiny

YEAR_END = dt.date(2026, 12, 31)
OPERATOR = Grant("op", "운영", "operator", valid_from=dt.date(2026, 1, 1))
LAST = "2027-12-31-final-2"


@pytest.fixture
def store(tiny: Tiny, tmp_path: Path) -> Store:
    """Return a copy of the tiny programme, published twice."""
    return Store(shutil.copytree(tiny.store.folder, tmp_path / "store"), LOCAL)


@pytest.fixture
def disk(tiny: Tiny, tmp_path: Path) -> Iterator[Path]:
    """Give a small disk with the store on it, where one may be made."""
    place = tmp_path / "disk"
    place.mkdir()
    _mount(place, "size=256m")
    shutil.copytree(tiny.store.folder, place / "store")
    yield place
    # The process keeps its one connection to each release file open.
    subprocess.run(["umount", "--lazy", place], check=True)


def _mount(place: Path, how: str) -> None:
    command = ["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only the administrator can make a small disk")


def _waiting(store: Store) -> int:
    return send(
        store.ledger, "seoul", "2027Q4", received="2028-01-20", outcome="waiting",
        project=[programme.S1],
    )  # fmt: skip


def test_a_full_disk_refuses_every_write_and_loses_nothing(disk: Path) -> None:
    store = Store(disk / "store", LOCAL)
    waiting, before = _waiting(store), store.ledger.position()
    filler = disk / "filler"
    _fill(filler)
    writes = {
        "accept": lambda: decide(store.ledger, waiting, "accepted", by="부처", note="됨"),
        "publish": lambda: publish(store, as_of=YEAR_END, final=False, publisher="부처"),
        "back up": lambda: back_up(store, disk / "backups"),
        "register": lambda: store.actor.people.grant(OPERATOR),
    }
    for name, write in writes.items():
        with pytest.raises(Refused) as refusal:
            write()
        assert refusal.value.key in {"store_full", "backup_full"}, name
    assert not store.actor.people.is_kept
    filler.unlink()
    assert store.ledger.position() == before
    assert broken(store) == []
    for write in writes.values():
        write()
    assert broken(store) == []


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as stream:
        for size in (1 << 20, 1 << 12):
            try:
                while stream.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def test_a_read_only_disk_is_read_from_and_refuses_every_write(disk: Path) -> None:
    store = Store(disk / "store", LOCAL)
    before = store.ledger.position()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert ask("programme/totals", release=store.release(), year=2027)["projects"].tolist()
    assert store.ledger.position() == before
    for write in (
        lambda: publish(store, as_of=YEAR_END, final=False, publisher="부처"),
        lambda: store.actor.people.grant(OPERATOR),
        lambda: store.actor.permit("publish"),
    ):
        with pytest.raises(Refused):
            write()
    assert broken(store) == ["folder_closed"]
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    publish(store, as_of=YEAR_END, final=False, publisher="부처")


def test_a_clock_that_jumps_back_changes_neither_order_nor_what_counts(store: Store) -> None:
    waiting, long_ago = _waiting(store), dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    entry = decide(store.ledger, waiting, "accepted", by="부처", note="됨", at=long_ago)
    assert entry == store.ledger.position() > waiting
    newest = publish(
        store, as_of=dt.date(2027, 12, 31), final=False, publisher="부처", moment=long_ago
    )
    assert store.release() == newest
    store.actor.audit.record(
        account="kim", role="", action="publish", outcome="allowed", origin="program", at=long_ago
    )
    store.actor.note("signed_in")
    assert store.actor.audit.check() == ()
    assert broken(store) == []


def test_a_corrupted_release_is_not_served_the_one_before_is_and_it_is_reported(
    store: Store,
) -> None:
    file = store.releases_folder / f"{LAST}.duckdb"
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:4096] + bytes(4096))
    assert store.release().manifest.release == "2026-12-31-final-1"
    assert store.unreadable_releases() == [LAST]
    assert "broken" in {state for state, _ in said(store, "releases")}
    again = publish(store, as_of=dt.date(2027, 12, 31), final=True, publisher="부처", note="다시")
    assert store.release() == again


def test_a_corrupted_ledger_leaves_the_releases_serving_and_comes_back_from_the_backup(
    store: Store, tmp_path: Path
) -> None:
    before = store.ledger.position()
    back_up(store, tmp_path / "backups")
    store.ledger.path.write_bytes(store.ledger.path.read_bytes()[:8192])
    assert ask("programme/totals", release=store.release(), year=2027)["projects"].tolist()
    with pytest.raises(Refused) as refusal:
        store.ledger.position()
    assert refusal.value.key == "ledger_unreadable"
    assert "broken" in {state for state, _ in said(store, "ledger")}
    backups = Backups(tmp_path / "backups")
    restore(store, backups, backups.readable()[-1], tmp_path / "restored")
    restored = Store(tmp_path / "restored", LOCAL)
    assert restored.ledger.position() == before
    assert [each.manifest for each in restored.releases()] == [
        each.manifest for each in store.releases()
    ]
    assert {state for state, _ in said(restored, *STORE)} <= {"well", "doubt"}


def _publish(folder: Path) -> None:
    publish(Store(folder, LOCAL), as_of=YEAR_END, final=False, publisher="부처")


def test_two_replicas_publishing_at_once_publish_one_after_the_other_or_say_so(
    store: Store,
) -> None:
    before = [each.manifest.release for each in store.releases()]
    processes = [PROCESSES.Process(target=_publish, args=(store.folder,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    published = [each.manifest for each in store.releases()][: -len(before)]
    assert len(published) == sum(process.exitcode == 0 for process in processes) >= 1
    assert len({each.content_digest for each in published}) == 1
    assert sorted(each.release_number for each in published) == list(range(3, 3 + len(published)))
    assert broken(store) == []
