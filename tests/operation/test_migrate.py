"""Migrations: from every earlier version, nothing lost, after a backup, all or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from monitor.operation.backups import Backups
from monitor.operation.migrate import migrate, schema_of
from monitor.operation.restore import restore
from monitor.store import Store, publish
from monitor.store import ledger as ledger_module
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.operation.old_ledgers import NEWEST, VERSIONS, Contents, contents, go_on, made, shown

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


@dataclass(frozen=True)
class New:
    """What a ledger holds that today's program made with all that the versions wrote."""

    store: Store
    contents: Contents
    definitions: dict[str, str]
    digest: str


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> New:
    """Return what a ledger made today holds, and the digest of its release."""
    store = Store(tmp_path_factory.mktemp("new"), LOCAL)
    store.ledger.position()
    go_on(store.ledger, 0)
    held, definitions = contents(store.ledger.path), shown(store.ledger.path)
    return New(store, held, definitions, _digest(store))


def _digest(store: Store) -> str:
    released = publish(store, as_of=dt.date(2027, 3, 31), final=False, publisher="tester")
    return released.manifest.content_digest


# ── from every earlier version ───────────────────────────────────────────────────────────────────


def test_nothing_of_an_old_ledger_is_lost_and_going_on_it_is_like_one_made_new(
    old: tuple[Store, int], new: New, tmp_path: Path
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
    go_on(store.ledger, version)
    assert shown(store.ledger.path) == new.definitions
    assert contents(store.ledger.path) == new.contents
    if version in {EARLIER[0], EARLIER[-1]}:  # of the same ledger it is the same for all
        assert _digest(store) == new.digest


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
    first: Store, new: New
) -> None:
    names = schema_of(first).pending
    assert names[0] == "0002_review" and len(names) == len(EARLIER)
    assert migrate(new.store, None) == (schema_of(new.store), None)
