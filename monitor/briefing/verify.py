"""Verifying: does a figure that left the house still say what its release says?

The recorded question is asked again of the recorded release. The recorded answer is shown whatever
comes of it; and the newest release that can answer the question tells whether the figure was
corrected since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from monitor.briefing.again import Again, QuestionState, may_be_told, question_state
from monitor.store import Ledger, Release, Store
from monitor.store.cells import NO_CELLS
from monitor.store.stamped import (
    Made,
    Recorded,
    Stamped,
    all_stamped,
    documents_with,
    exports,
    kind_of,
    made,
    recorded_of,
)

State = Literal["same", "differs", "not_asked"]
ReleaseState = Literal["same", "absent", "other"]


@dataclass(frozen=True)
class Checked:
    """A recorded answer, asked again of its release.

    Attributes:
        recorded: what was recorded.
        question: whether the question is still asked as it was; ``gone`` where there is none.
        state: ``not_asked`` where the release file is absent or cannot be asked.
        cells: where the answers differ, as ``differing_cells`` tells them.
    """

    recorded: Recorded
    question: QuestionState
    state: State
    cells: pd.DataFrame


@dataclass(frozen=True)
class Later:
    """What the newest release that can answer says instead.

    Attributes:
        release: its id.
        cells: where it differs, for each recorded answer.
    """

    release: str
    cells: tuple[pd.DataFrame, ...]

    @property
    def is_corrected(self) -> bool:
        """Say whether it gives other numbers."""
        return any(len(each) for each in self.cells)


@dataclass(frozen=True)
class Verdict:
    """What came of verifying a figure.

    Attributes:
        figure: the figure as it was stamped.
        release: whether its release is there, with the content it then had.
        answers: its answers, asked again.
        later: the newest release that answers the same questions; none where its own is.
        documents: those in which it stands.
        is_open: whether what was recorded is open to who asks; without it there are no answers.
    """

    figure: Stamped
    release: ReleaseState
    answers: tuple[Checked, ...]
    later: Later | None
    documents: tuple[Made, ...]
    is_open: bool = True

    @property
    def state(self) -> State:
        """Say how it stands over all its answers."""
        if not self.is_open:
            return "not_asked"
        states = {each.state for each in self.answers}
        if "differs" in states:
            return "differs"
        return "not_asked" if "not_asked" in states else "same"


@dataclass(frozen=True)
class Verification:
    """What came of verifying a code: of a figure, or of a document with its figures.

    Attributes:
        code: as it was issued.
        document: the document that has it; none where a figure has.
        figures: a verdict on each figure, in the order of the document.
        exports: the files, as ``monitor.store.stamped.exports`` lists them.
    """

    code: str
    document: Made | None
    figures: tuple[Verdict, ...]
    exports: pd.DataFrame

    @property
    def state(self) -> State:
        """Say how it stands over all its figures."""
        states = {each.state for each in self.figures}
        if "differs" in states:
            return "differs"
        return "not_asked" if "not_asked" in states else "same"


def verify_code(store: Store, typed: str) -> Verification:
    """Verify what has a code, however it was typed.

    Raises:
        Refused: ``not_a_code``, ``code_mistyped``, ``unknown_code``, ``too_often``.
    """
    store.actor.hold_back("verify")
    ledger = store.ledger
    with ledger.kept_open(read_only=True):
        code, kind = kind_of(ledger, typed)
        document = made(ledger, [code])[0] if kind == "document" else None
        known = look_up(ledger, document.figures if document else [code])
        files = exports(ledger, code)
    return Verification(code, document, tuple(verify_figures(store, known)), files)


@dataclass(frozen=True)
class Known:
    """What the ledger knows of figures: each in its order, its answers, its documents."""

    figures: tuple[Stamped, ...]
    answers: dict[str, list[Recorded]]
    documents: dict[str, list[Made]]


def look_up(ledger: Ledger, codes: Sequence[str]) -> Known:
    """Look figures up by their codes as issued; one that stands twice is looked up once."""
    stamps = {each.code: each for each in all_stamped(ledger, codes)}
    figures = tuple(stamps[code] for code in dict.fromkeys(codes) if code in stamps)
    return Known(figures, recorded_of(ledger, codes), documents_with(ledger, codes))


def verify_figures(store: Store, known: Known) -> list[Verdict]:
    """Verify figures that were looked up; each question is asked once."""
    again, published = Again(), store.releases()
    releases = {each.manifest.release: each for each in [*store.previews(), *published]}
    told: list[Verdict] = []
    for figure in known.figures:
        records = known.answers.get(figure.code, [])
        state, documents = _release_state(figure, releases), known.documents.get(figure.code, [])
        if not may_be_told(store.actor, figure.release, records):
            told.append(Verdict(figure, state, (), None, tuple(documents), is_open=False))
            continue
        release = releases.get(figure.release)
        answers = tuple(_checked(each, release, again) for each in records)
        later = _later(figure, records, published, again)
        told.append(Verdict(figure, state, answers, later, tuple(documents)))
    return told


def _release_state(figure: Stamped, releases: Mapping[str, Release]) -> ReleaseState:
    release = releases.get(figure.release)
    if release is None:
        return "absent"
    return "same" if release.manifest.content_digest == figure.release_digest else "other"


def _checked(recorded: Recorded, release: Release | None, again: Again) -> Checked:
    found = None if release is None else again.as_then(release, recorded)
    if found is None:
        return Checked(recorded, question_state(recorded), "not_asked", NO_CELLS)
    cells = again.differing(recorded, found)
    return Checked(recorded, question_state(recorded), "differs" if len(cells) else "same", cells)


def _later(
    figure: Stamped, records: list[Recorded], published: list[Release], again: Again
) -> Later | None:
    for release in newer_than(figure, published):
        found = [again.as_now(release, each) for each in records]
        answers = [each for each in found if each is not None]
        if len(answers) == len(records):
            cells = [again.differing(*each) for each in zip(records, answers, strict=True)]
            return Later(release.manifest.release, tuple(cells))
    return None


def newer_than(figure: Stamped, published: list[Release]) -> list[Release]:
    """Return the releases after a figure's own, the newest first; all where that is not known."""
    names = [each.manifest.release for each in published]
    if figure.release in names:
        return published[: names.index(figure.release)]
    return [each for each in published if each.manifest.content_digest != figure.release_digest]
