"""The folder, the ledger in it, what it received, and what it says was published."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb

from monitor.operation.doctor.finding import Finding, Patient, broken, doubt, well
from monitor.store import Store, set_up
from monitor.store.ledger import newest_schema

_PATIENCE: Final = 3.0
_PAUSE: Final = 0.05
_SAMPLE: Final = 20
# Writers wait while the ledger is open: it is opened anew for each so many bytes.
_BYTES_AT_ONCE: Final = 50_000_000
_SHOWN: Final = 5


class Busy(Exception):
    """Somebody writes all the time."""


@contextmanager
def opened(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the ledger to look at it: nothing is made, brought up or waited for long."""
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            connection = duckdb.connect(store.ledger.path, read_only=True)
            break
        except duckdb.IOException as error:
            if "could not set lock" not in str(error).lower():
                raise
            if time.monotonic() > give_up:
                raise Busy from error
        time.sleep(_PAUSE)
    with connection:
        set_up(connection)
        yield connection


def folder(patient: Patient) -> Iterator[Finding]:
    """Is the store's folder there, and may we use it?"""
    place = patient.store.folder
    if not place.is_dir():
        yield broken("folder_missing", place=place)
    elif not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        yield broken("folder_closed", place=place)
    else:
        yield well("folder_well", place=place)


def ledger(patient: Patient) -> Iterator[Finding]:
    """Does the ledger open, in which schema, and are its entries whole?"""
    path = patient.store.ledger.path
    if not path.exists():
        yield broken("ledger_missing", file=path.name)
        return
    try:
        with opened(patient.store) as connection:
            has = _scalar(connection, "select max(version) from schema_migration")
            count, first, last = _row(
                connection, "select count(*), min(entry), max(entry) from ledger_entry"
            )
    except Busy:
        yield doubt("ledger_busy")
        return
    except duckdb.CatalogException:  # before there was a sequence of entries
        yield doubt("schema_old", has=0, newest=newest_schema())
        return
    except duckdb.Error:
        yield broken("ledger_unreadable", file=path.name)
        return
    yield from _schema(has)
    if count and (first != 1 or last != count):
        yield broken("entries_gap", count=count, last=last)
    else:
        yield well("entries_well", count=count)


def _schema(has: int) -> Iterator[Finding]:
    newest = newest_schema()
    if has < newest:
        yield doubt("schema_old", has=has, newest=newest)
    elif has > newest:
        yield broken("schema_new", has=has, newest=newest)
    else:
        yield well("schema_well", has=has)


def received(patient: Patient) -> Iterator[Finding]:
    """Are the received files what they were, by their SHA-256?"""
    if not patient.store.ledger.path.exists():
        return
    with opened(patient.store) as connection:
        listed = connection.execute(
            "select sha256, byte_count from received_file order by sha256"
        ).fetchall()
    # Another twenty each day, so that in time all have been looked at.
    chosen = listed if patient.thorough else _todays(listed)
    altered: list[str] = []
    for part in _parts(chosen):
        with opened(patient.store) as connection:
            for digest in part:
                content = _scalar(
                    connection, "select content from received_file where sha256 = ?", [digest]
                )
                if hashlib.sha256(content).hexdigest() != digest:
                    altered.append(digest[:12])
    if altered:
        yield broken("received_altered", count=len(altered), digests=", ".join(altered[:_SHOWN]))
    else:
        yield well("received_well", count=len(chosen), total=len(listed))


def _todays(listed: list[tuple[str, int]]) -> list[tuple[str, int]]:
    start = int(time.time() // 86_400) * _SAMPLE % max(len(listed), 1)
    return [*listed[start:], *listed[:start]][:_SAMPLE]


def _parts(listed: list[tuple[str, int]]) -> Iterator[list[str]]:
    part: list[str] = []
    weight = 0
    for digest, size in listed:
        part.append(digest)
        weight += size
        if weight > _BYTES_AT_ONCE:
            yield part
            part, weight = [], 0
    if part:
        yield part


def release_log(patient: Patient) -> Iterator[Finding]:
    """Does the ledger's list of releases agree with their files?"""
    store = patient.store
    if not store.ledger.path.exists():
        return
    with opened(store) as connection:
        logged = dict(
            connection.execute("select release, content_digest from release_log").fetchall()
        )
    there = {release.manifest.release: release.manifest for release in store.releases()}
    missing = sorted(logged.keys() - there.keys() - set(store.unreadable_releases()))
    unlogged = sorted(there.keys() - logged.keys())
    differing = sorted(
        name for name in there.keys() & logged.keys() if there[name].content_digest != logged[name]
    )
    if missing:
        yield broken("release_missing", names=_names(missing))
    if differing:
        yield broken("release_differs", names=_names(differing))
    if unlogged:
        yield doubt("release_unlogged", names=_names(unlogged))
    if not (missing or differing or unlogged):
        yield well("release_log_well", count=len(logged))


def newest_moment(store: Store) -> float | None:
    """Return when the ledger was last written to, in seconds since 1970; none where it is empty."""
    with opened(store) as connection:
        moment = _scalar(
            connection,
            "select epoch(max(moment)) from (select max(received_at) as moment from submission "
            "union all select max(decided_at) from decision "
            "union all select max(published_at) from release_log)",
        )
    return None if moment is None else float(moment)


def _names(names: list[str]) -> str:
    more = f" … (+{len(names) - _SHOWN})" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    (row,) = connection.execute(sql).fetchall()
    return tuple(row)


def _scalar(connection: duckdb.DuckDBPyConnection, sql: str, values: Any = None) -> Any:
    (row,) = connection.execute(sql, values).fetchall()
    return row[0]


def size(path: Path) -> int:
    """Return a file's size, 0 when it is gone since it was listed."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0
