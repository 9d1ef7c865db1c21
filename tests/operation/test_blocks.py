"""Blocks: new files have small ones, and a store made with large ones goes on as it is."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest

from monitor.operation.backup import back_up
from monitor.operation.backups import Backups
from monitor.operation.rebuild import rebuild
from monitor.operation.restore import restore
from monitor.store import Ledger, Release, Store, ask, building, ledger, publish
from monitor.store.blocks import BLOCK_SIZE
from tests import tiny as tiny_programme
from tests.acting import LOCAL
from tests.tiny import Tiny

LARGE = 1 << 18
_SIZES = (
    "select database_name, block_size from pragma_database_size() "
    "where database_name = current_database()"
)


def _size(connection: duckdb.DuckDBPyConnection) -> int:
    ((_, size),) = connection.execute(_SIZES).fetchall()
    return int(size)


def _sizes(store: Store) -> tuple[int, list[int]]:
    """Return the size of the ledger's blocks, and of the releases', newest first."""
    with store.ledger.reading() as connection:
        return _size(connection), [_size(release.cursor()) for release in store.releases()]


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with 2026, published, as the program made it before."""
    store = Store(tmp_path_factory.mktemp("older"), LOCAL)
    with pytest.MonkeyPatch.context() as patch:
        for module in (building, ledger):
            patch.setattr(module, "BLOCK_SIZE", LARGE)
        with store.ledger.kept_open():
            tiny_programme.report_2026(store.ledger)
        _publish(store, 2026)
    assert _sizes(store) == (LARGE, [LARGE])
    return store.folder


@pytest.fixture
def gone_on(older: Path, tmp_path: Path) -> Store:
    """Give such a store after a year with today's program."""
    store = Store(shutil.copytree(older, tmp_path / "store"), LOCAL)
    with store.ledger.kept_open():
        tiny_programme.report_2027(store.ledger)
    _publish(store, 2027)
    return store


def _publish(store: Store, year: int) -> Release:
    as_of = dt.date(year, 12, 31)
    return publish(store, as_of=as_of, final=True, publisher="tester", note="tried")


def test_a_new_ledger_and_a_new_release_have_small_blocks(tiny: Tiny) -> None:
    assert _sizes(tiny.store) == (BLOCK_SIZE, [BLOCK_SIZE, BLOCK_SIZE])
    assert BLOCK_SIZE < LARGE


def test_a_ledger_keeps_its_large_blocks_and_its_next_release_has_small_ones(
    gone_on: Store, tiny: Tiny
) -> None:
    assert _sizes(gone_on) == (LARGE, [BLOCK_SIZE, LARGE])
    for ours, theirs in zip(gone_on.releases(), tiny.store.releases(), strict=True):
        figures = [
            ask("indicators/total", release=each, indicator="jobs", year=2026)
            for each in (ours, theirs)
        ]
        assert figures[0].equals(figures[1])


def test_a_store_of_both_is_backed_up_restored_and_gone_on_with(
    gone_on: Store, tmp_path: Path
) -> None:
    backups = Backups(tmp_path / "backups")
    made = back_up(gone_on, backups.folder).backup
    assert made.is_good
    restore(gone_on, backups, made, tmp_path / "restored")
    restored = Store(tmp_path / "restored", LOCAL)
    assert restored.ledger.path.read_bytes() == gone_on.ledger.path.read_bytes()
    assert _sizes(restored) == (LARGE, [BLOCK_SIZE, LARGE])
    _publish(restored, 2027)
    assert len(restored.releases()) == 3


def test_a_lost_release_of_large_blocks_comes_back_in_small_ones_with_its_digest(
    gone_on: Store,
) -> None:
    _, lost = gone_on.releases()
    lost.close()
    lost.path.unlink()
    assert [each.is_well for each in rebuild(gone_on)] == [True, True]
    assert _sizes(Store(gone_on.folder)) == (LARGE, [BLOCK_SIZE, BLOCK_SIZE])


def test_a_ledger_that_lies_there_is_opened_whatever_its_blocks(older: Path) -> None:
    assert Ledger(older / "ledger.duckdb").glance() == Store(older).ledger.position()
