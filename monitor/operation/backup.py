"""Backing up a store while it is used: only what is new is copied, and then restored to see."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from monitor.access.appending import locked
from monitor.access.audit import Audit
from monitor.operation.backups import Backup, Backups, Kept
from monitor.operation.objects import Damaged
from monitor.operation.program import program
from monitor.operation.restore import lay_out, told_of_the_disk
from monitor.operation.stored import (
    ACCESS,
    LEDGER,
    PROGRAM,
    entries_and_rows,
    release_files,
    said_digest,
)
from monitor.store import Store
from monitor.store.blocks import HEADERS
from monitor.vocabulary import CONTEXT, REFERENCE, reference_folder
from monitor.wording import Refused

# A DuckDB file is headers and then blocks, each rewritten as a whole where it stays: cut between
# blocks, of whatever size they are, a day's work changes a tenth of the ledger or less.
_PIECE: Final = 1 << 18
# Tables, the lines of the audit and their head: no keys, no settings of the sign-in.
_DATA: Final = frozenset({".csv", ".jsonl", ".head"})
_LOGGED: Final = "select release, content_digest from release_log"


@dataclass(frozen=True)
class _Taken:
    """A file to be backed up: where it belongs, and where it can be read."""

    path: str
    source: Path
    mode: int


@dataclass(frozen=True)
class Made:
    """A backup that was made, and how much of it was new."""

    backup: Backup
    bytes_written: int


def back_up(store: Store, destination: Path, *, is_checked: bool = True) -> Made:
    """Back up a store; its readers go on, and its writers wait while the ledger is copied.

    Args:
        store: what is backed up, with the reference files in use.
        destination: a folder of backups, outside of the store.
        is_checked: restore what was written aside, and compare it, before it counts as a backup.

    Raises:
        Refused: ``not_allowed``, ``ledger_missing``, ``backup_inside_store``,
            ``backup_foreign_folder``, ``backup_running``, ``backup_full``, ``backup_unwritable``,
            ``backup_damaged`` when it could not be restored. Earlier backups are as they were.
    """
    folder, store_folder = destination.resolve(), store.folder
    if folder.is_relative_to(store_folder) or store_folder.is_relative_to(folder):
        raise Refused("backup_inside_store", folder=folder)
    if not store.ledger.path.exists():
        raise Refused("ledger_missing", folder=store.folder)
    backups = Backups(folder)
    told = told_of_the_disk(folder, full="backup_full", unwritable="backup_unwritable")
    with store.actor.acting("operate", on="backup"), told, backups.writing() as working:
        backup = _keep(store, backups, working)
        if is_checked:
            backup = _checked(backups, backup, working)
        return Made(backups.add(backup), backups.objects.bytes_written)


def _keep(store: Store, backups: Backups, working: Path) -> Backup:
    """Keep every file of the store, and write down what it said of itself at that moment."""
    copy = working / LEDGER
    with store.ledger.unchanged() as connection:
        entry, rows = entries_and_rows(connection)
        logged = dict(connection.execute(_LOGGED).fetchall())
        (schema,) = connection.execute("select max(version) from schema_migration").fetchall()
        # Nobody writes now: what the ledger says was published lies there, and nothing newer does.
        published = release_files(store.folder)
        store.ledger.copy_to(copy)
    said = {path.stem: digest for path in published if (digest := said_digest(path))}
    sound = {name: said[name] for name in said if logged.get(name, said[name]) == said[name]}
    unsound = ({path.stem for path in published} | logged.keys()) - sound.keys()
    access = _copied_access(store, working)
    audit = Audit(access)
    last = next(iter(backups.readable()[-1:]), None)
    taken = [
        *_ledger(copy, store),
        *_released(published, store),
        *_files(access, ACCESS),
        *_files(reference_folder(), f"{PROGRAM}/{REFERENCE.name}"),
        *_files(CONTEXT, f"{PROGRAM}/{CONTEXT.name}"),
    ]
    return Backup(
        number=backups.next_number(),
        made_at=dt.datetime.now(dt.UTC).isoformat(),
        entry=entry,
        schema=schema[0],
        rows=rows,
        releases=sound,
        unsound=tuple(sorted(unsound)),
        audit=audit.head(),
        # The head that the last backup noted is out of reach of whoever writes the store.
        is_audit_whole=not audit.check(last.audit if last else None),
        program=program(),
        is_checked=False,
        files=tuple(_kept(backups, file) for file in taken),
    )


def _ledger(copy: Path, store: Store) -> Iterator[_Taken]:
    """Give the ledger, and the log beside it when a writer was killed."""
    mode = store.ledger.path.stat().st_mode & 0o777
    for source in (copy, copy.with_name(f"{copy.name}.wal")):
        if source.exists():
            yield _Taken(source.name, source, mode)


def _released(published: list[Path], store: Store) -> Iterator[_Taken]:
    """Give releases and previews, which never change: they are read where they lie."""
    for path in published:
        yield _Taken(str(path.relative_to(store.folder)), path, path.stat().st_mode & 0o777)


def _copied_access(store: Store, working: Path) -> Path:
    """Copy who may do what and the audit, while nobody appends to it; return the copy."""
    folder, copy = store.folder / ACCESS, working / ACCESS
    copy.mkdir(mode=0o700)
    with locked(folder, to_write=False):
        for path in folder.glob("[!.]*"):
            if path.suffix in _DATA:
                shutil.copyfile(path, copy / path.name)
    return copy


def _files(folder: Path, place: str) -> Iterator[_Taken]:
    for path in sorted(folder.iterdir()):
        if path.suffix in _DATA:
            yield _Taken(f"{place}/{path.name}", path, 0o600)


def _kept(backups: Backups, file: _Taken) -> Kept:
    """Keep a file: the ledger in pieces, so that only those that changed are new."""
    count = file.source.stat().st_size
    with file.source.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        if file.path == LEDGER:
            sizes = [HEADERS, *[_PIECE] * -(-max(count - HEADERS, 0) // _PIECE)]
        else:
            sizes = [count]
        objects = tuple(backups.objects.keep(stream, size) for size in sizes)
    return Kept(file.path, file.mode, count, sha256, objects)


def _checked(backups: Backups, backup: Backup, working: Path) -> Backup:
    """Restore a backup aside; return it as one that was checked."""
    restored = working / "restored"
    try:
        found = lay_out(backups, backup, restored)
    except Damaged as damaged:
        # Dropped, an object that rotted is kept anew by the next backup.
        backups.objects.drop(damaged.digest)
        raise Refused("backup_damaged", what=damaged.digest) from None
    sound = {name: digest for name, digest in backup.releases.items() if name not in found.unsound}
    return replace(backup, is_checked=True, releases=sound, unsound=found.unsound)
