"""Making a briefing: a recipe and a release in, a document out that any form can be written of."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import duckdb

from monitor.briefing.changes import Change, change_of, last_before, since_text
from monitor.briefing.exhibit import Document, Exhibit, Item, Section
from monitor.briefing.exhibiting import Sketch, Wanted, draw, stamped_exhibits
from monitor.briefing.numbering import counted_up
from monitor.briefing.recipe import Piece, Recipe, Sentences, said, year_of
from monitor.briefing.telling import sentences_of
from monitor.figures.register import figure_named
from monitor.figures.view import View
from monitor.store import Manifest, Release, Store
from monitor.store.stamps import SEOUL, stamp_document
from monitor.wording import Language, Refused, Words, as_of_text, date_text

Progress: TypeAlias = Callable[[int, int, str], None]
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class Briefing:
    """A document, and what a release could not draw of its recipe, as sentences."""

    document: Document
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """The saved recipe that a briefing is made by: what the next one is compared with."""

    name: str
    version: int


def silent(_done: int, _total: int, _name: str) -> None:
    """Tell nobody how far it is."""


def make(
    store: Store,
    recipe: Recipe,
    release: Release,
    language: Language,
    *,
    by: str,
    named: Named | None = None,
    progress: Progress = silent,
) -> Briefing:
    """Draw and stamp the figures of a recipe, write their sentences, and say what changed.

    Args:
        store: whose ledger records figures and document.
        recipe: what is wanted.
        release: of which.
        language: of the document.
        by: who makes it.
        named: the saved recipe, where it is one.
        progress: told the figures done, of how many, and the title of the last.

    Raises:
        Refused: ``nothing_to_brief`` where no figure could be drawn; what the ledger raises.
    """
    view, words = View(language, release, 17, dark=False), Words(language)
    drawn, left_out = _drawn(recipe, view, progress)
    if not drawn:
        raise Refused("nothing_to_brief", reasons="\n".join(left_out))
    ledger, by = store.ledger, store.actor.sign(by)
    ledger.actor.permit("brief", on=release.manifest.release)
    with ledger.kept_open():
        exhibits = stamped_exhibits(ledger, view.manifest, [sketch for _, sketch in drawn.values()])
        before = last_before(store, named.name, release) if named else None
        code = stamp_document(
            ledger,
            title=said(recipe.title, language),
            language=language,
            release=view.manifest.release,
            figures=[exhibit.code for exhibit in exhibits],
            by=by,
            recipe=(named.name, named.version) if named else None,
        )
    made = {
        place: _Figure(
            number,
            piece,
            sketch.view,
            exhibit,
            change_of(sketch.view, exhibit, before) if before else None,
        )
        for number, ((place, (piece, sketch)), exhibit) in enumerate(
            zip(drawn.items(), exhibits, strict=True), start=1
        )
    }
    document = Document(
        code=code,
        language=language,
        title=said(recipe.title, language),
        office=said(recipe.office, language) or words("builder.office"),
        day=date_text(dt.datetime.now(SEOUL).date(), language),
        as_of=as_of_line(view.manifest, words),
        release=view.manifest.release,
        is_demonstration=view.manifest.is_demonstration,
        sections=tuple(_sections(recipe, words, made)),
        since=since_text(view, before) if before else "",
        unchanged=tuple(_unchanged(words, made.values())) if before else (),
    )
    return Briefing(document, tuple(left_out))


def as_of_line(manifest: Manifest, words: Words) -> str:
    """Return as-of date and state: ``기준일: 2028. 6. 30. (잠정)``."""
    state = words(f"release.{manifest.release_state}")
    return f"{as_of_text(manifest.as_of, words.language)} ({state})"


def wanted_of(piece: Piece, manifest: Manifest) -> Wanted:
    """Return a figure of a recipe as it is wanted of a release.

    Raises:
        Refused: ``unknown_figure``, ``year_not_covered``.
    """
    choices = dict(piece.choices)
    if "year" in choices:
        choices["year"] = year_of(choices["year"], manifest)
    return Wanted(figure_named(piece.figure), choices)


def draw_piece(piece: Piece, view: View) -> Sketch:
    """Draw a figure of a recipe.

    Raises:
        Refused: what drawing raises; ``cannot_draw`` where choices of another time or another
            programme are beyond what the figure understands.
    """
    looked = View(view.language, view.release, piece.basis, dark=False)
    try:
        return draw(looked, wanted_of(piece, view.manifest))
    except (LookupError, ValueError, TypeError, ArithmeticError, duckdb.Error) as error:
        _LOG.exception("The figure %s could not be drawn", piece.figure)
        raise Refused("cannot_draw", figure=piece.figure) from error


_Place: TypeAlias = tuple[int, int]  # of a part in the recipe, of a figure in the part


def _drawn(
    recipe: Recipe, view: View, progress: Progress
) -> tuple[dict[_Place, tuple[Piece, Sketch]], list[str]]:
    drawn: dict[_Place, tuple[Piece, Sketch]] = {}
    left_out: list[str] = []
    total = len(list(recipe.pieces))
    progress(0, total, "")
    for part, each in enumerate(recipe.parts):
        for number, piece in enumerate(each.pieces):
            try:
                sketch = draw_piece(piece, view)
            except Refused as refused:
                reason = refused.say(view.language)
                told = {"figure": piece.figure, "reason": reason}
                left_out.append(view.words("builder.left_out", **told))
            else:
                drawn[part, number] = piece, sketch
                progress(len(drawn) + len(left_out), total, sketch.drawn.heading)
    return drawn, left_out


@dataclass(frozen=True)
class _Figure:
    """A figure in its place in a document."""

    number: int
    piece: Piece
    view: View
    exhibit: Exhibit
    change: Change | None

    @property
    def item(self) -> Item:
        """Return it with its sentences and with what changed."""
        change = self.change or Change()
        return Item(self.number, self.exhibit, self._sentences, change.sentences, change.cells)

    @property
    def _sentences(self) -> Sentences:
        """Return what a person wrote of these very numbers, else what the rules say of them."""
        edited = self.piece.edited_at(self.view.manifest.release, self.view.language)
        return sentences_of(self.view, self.exhibit) if edited is None else edited


def _sections(recipe: Recipe, words: Words, made: Mapping[_Place, _Figure]) -> Iterator[Section]:
    """Yield the parts with the figures that could be drawn; an empty part is left out."""
    for part, each in enumerate(recipe.parts):
        items = [figure.item for place, figure in made.items() if place[0] == part]
        if items:
            heading = said(each.heading, words.language) or words("builder.no_heading")
            yield Section(heading, tuple(items))


def _unchanged(words: Words, made: Iterable[_Figure]) -> Iterator[str]:
    """Say which figures tell the same as in the last briefing, and which are new in it."""
    groups: dict[str, list[str]] = {"unchanged": [], "other_year": [], "new_figures": []}
    figures = list(made)
    counted = counted_up(each.exhibit for each in figures)
    for each, numbers in zip(figures, counted, strict=True):
        name = numbers.first(words)
        if each.change is None:
            groups["new_figures"].append(name)
        elif each.change.is_other_year:
            groups["other_year"].append(name)
        elif not each.change.sentences:
            groups["unchanged"].append(name)
    for key, names in groups.items():
        if names:
            yield words(f"builder.{key}", numbers=", ".join(names))
