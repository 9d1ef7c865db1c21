"""A folder of backups: one manifest a backup, and the objects that they share.

::

    DESTINATION/backups/000007-20270301T020000Z-0a1b2c3d4e5f.json
    DESTINATION/objects/ab/abcd….gz

A manifest's name ends with the beginning of its own SHA-256; the number before it orders backups
whatever the clock said.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from monitor.access.chain import Head
from monitor.disk import flush, written_whole
from monitor.operation.objects import Objects, remove_tree
from monitor.wording import Refused

FORM: Final = 1
_DIGITS: Final = 12


@dataclass(frozen=True)
class Kept:
    """One file of a backup: where it belongs, and the objects that make it up, in order."""

    path: str
    mode: int
    byte_count: int
    sha256: str
    objects: tuple[str, ...]


@dataclass(frozen=True)
class Backup:
    """What a manifest says."""

    number: int
    made_at: str
    # The ledger's last entry, the newest migration it had, and the rows of every table.
    entry: int
    schema: int
    rows: dict[str, int]
    # Content digests of the releases and previews whose files are in the backup.
    releases: dict[str, str]
    # Those that were damaged, or gone, when the backup was made.
    unsound: tuple[str, ...]
    # Number and digest of the audit's last line: a shorter audit has lost lines.
    audit: Head
    is_audit_whole: bool
    program: dict[str, str]
    is_checked: bool
    files: tuple[Kept, ...]
    form: int = FORM
    name: str = ""

    @property
    def is_good(self) -> bool:
        """Say whether it was restored when it was made, and all in it was sound."""
        return self.is_checked and self.is_audit_whole and not self.unsound

    @property
    def needed(self) -> set[str]:
        """Return the objects that it cannot be restored without."""
        return {digest for file in self.files for digest in file.objects}

    @property
    def byte_count(self) -> int:
        """Return the size of all its files."""
        return sum(file.byte_count for file in self.files)


class Backups:
    """The backups in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.objects = Objects(self.folder / "objects")
        self._manifests = self.folder / "backups"

    def names(self) -> list[str]:
        """Return the names of all backups, oldest first."""
        return sorted(path.stem for path in self._manifests.glob("[!.]*.json"))

    def newest(self) -> Backup:
        """Return the newest backup that can be read.

        Raises:
            Refused: ``backup_none``.
        """
        for backup in reversed(self.readable()):
            return backup
        raise Refused("backup_none", folder=self.folder)

    def readable(self) -> list[Backup]:
        """Return every backup whose manifest is sound, oldest first."""
        return [backup for name in self.names() if (backup := self._read(name)) is not None]

    def unreadable(self) -> list[str]:
        """Return the names of the backups whose manifest is not what was written."""
        return [name for name in self.names() if self._read(name) is None]

    def named(self, name: str) -> Backup:
        """Return a backup by its name.

        Raises:
            Refused: ``backup_unknown``, ``backup_unreadable``.
        """
        if name not in self.names():
            raise Refused("backup_unknown", name=name, folder=self.folder)
        backup = self._read(name)
        if backup is None:
            raise Refused("backup_unreadable", name=name)
        return backup

    def add(self, backup: Backup) -> Backup:
        """Put a manifest in its place: from then on there is the backup."""
        content = _written(backup)
        moment = backup.made_at[:19].replace("-", "").replace(":", "")
        digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
        name = f"{backup.number:06d}-{moment}Z-{digest}"
        with written_whole(self._manifests / f"{name}.json") as file:
            file.write(content)
        return replace(backup, name=name)

    def next_number(self) -> int:
        """Return the number that the next backup takes."""
        return max((int(name.partition("-")[0]) for name in self.names()), default=0) + 1

    def keep_only(self, count: int) -> tuple[list[str], int]:
        """Remove all but the newest ``count`` backups and the newest good one.

        Killed anywhere, it leaves whole backups, and objects that the next one removes.

        Returns:
            The names of those removed, and how many objects nobody needed any more. Objects stay
            while there is a manifest that cannot be read: it may need them.
        """
        with self.writing():
            return self._keep_only(count)

    def _keep_only(self, count: int) -> tuple[list[str], int]:
        backups = self.readable()
        kept = backups[-count:] + [backup for backup in backups if backup.is_good][-1:]
        removed = [backup.name for backup in backups if backup not in kept]
        for name in removed:
            (self._manifests / f"{name}.json").unlink(missing_ok=True)
        flush(self._manifests)
        if self.unreadable():
            return removed, 0
        needed = {digest for backup in kept for digest in backup.needed}
        return removed, self.objects.drop_all_but(needed)

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """Hold the folder for one writer, and give a working folder that goes again.

        Raises:
            Refused: ``backup_running``; ``backup_foreign_folder`` for a folder with other things.
        """
        self._make()
        with self._locked(fcntl.LOCK_EX):
            working = self.folder / ".working"
            remove_tree(working)  # left by one that was killed
            working.mkdir(mode=0o700)
            try:
                yield working
            finally:
                remove_tree(working)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep writers from removing anything meanwhile."""
        if not self._manifests.is_dir():
            raise Refused("backup_none", folder=self.folder)
        with self._locked(fcntl.LOCK_SH):
            yield

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            if not _is_locked(descriptor, how):
                raise Refused("backup_running", folder=self.folder)
            yield
        finally:
            os.close(descriptor)

    def _make(self) -> None:
        if not self._manifests.is_dir() and self.folder.is_dir() and any(self.folder.iterdir()):
            ours = {"objects", "backups", ".working", "lost+found"}
            if {path.name for path in self.folder.iterdir()} - ours:
                raise Refused("backup_foreign_folder", folder=self.folder)
        for folder in (self.folder, self.objects.folder, self._manifests):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _read(self, name: str) -> Backup | None:
        try:
            content = (self._manifests / f"{name}.json").read_bytes()
            if hashlib.sha256(content).hexdigest()[:_DIGITS] != name.rpartition("-")[2]:
                return None
            return _read_manifest(json.loads(content), name)
        except (OSError, ValueError, TypeError, KeyError):
            return None


def chosen(source: Path) -> tuple[Backups, Backup]:
    """Return the newest backup of a folder, or the one that a manifest's file name says.

    Raises:
        Refused: ``backup_none``, ``backup_unknown``, ``backup_unreadable``.
    """
    if source.suffix == ".json":
        backups = Backups(source.resolve().parent.parent)
        return backups, backups.named(source.stem)
    backups = Backups(source)
    return backups, backups.newest()


def _is_locked(descriptor: int, how: int) -> bool:
    """Take a lock, which ends with the process that holds it; say whether it was free."""
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _written(backup: Backup) -> bytes:
    told = asdict(backup)
    del told["name"]  # which has the digest of this very text in it
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _read_manifest(told: dict[str, Any], name: str) -> Backup | None:
    """Return what a manifest says, None when it was written by a newer program."""
    if told["form"] > FORM:
        return None
    files = tuple(Kept(**{**file, "objects": tuple(file["objects"])}) for file in told["files"])
    audit = Head(*told["audit"])
    unsound = tuple(told["unsound"])
    return Backup(**{**told, "files": files, "audit": audit, "unsound": unsound, "name": name})
