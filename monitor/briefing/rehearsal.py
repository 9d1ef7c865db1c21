"""A rehearsal: what publishing now would give, lack and contradict, before anything is published.

The page and the command line both ask it. What was shown is then what goes out, or nothing does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import pandas as pd

from monitor.briefing.touched import Touched, touched
from monitor.store import Release, Store, ask, publish
from monitor.store.building import missing
from monitor.store.candidate import candidate
from monitor.store.gate import Check, ChecksFailed
from monitor.wording import Refused

Becomes: TypeAlias = Literal["provisional", "final", "preview"]
BECOMES: Final[tuple[Becomes, ...]] = ("provisional", "final", "preview")


@dataclass(frozen=True)
class Rehearsal:
    """What publishing as of a date would give.

    Attributes:
        as_of: the 기준일.
        position: the last entry of the ledger that counts.
        releases: those that were published then, the newest first.
        failed: the checks of the gate that found something; nothing goes out then.
        still_open: what the checklist found: columns item, found, detail.
        touched: the figures that have left and would be contradicted; none where a check failed.
    """

    as_of: dt.date
    position: int
    releases: tuple[str, ...]
    failed: tuple[Check, ...]
    still_open: pd.DataFrame
    touched: tuple[Touched, ...]

    @property
    def missing(self) -> list[str]:
        """Return the provinces without which a final release goes out only with a reason."""
        return missing(self.still_open)


def rehearse(store: Store, as_of: dt.date) -> Rehearsal:
    """Build the coming release aside and look at it; nothing in the store changes.

    Raises:
        Refused: ``too_often``, ``not_allowed``, ``nothing_to_publish``, ``nothing_in_period``.
    """
    store.actor.hold_back("publish")
    published = store.releases()
    position, names = store.ledger.position(), _names(published)
    try:
        with candidate(store, as_of=as_of, position=position) as coming:
            listed = ask("releases/checklist", release=coming)
            found = touched(store, coming, published[0]) if published else []
    except ChecksFailed as refused:
        return Rehearsal(as_of, position, names, refused.failed, refused.still_open, ())
    return Rehearsal(as_of, position, names, (), listed[listed["found"] > 0], tuple(found))


def still_stands(store: Store, shown: Rehearsal) -> bool:
    """Say whether nothing was entered in the ledger or published since."""
    return (store.ledger.position(), _names(store.releases())) == (shown.position, shown.releases)


def publish_as_shown(
    store: Store, shown: Rehearsal, becomes: Becomes, *, publisher: str, note: str
) -> Release:
    """Publish what a rehearsal showed.

    Raises:
        Refused: ``changed_since_shown``; what ``publish`` refuses.
    """
    if not still_stands(store, shown):
        raise Refused("changed_since_shown")
    if becomes == "final" and shown.missing and not note.strip():
        # It would be refused all the same, but only once it is built.
        raise Refused("still_open", provinces=", ".join(shown.missing))
    return publish(
        store,
        as_of=shown.as_of,
        final=becomes == "final",
        preview=becomes == "preview",
        publisher=publisher,
        note=note,
        position=shown.position,
    )


def _names(releases: Sequence[Release]) -> tuple[str, ...]:
    return tuple(release.manifest.release for release in releases)
