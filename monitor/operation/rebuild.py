"""Rebuilding: every release from the ledger again, and lost or damaged ones back in their place."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from monitor.operation.objects import remove_tree
from monitor.operation.stored import LEDGER, PREVIEWS, RELEASES, found_digest, said_digest
from monitor.store import Ledger, Release, Store
from monitor.store.building import SEOUL, Plan, build
from monitor.store.inputs import Inputs, inputs_in, inputs_of, present_inputs
from monitor.store.publish import put_back
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

Was = Literal["sound", "damaged", "missing"]
_WORKING: Final = ".rebuilding"
_NOON: Final = dt.time(12, tzinfo=SEOUL)
# Why a release went out with something open is asked of who publishes, not of who builds again.
_NO_NOTE: Final = "–"
_RELEASES: Final = """
select
    release_log.release,
    release_log.release_number,
    release_log.as_of,
    release_log.release_state,
    release_log.ledger_position,
    strftime(release_log.published_at, '%Y-%m-%dT%H:%M:%S.%f%z'),
    release_log.published_by,
    coalesce(release_note.note, $no_note),
    release_log.content_digest,
    release_log.release_number - 1
from release_log
left join release_note using (release)
order by release_log.release_number
"""
_PREVIEWS: Final = """
select
    preview_log.release,
    preview_log.release_number,
    preview_log.as_of,
    'preview',
    preview_log.ledger_position,
    strftime(preview_log.published_at, '%Y-%m-%dT%H:%M:%S.%f%z'),
    preview_log.published_by,
    coalesce(release_note.note, $no_note),
    preview_log.content_digest,
    preview_log.after_release
from preview_log
left join release_note using (release)
order by preview_log.release_number
"""


@dataclass(frozen=True)
class Logged:
    """A release or preview as the ledger remembers it, and the last release before it."""

    plan: Plan
    after: int

    def path(self, folder: Path) -> Path:
        """Return where its file belongs in a store's folder."""
        place = PREVIEWS if self.plan.state == "preview" else RELEASES
        return folder / place / f"{self.plan.release}.duckdb"


@dataclass(frozen=True)
class Rebuilt:
    """What came of building a release again.

    Attributes:
        release: which.
        was: how its file was.
        is_same: whether it was built again with the digest that it was published with.
        is_put_back: whether the file was put in its place.
        is_known: whether the ledger has the reference files of its day.
        reason: why it could not be built at all.
    """

    release: str
    was: Was
    is_same: bool
    is_put_back: bool
    is_known: bool
    reason: Refused | None = None

    @property
    def is_well(self) -> bool:
        """Say whether the release is there as it was published, and can be built again."""
        return self.is_same and (self.was == "sound" or self.is_put_back)


def rebuild(
    store: Store, *, only_check: bool = False, reference: Path | None = None
) -> Iterator[Rebuilt]:
    """Build every release that the ledger remembers again, each as of its position.

    Args:
        store: whose ledger; it is copied, and other writers wait while it is.
        only_check: put nothing back.
        reference: a folder with ``reference`` and ``context`` as a restored backup has it, for
            releases whose reference files the ledger does not have.

    Yields:
        One release after the other, the oldest first, previews last. A sound one is never touched;
        one that comes out otherwise than it was published is never put in its place.

    Raises:
        Refused: ``not_allowed``, ``ledger_missing``, ``rebuild_running``, ``reference``.
    """
    with store.actor.acting("operate", on="rebuild"), _working(store) as working:
        with store.ledger.unchanged():
            store.ledger.copy_to(working / LEDGER)
        ledger = Ledger(working / LEDGER)
        given = _given(reference)
        earlier: dict[int, Release] = {}
        try:
            for logged in _remembered(ledger, store):
                yield _rebuilt(store, ledger, logged, given, earlier, only_check=only_check)
        finally:
            for release in earlier.values():
                release.close()


@contextmanager
def _working(store: Store) -> Iterator[Path]:
    """Give a hidden folder in the store, which goes again, to one who rebuilds at a time."""
    if not store.ledger.path.exists():
        raise Refused("ledger_missing", folder=store.folder)
    descriptor = os.open(store.folder, os.O_RDONLY)
    working = store.folder / _WORKING
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("rebuild_running") from None
        remove_tree(working)  # left by one that was killed
        working.mkdir(mode=0o700)
        yield working
    finally:
        remove_tree(working)
        os.close(descriptor)


def _given(reference: Path | None) -> Inputs:
    if reference is None:
        return present_inputs()
    return inputs_in(Vocabulary(reference / "reference"), reference / "context")


def _remembered(ledger: Ledger, store: Store) -> list[Logged]:
    """Return what the ledger remembers, and sound releases that were killed before it did."""
    with ledger.reading() as connection:
        rows = [
            *connection.execute(_RELEASES, {"no_note": _NO_NOTE}).fetchall(),
            *connection.execute(_PREVIEWS, {"no_note": _NO_NOTE}).fetchall(),
        ]
    logged = [_logged(row) for row in rows]
    names = {each.plan.release for each in logged}
    logged += [_unlogged(each) for each in store.releases() if each.manifest.release not in names]
    return sorted(logged, key=lambda each: (each.plan.state == "preview", each.plan.number))


def _logged(row: tuple[Any, ...]) -> Logged:
    release, number, as_of, state, position, moment, publisher, note, digest, after = row
    published_at = dt.datetime.fromisoformat(moment)
    plan = Plan(release, number, as_of, state, position, published_at, publisher, note, digest)
    return Logged(plan, after)


def _unlogged(release: Release) -> Logged:
    said = release.manifest
    moment = dt.datetime.combine(said.published_on, _NOON)
    plan = Plan(
        said.release,
        said.release_number,
        said.as_of,
        said.release_state,
        said.ledger_position,
        moment,
        said.published_by,
        _NO_NOTE,
        said.content_digest,
    )
    return Logged(plan, said.release_number - 1)


def _rebuilt(
    store: Store,
    ledger: Ledger,
    logged: Logged,
    given: Inputs,
    earlier: dict[int, Release],
    *,
    only_check: bool,
) -> Rebuilt:
    """Build one release again beside the copy of the ledger, and put it back where it must be."""
    plan, file = logged.plan, logged.path(store.folder)
    was = _state(file, plan.digest)
    with ledger.reading() as connection:
        kept = inputs_of(connection, plan.release)
    built = ledger.path.with_name(file.name)
    done = Rebuilt(plan.release, was, is_same=False, is_put_back=False, is_known=kept is not None)
    try:
        before = [release for number, release in earlier.items() if number <= logged.after]
        build(ledger, plan, built, before, kept or given)
        done = replace(done, is_same=found_digest(built) == plan.digest)
    except Refused as refusal:
        done = replace(done, reason=refusal)
    if done.is_same and was != "sound" and not only_check:
        Release(file).close()
        put_back(built, file)
        done = replace(done, is_put_back=True)
    if plan.state != "preview":
        there = file if was == "sound" or done.is_put_back else built
        if (there.exists() and done.reason is None) or was == "sound":
            earlier[plan.number] = Release(there)
    return done


def _state(file: Path, digest: str) -> Was:
    if not file.exists():
        return "missing"
    is_sound = said_digest(file) == digest and found_digest(file) == digest
    return "sound" if is_sound else "damaged"
