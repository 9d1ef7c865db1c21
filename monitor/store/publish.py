"""Publishing: a release built from the ledger as of a moment, gated, flushed, renamed in place."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from monitor.disk import flush
from monitor.store.building import SEOUL, Plan, build
from monitor.store.digest import scalar
from monitor.store.inputs import Inputs, keep_inputs, present_inputs
from monitor.store.ledger import Ledger
from monitor.store.release import Release, Store
from monitor.under_way import under_way
from monitor.wording import Refused


def publish(
    store: Store,
    *,
    as_of: dt.date,
    final: bool,
    publisher: str,
    note: str = "",
    preview: bool = False,
    position: int | None = None,
    moment: dt.datetime | None = None,
) -> Release:
    """Publish a release of the ledger.

    Args:
        store: where ledger and releases lie.
        as_of: the 기준일; quarters that ended on or before it are in the release.
        final: 확정 when true, 잠정 otherwise.
        publisher: who publishes.
        note: why a final release goes out although something is open; kept with it.
        preview: only for the panel to read before it is published; no page but theirs shows it,
            and it is kept, so that what they cite can be found again.
        position: the last submission that counts; the whole ledger when absent.
        moment: when it is published; now when absent.

    Returns:
        The release, already served. A crash at any point before leaves the old one serving.

    Raises:
        Refused: ``nothing_to_publish``, ``nothing_in_period``, ``checks_failed`` with what each
            check found, ``still_open`` when a final release has no note although a province is
            missing or waits, ``published_meanwhile``, ``too_often``, ``not_allowed``.
    """
    store.actor.hold_back("publish")
    folder = store.previews_folder if preview else store.releases_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with store.ledger.kept_open(read_only=True):
        logged = _last_logged(store.ledger, preview=preview)
        last = store.ledger.position()
    number = _next_number(folder, logged)
    state = "preview" if preview else "final" if final else "provisional"
    plan = Plan(
        release=f"{as_of:%Y-%m-%d}-{state}-{number}",
        number=number,
        as_of=as_of,
        state=state,
        position=last if position is None else position,
        moment=moment or dt.datetime.now(SEOUL),
        publisher="",
        note=note.strip(),
    )
    if plan.position == 0:
        raise Refused("nothing_to_publish")
    with (
        under_way("publish"),
        store.actor.acting("publish", on=plan.release),
        _one_publisher(folder),
        _building_file(folder) as building,
    ):
        plan = replace(plan, publisher=store.actor.sign(publisher))
        if _next_number(folder, logged) != number:
            raise Refused("published_meanwhile", release=_last_published(folder))
        earlier, inputs = store.releases(), present_inputs()
        build(store.ledger, plan, building, earlier, inputs)
        published = folder / f"{plan.release}.duckdb"
        _move_into_place(building, published)
    with store.ledger.writing() as connection:
        if preview:
            _log_preview(connection, plan, Release(published), earlier)
        else:
            _log(connection, store.releases(), plan.moment)
        _log_inputs(connection, plan, inputs)
    return Release(published, store.actor)


def _next_number(folder: Path, logged: int) -> int:
    """Return the number of the next release, which no file has, readable or not, or ever had."""
    ends = (path.stem.rsplit("-", 1)[-1] for path in folder.glob("*.duckdb"))
    return max([logged, *(int(end) for end in ends if end.isdecimal())]) + 1


def _last_logged(ledger: Ledger, *, preview: bool) -> int:
    """Return the number of the last release or preview that the ledger knows of."""
    table = "preview_log" if preview else "release_log"
    with ledger.reading() as connection:
        return int(scalar(connection, f"select coalesce(max(release_number), 0) from {table}"))


def _last_published(folder: Path) -> str:
    return max(folder.glob("[!.]*.duckdb"), key=lambda path: path.stat().st_mtime_ns).stem


@contextmanager
def _one_publisher(folder: Path) -> Iterator[None]:
    """Let one process publish at a time; the lock ends with the process that holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _building_file(folder: Path) -> Iterator[Path]:
    """Give a hidden file beside the releases, and remove what is left of it."""
    for abandoned in folder.glob(".building-*"):
        # Only one publisher builds here at a time: what lies about was left by a crash.
        abandoned.unlink(missing_ok=True)
    building = folder / f".building-{uuid.uuid4().hex}.duckdb"
    try:
        yield building
    finally:
        building.unlink(missing_ok=True)
        building.with_suffix(".duckdb.wal").unlink(missing_ok=True)


def _move_into_place(building: Path, published: Path) -> None:
    """Flush the file, make it read-only, and rename it: the one step that counts.

    A link refuses to replace a release of the same name, where a rename would not.
    """
    flush(building)
    building.chmod(0o444)
    try:
        os.link(building, published)
    except FileExistsError:
        raise Refused("published_meanwhile", release=published.stem) from None
    building.unlink()
    flush(published.parent)


def put_back(built: Path, published: Path) -> None:
    """Put a release that was built again where it was lost or damaged."""
    published.parent.mkdir(parents=True, exist_ok=True)
    with _one_publisher(published.parent):
        flush(built)
        built.chmod(0o444)
        built.replace(published)
        flush(published.parent)


def _log(
    connection: duckdb.DuckDBPyConnection, releases: list[Release], moment: dt.datetime
) -> None:
    """Record in the ledger what was published, so that it can be built again.

    A release whose publisher was killed before it came to this is recorded by the next one.
    """
    for release in releases:
        manifest = release.manifest
        connection.execute(
            "insert or ignore into release_log values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                manifest.release,
                manifest.release_number,
                manifest.as_of,
                manifest.release_state,
                manifest.ledger_position,
                moment,
                manifest.published_by,
                manifest.content_digest,
            ],
        )


def _log_preview(
    connection: duckdb.DuckDBPyConnection, plan: Plan, preview: Release, earlier: list[Release]
) -> None:
    """Record a preview: members may cite it, and then it must be found again."""
    connection.execute(
        "insert or ignore into preview_log values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            plan.release,
            plan.number,
            plan.as_of,
            plan.position,
            plan.moment,
            plan.publisher,
            preview.manifest.content_digest,
            max((release.manifest.release_number for release in earlier), default=0),
        ],
    )


def _log_inputs(connection: duckdb.DuckDBPyConnection, plan: Plan, inputs: Inputs) -> None:
    """Record what else a release was built from, and why it went out with something open."""
    keep_inputs(connection, plan.release, inputs)
    if plan.note:
        connection.execute(
            "insert or ignore into release_note values (?, ?)", [plan.release, plan.note]
        )
