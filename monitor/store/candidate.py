"""A candidate: the release that publishing now would give, built aside and removed afterwards."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from monitor.access import local
from monitor.store.publish import publish
from monitor.store.release import Release, Store
from monitor.store.review import decide

_NOBODY: Final = "–"


@contextmanager
def candidate(
    store: Store,
    *,
    as_of: dt.date,
    accepting: Sequence[int] = (),
    position: int | None = None,
) -> Iterator[Release]:
    """Build a release of the ledger as it is, or as it would be; nothing in the store changes.

    Args:
        store: whose ledger; it is copied, and other writers wait while it is.
        as_of: the 기준일.
        accepting: waiting submissions that are taken for accepted.
        position: the last entry that counts; all when absent.

    Raises:
        Refused: what ``publish`` refuses, such as ``checks_failed``; ``already_decided`` for a
            submission that does not wait.
    """
    store.actor.permit("publish", on=f"{as_of:%Y-%m-%d}-candidate")
    with tempfile.TemporaryDirectory(prefix="monitor-candidate-") as folder:
        # What is built aside is nobody's but this program's.
        aside = Store(folder, local("program"))
        with store.ledger.kept_open(read_only=True):
            store.ledger.copy_to(aside.ledger.path)
        if store.releases_folder.exists():
            # What was first published is looked up in the releases themselves.
            Path(aside.releases_folder).symlink_to(store.releases_folder)
        for submission in accepting:
            decide(aside.ledger, submission, "accepted", by=_NOBODY, note=_NOBODY)
        built = publish(
            aside, as_of=as_of, final=False, publisher=_NOBODY, preview=True, position=position
        )
        try:
            yield built
        finally:
            built.close()


@contextmanager
def as_it_is(store: Store, published: Release) -> Iterator[Release]:
    """Give what publishing now would give: a release itself, unless something counts since."""
    with store.ledger.reading() as connection:
        since = connection.execute(
            """
            select count(*)
            from ledger_entry
            left join submission_state on ledger_entry.entry = submission_state.submission
            where
                ledger_entry.entry > $position
                and submission_state.submission_state is distinct from 'submitted'
            """,
            {"position": published.manifest.ledger_position},
        ).fetchall()
    if since[0][0] == 0:
        yield published
        return
    with candidate(store, as_of=published.manifest.as_of) as built:
        yield built
