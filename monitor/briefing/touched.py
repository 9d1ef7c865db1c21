"""What a correction touches: the figures that have left the house and would say something else.

Asked before it is published, so that whoever decides knows which documents will be out of date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from monitor.briefing.again import Again
from monitor.briefing.verdict_words import Difference, differences
from monitor.briefing.verify import Known, look_up
from monitor.figures.parts import Table
from monitor.figures.view import View
from monitor.store import Release, Store
from monitor.store.candidate import as_it_is, candidate
from monitor.store.stamped import Made, Recorded, Stamped, asked_of_figures
from monitor.wording import Words, date_text, number_text

_MOST_TOLD: Final = 3


@dataclass(frozen=True)
class Touched:
    """A figure that left and that the next release would contradict.

    Attributes:
        figure: as it was stamped.
        documents: those in which it stands, the oldest first.
        records: its answers that change.
        cells: for each of them, where the coming answer differs from the recorded one.
    """

    figure: Stamped
    documents: tuple[Made, ...]
    records: tuple[Recorded, ...]
    cells: tuple[pd.DataFrame, ...]

    @property
    def places(self) -> int:
        """Count the cells that change."""
        return sum(len(each) for each in self.cells)


def touched_by_accepting(store: Store, submission: int) -> list[Touched]:
    """Return the figures that accepting a submission would make others; none before a release.

    Raises:
        Refused: what building a release refuses.
    """
    published = store.releases()
    if not published:
        return []
    as_of = published[0].manifest.as_of
    with (
        as_it_is(store, published[0]) as now,
        candidate(store, as_of=as_of, accepting=[submission]) as coming,
    ):
        return touched(store, coming, now)


def touched(store: Store, coming: Release, now: Release) -> list[Touched]:
    """Return the figures whose numbers change between two releases, those in documents first.

    A figure counts where the question it was drawn from is answered otherwise by the coming
    release than by the present one, and otherwise than was recorded. Each question is asked once,
    however many figures were drawn from it.
    """
    again, ledger = Again(), store.ledger
    changing = {
        code
        for asked, codes in asked_of_figures(ledger)
        if again.change(asked, now, coming)
        for code in codes
    }
    with ledger.kept_open(read_only=True):
        known = look_up(ledger, sorted(changing))
    found = [_touched(figure, known, coming, again) for figure in known.figures]
    told = [each for each in found if each.places]
    return sorted(told, key=lambda each: (not each.documents, each.figure.title, each.figure.code))


def _touched(figure: Stamped, known: Known, coming: Release, again: Again) -> Touched:
    records, cells = [], []
    for recorded in known.answers.get(figure.code, []):
        after = again.as_now(coming, recorded)
        if after is not None and len(differing := again.differing(recorded, after)):
            records.append(recorded)
            cells.append(differing)
    documents = tuple(known.documents.get(figure.code, []))
    return Touched(figure, documents, tuple(records), tuple(cells))


def touched_table(view: View, found: Sequence[Touched]) -> Table:
    """Return what a correction touches as a table: figure, documents, and by how much."""
    words = view.words
    columns = {
        words("verify.code"): [each.figure.code for each in found],
        words("verify.figure"): [each.figure.title for each in found],
        words("verify.documents"): [documents_text(words, each.documents) for each in found],
        words("verify.places"): [number_text(each.places) for each in found],
        words("verify.for_example"): [_for_example(view, each) for each in found],
    }
    raw = pd.DataFrame({"code": [each.figure.code for each in found]})
    return Table(columns, [words("verify.places")], raw)


def documents_text(words: Words, documents: Sequence[Made]) -> str:
    """Name documents with the days on which they were made; a dash for none."""
    named = [f"{each.title} ({date_text(each.made_at, words.language)})" for each in documents]
    return ", ".join(dict.fromkeys(named)) or "–"


def _for_example(view: View, found: Touched) -> str:
    told = [
        each
        for recorded, cells in zip(found.records, found.cells, strict=True)
        for each in differences(view, recorded, cells.head(_MOST_TOLD))
    ]
    return "; ".join(map(_said, told[:_MOST_TOLD]))


def _said(told: Difference) -> str:
    by = f"({told.by})" if told.by else ""
    return " ".join(filter(None, (told.row, told.column, told.recorded, "→", told.now, by)))
