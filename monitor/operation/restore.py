"""Restoring a backup: into an empty folder, whole, every digest looked at first."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path, PurePosixPath
from typing import Final

import duckdb

from monitor.access import Actor
from monitor.access.audit import Audit, Head
from monitor.disk import flush
from monitor.operation.backups import Backup, Backups, Kept
from monitor.operation.objects import Damaged, remove_tree
from monitor.operation.stored import ACCESS, LEDGER, entries_and_rows, found_digest, release_files
from monitor.store import Ledger, Store
from monitor.wording import Refused

_FULL: Final = frozenset({ENOSPC, EDQUOT})


@dataclass(frozen=True)
class Found:
    """What lies in a store: the ledger's last entry and rows, and which releases are not sound."""

    entry: int
    rows: dict[str, int]
    audit: Head
    unsound: tuple[str, ...]


def restore(store: Store, backups: Backups, backup: Backup, into: Path) -> Found:
    """Restore a backup into an empty folder, and look whether it is what was backed up.

    The audit that is restored records it, too.

    Args:
        store: the one in use, if there still is one: who acts must be allowed to there.
        backups: the folder that the backup is in.
        backup: which.
        into: absent, or an empty folder.

    Raises:
        Refused: ``not_allowed``, ``restore_not_empty``, ``restore_mount_point``,
            ``restore_damaged`` when an object or a number is not what it was, ``restore_full``,
            ``restore_unwritable``. Nothing is then left in the folder.
    """
    into = into.resolve()
    on = f"restore-{backup.name}"
    # Nothing is written into a store that was lost: it is perhaps restored right there.
    if store.ledger.path.exists() or not store.actor.may("operate"):
        store.actor.permit("operate", on=on)
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Refused("restore_not_empty", folder=into)
    if into.is_mount():
        raise Refused("restore_mount_point", folder=into)
    workshop = into.with_name(f".{into.name}-restoring")
    told = told_of_the_disk(into, full="restore_full", unwritable="restore_unwritable")
    with backups.reading(), told:
        remove_tree(workshop)  # left by one that was killed
        try:
            workshop.parent.mkdir(parents=True, exist_ok=True)
            found = lay_out(backups, backup, workshop)
            _record(store.actor, workshop, on)
            os.sync()  # all of it, before it has its name
            workshop.replace(into)
            flush(into.parent)
        except Damaged as damaged:
            raise Refused("restore_damaged", name=backup.name, what=damaged.digest) from None
        finally:
            remove_tree(workshop)
    return found


def _record(actor: Actor, restored: Path, on: str) -> None:
    """Record in a restored store whose it was to restore it."""
    Audit(restored / ACCESS).record(
        account=actor.account,
        role=" ".join(actor.roles()),
        action="operate",
        on=on,
        outcome="allowed",
        origin=actor.who.origin,
        address=actor.who.address,
    )


def lay_out(backups: Backups, backup: Backup, folder: Path) -> Found:
    """Write the files of a backup into a new folder, and compare them with what it says.

    Raises:
        Damaged: what is there is not what was backed up.
    """
    folder.mkdir(mode=0o700)
    for file in backup.files:
        _write(backups, file, folder)
    found = look(folder, backup)
    if (found.entry, found.rows) != (backup.entry, backup.rows):
        raise Damaged(LEDGER)
    if found.audit != backup.audit:
        raise Damaged(ACCESS)
    return found


def look(folder: Path, backup: Backup) -> Found:
    """Look through a store that was laid out: every table, received file and release.

    Raises:
        Damaged: a received file is not the one that its digest names.
    """
    with Ledger(folder / LEDGER).unchanged() as connection:
        (altered,) = connection.execute(
            "select count(*) from received_file where sha256(content) != sha256"
        ).fetchall()
        if altered[0]:
            raise Damaged("received_file")
        entry, rows = entries_and_rows(connection)
    digests = {path.stem: found_digest(path) for path in release_files(folder)}
    unsound = [name for name, digest in backup.releases.items() if digests.get(name) != digest]
    audit = Audit(folder / ACCESS).head()
    return Found(entry, rows, audit, (*backup.unsound, *unsound))


@contextmanager
def told_of_the_disk(place: Path, *, full: str, unwritable: str) -> Iterator[None]:
    """Say in a sentence, whose key is given, that the disk is full or may not be written to."""
    try:
        yield
    except OSError as error:
        raise Refused(full if error.errno in _FULL else unwritable, folder=place) from error
    except duckdb.IOException as error:
        if "no space left" in str(error).lower():
            raise Refused(full, folder=place) from error
        raise


def _write(backups: Backups, file: Kept, folder: Path) -> None:
    path = folder / PurePosixPath(file.path)
    # The manifest's digest is in its name; even so a path stays within the folder.
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Damaged(file.path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        for digest in file.objects:
            backups.objects.write_to(stream, digest)
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
            raise Damaged(file.path)
    path.chmod(file.mode)
