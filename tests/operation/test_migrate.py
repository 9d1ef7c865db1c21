"""Migrations: from every earlier version, nothing lost, after a backup, all or nothing."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import duckdb
import pytest

from monitor.operation.backups import Backups
from monitor.operation.migrate import migrate, schema_of
from monitor.operation.restore import restore
from monitor.store import Release, Store, publish
from monitor.store import ledger as ledger_module
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.operation.old_ledgers import NEWEST, VERSIONS, contents, go_on, made, shown

EARLIER = VERSIONS[:-1]


@pytest.fixture(params=EARLIER, ids=lambda version: f"from {version}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Store, int]:
    """Give a store whose ledger is of an earlier version, and that version."""
    store = Store(tmp_path / "store", LOCAL)
    made(store.ledger.path, request.param)
    return store, request.param


@pytest.fixture
def first(tmp_path: Path) -> Store:
    """Give a store of the first version."""
    store = Store(tmp_path / "store", LOCAL)
    made(store.ledger.path, 1)
    return store


@pytest.fixture(scope="module")
def made_new(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store made by today's program, with all that the versions wrote; only read."""
    store = Store(tmp_path_factory.mktemp("new"), LOCAL)
    store.ledger.position()
    go_on(store.ledger, 0)
    return store


@cache
def _published(store: Store) -> Release:
    return publish(store, as_of=dt.date(2027, 3, 31), final=False, publisher="tester")


# ── from every earlier version ───────────────────────────────────────────────────────────────────


def test_every_row_of_an_old_ledger_is_there_after_migrating(
    old: tuple[Store, int], tmp_path: Path
) -> None:
    store, version = old
    before = contents(store.ledger.path)
    assert schema_of(store).has == version
    migrate(store, tmp_path / "backups")
    after = contents(store.ledger.path)
    for table, rows in before.items():
        names = rows[0].keys() if rows else ()  # a table may have got another column since
        kept = [{name: row[name] for name in names} for row in after[table]]
        assert [row for row in rows if row not in kept] == [], table
    assert schema_of(store) == (NEWEST, ())


def test_a_ledger_that_went_on_from_an_old_one_gives_the_release_of_one_made_new(
    old: tuple[Store, int], made_new: Store, tmp_path: Path
) -> None:
    store, version = old
    migrate(store, tmp_path / "backups")
    go_on(store.ledger, version)
    assert shown(store.ledger.path) == shown(made_new.ledger.path)
    assert contents(store.ledger.path) == contents(made_new.ledger.path)
    published = publish(store, as_of=dt.date(2027, 3, 31), final=False, publisher="tester")
    assert published.manifest.content_digest == _published(made_new).manifest.content_digest
    assert published.manifest.projects == 2


# ── as an operator does it ───────────────────────────────────────────────────────────────────────


def test_without_a_backup_nothing_is_migrated(first: Store) -> None:
    content = first.ledger.path.read_bytes()
    with pytest.raises(Refused) as refusal:
        migrate(first, None)
    assert refusal.value.key == "migrate_without_backup"
    assert first.ledger.path.read_bytes() == content


def test_the_backup_made_before_holds_the_ledger_as_it_was(first: Store, tmp_path: Path) -> None:
    content = first.ledger.path.read_bytes()
    migrate(first, tmp_path / "backups")
    backups = Backups(tmp_path / "backups")
    assert (backups.newest().schema, backups.newest().entry) == (1, 3)
    restore(first, backups, backups.newest(), tmp_path / "restored")
    assert (tmp_path / "restored" / "ledger.duckdb").read_bytes() == content


def test_a_backup_that_fails_keeps_the_ledger_from_being_migrated(
    first: Store, tmp_path: Path
) -> None:
    (tmp_path / "letters" / "mine").mkdir(parents=True)
    with pytest.raises(Refused):
        migrate(first, tmp_path / "letters")
    assert schema_of(first).has == 1


def test_a_migration_that_fails_leaves_the_old_ledger_whole(
    first: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in ledger_module._MIGRATIONS.glob("*.sql"):
        (folder / file.name).write_text(file.read_text())
    (folder / "9000_half.sql").write_text("create table half (a integer); select nothing;")
    monkeypatch.setattr(ledger_module, "_MIGRATIONS", folder)
    before = contents(first.ledger.path)
    with pytest.raises(duckdb.Error):
        migrate(first, tmp_path / "backups")
    assert contents(first.ledger.path) == before


def test_what_would_be_applied_is_told_and_a_new_ledger_needs_nothing(
    first: Store, made_new: Store
) -> None:
    names = schema_of(first).pending
    assert names[0] == "0002_review" and len(names) == len(EARLIER)
    assert migrate(made_new, None) == (schema_of(made_new), None)
