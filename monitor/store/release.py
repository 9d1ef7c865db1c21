"""Releases: immutable DuckDB files, each with its manifest, served side by side."""

from __future__ import annotations

import datetime as dt
import os
import threading
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import duckdb

from monitor.access import NOBODY, Actor, Who, actor_of
from monitor.store.ledger import Ledger
from monitor.vocabulary import ROOT
from monitor.wording import Refused

DEFAULT_FOLDER: Final = ROOT / "data" / "store"
_CONNECTIONS: Final[dict[Path, duckdb.DuckDBPyConnection]] = {}
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True)
class Manifest:
    """What a release is: its date, its state, who published it, and the digest of its content."""

    release: str
    release_number: int
    as_of: dt.date
    release_state: str
    data_kind: str
    ledger_position: int
    submissions: int
    projects: int
    observations: int
    first_year: int
    last_year: int
    last_quarter: int
    published_on: dt.date
    published_by: str
    content_digest: str

    @property
    def is_demonstration(self) -> bool:
        """Say whether any of its data are made up."""
        return self.data_kind == "demonstration"

    def last_quarter_of(self, year: int) -> int:
        """Return the last quarter that the release covers in ``year``."""
        return self.last_quarter if year == self.last_year else 4


@dataclass(frozen=True)
class Release:
    """A release file, opened by somebody. Its answers never change and may be kept for ever."""

    path: Path
    actor: Actor | None = field(default=None, compare=False, repr=False)

    @cached_property
    def manifest(self) -> Manifest:
        """Return the manifest written with the file."""
        return _manifest(self.path, self.path.stat().st_mtime_ns)

    def members(self, action: str) -> frozenset[str] | None:
        """Return the members of the panel as whom an action is open to the reader, None for all."""
        return frozenset() if self.actor is None else self.actor.members(action)

    def is_sound(self) -> bool:
        """Say whether the file can be read and holds the release that its name says."""
        try:
            return self.manifest.release == self.path.stem
        except (duckdb.Error, ValueError):
            return False

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of the process's one read-only connection to this file."""
        return _connection(self.path).cursor()

    def close(self) -> None:
        """Let go of a file that is about to be removed."""
        with _ONE_AT_A_TIME:
            connection = _CONNECTIONS.pop(self.path, None)
        if connection is not None:
            connection.close()


@cache
def _manifest(path: Path, _written: int) -> Manifest:
    """Read a file's manifest, once a process unless the file is written again."""
    columns = ", ".join(field.name for field in fields(Manifest))
    (row,) = _connection(path).cursor().execute(f"select {columns} from manifest").fetchall()
    return Manifest(*row)


def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    """Return the process's one connection to a file."""
    with _ONE_AT_A_TIME:
        if path not in _CONNECTIONS:
            _CONNECTIONS[path] = _connect(path)
        return _CONNECTIONS[path]


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(path, read_only=True)
    # A question takes milliseconds: sharing one out costs more than it saves, and the other cores
    # are for the other readers.
    connection.execute("set threads = 1")
    # Nothing that a question reads lies outside the release file.
    connection.execute("set enable_external_access = false")
    return connection


class Store:
    """A folder with ``ledger.duckdb``, ``releases/`` and ``access/``, and who acts on it.

    The folder is ``MONITOR_STORE`` where that is set, ``data/store`` otherwise. Nobody in
    particular may read what is published, and nothing else.
    """

    def __init__(self, folder: Path | str | None = None, who: Who = NOBODY) -> None:
        self.folder = Path(folder or os.environ.get("MONITOR_STORE") or DEFAULT_FOLDER).resolve()
        self.actor = actor_of(who, self.folder / "access")

    @cached_property
    def ledger(self) -> Ledger:
        """Return the ledger of this store, as it is open to who acts."""
        return Ledger(self.folder / "ledger.duckdb", self.actor)

    @property
    def releases_folder(self) -> Path:
        """Return the folder that release files are renamed into."""
        return self.folder / "releases"

    @property
    def previews_folder(self) -> Path:
        """Return the folder of what the panel may read before it is published."""
        return self.folder / "previews"

    def releases(self) -> list[Release]:
        """Return every sound release, newest first. A file that cannot be read is passed over."""
        return self._sound(self.releases_folder)

    def previews(self) -> list[Release]:
        """Return every preview made for the panel, newest first; none to who may not read them."""
        return self._sound(self.previews_folder) if self.actor.opens("read_preview") else []

    def unreadable_releases(self) -> list[str]:
        """Return the names of release files that cannot be read."""
        paths = self.releases_folder.glob("[!.]*.duckdb")
        return sorted(path.stem for path in paths if not Release(path).is_sound())

    def release(self, name: str | None = None) -> Release:
        """Return a release or a preview by its id, the newest release when none is named.

        Raises:
            Refused: ``no_release`` or ``unknown_release``.
        """
        releases = self.releases()
        if not releases:
            raise Refused("no_release")
        if name is None:
            return releases[0]
        for release in [*releases, *self.previews()]:
            if release.manifest.release == name:
                return release
        known = ", ".join(release.manifest.release for release in releases)
        raise Refused("unknown_release", release=name, known=known)

    def _sound(self, folder: Path) -> list[Release]:
        found = [Release(path, self.actor) for path in folder.glob("[!.]*.duckdb")]
        sound = [release for release in found if release.is_sound()]
        return sorted(sound, key=lambda release: release.manifest.release_number, reverse=True)
