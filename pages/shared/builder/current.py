"""The draft that a reader is putting together, and what its figures say of the shown release."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from monitor.briefing.changes import Before, Change, change_of, last_before
from monitor.briefing.draft import Draft, Entry
from monitor.briefing.exhibit import Exhibit
from monitor.briefing.exhibiting import unstamped
from monitor.briefing.making import draw_piece
from monitor.briefing.recipe import Piece, Sentences, content_of_piece, following, piece_of
from monitor.briefing.telling import sentences_of
from monitor.figures.memory import remembered
from monitor.figures.parts import escape
from monitor.figures.register import figure_named
from monitor.figures.view import View
from monitor.wording import Refused
from pages.shared.basket import basket, fill
from pages.shared.kept_work import kept_work, take_up
from pages.shared.who import this_store

_DRAFT: Final = "draft"
_ITEM: Final = "draft"
_TAKEN: Final = "draft took of basket"
_KEPT: Final = "draft as it is kept"
_BEFORE: Final = "draft before"


@dataclass(frozen=True)
class Seen:
    """A figure of the draft as the shown release draws it."""

    exhibit: Exhibit
    sentences: Sentences


def current_draft(view: View) -> Draft:
    """Return the reader's draft with all that was put into the basket since."""
    if _DRAFT not in st.session_state:
        kept = take_up(view, _ITEM, _taken_up)
        _begin_with(*kept) if kept else _begin_with(Draft(title=view.words("builder.untitled")))
    draft: Draft = st.session_state[_DRAFT]
    collected = basket(view)
    for piece in collected:
        if piece not in st.session_state[_TAKEN]:
            page = figure_named(piece.figure).page
            draft.add(_following(view, piece), view.words(f"{page}.title"))
    st.session_state[_TAKEN] = collected
    keep_draft(view)
    return draft


def keep_draft(view: View) -> None:
    """Keep the draft where it has changed since; in a session without one, nothing happens."""
    if _DRAFT not in st.session_state or (content := _content()) == st.session_state[_KEPT]:
        return
    try:
        kept_work().write(_ITEM, content)
    except Refused as refused:
        st.warning(escape(refused.say(view.language)))
        return
    st.session_state[_KEPT] = content


def _begin_with(draft: Draft, taken: Sequence[Piece] = ()) -> None:
    st.session_state[_DRAFT], st.session_state[_TAKEN] = draft, list(taken)
    st.session_state[_KEPT] = _content()


def _content() -> dict[str, Any]:
    draft: Draft = st.session_state[_DRAFT]
    return {**draft.content, "taken": list(map(content_of_piece, st.session_state[_TAKEN]))}


def _taken_up(told: Any) -> tuple[Draft, list[Piece]]:
    return Draft.from_content(told), list(map(piece_of, told["taken"]))


def _following(view: View, piece: Piece) -> Piece:
    return replace(piece, choices=following(piece.choices, view.manifest))


def go_on_with(draft: Draft) -> None:
    """Go on with another draft; what was put aside for the one before is let go."""
    fill([])
    kept_work().drop(_ITEM)
    _begin_with(draft)
    if draft.entries:
        st.session_state[_KEPT] = {}


def take_out(view: View, draft: Draft, entry: Entry) -> None:
    """Take a figure out, so that it can be put aside again."""
    draft.remove(entry)
    plain = replace(entry.piece, edited={})
    left = [piece for piece in basket(view) if _following(view, piece) != plain]
    with suppress(Refused):  # what cannot be written stays known, and is not taken again
        fill(left)
        st.session_state[_TAKEN] = left


def seen(view: View, piece: Piece) -> Seen:
    """Draw a figure of the draft, once for all readers.

    Raises:
        Refused: what drawing raises.
    """

    def see() -> Seen:
        exhibit = unstamped(draw_piece(piece, view))
        return Seen(exhibit, sentences_of(replace(view, basis=piece.basis), exhibit))

    key = f"seen {view.identity} {piece.figure} {sorted(piece.choices.items())} {piece.basis}"
    found: Seen = remembered(key, see)
    return found


def before(view: View, draft: Draft) -> Before | None:
    """Return the last briefing of the draft's recipe, looked up once a recipe and release."""
    if not draft.name:
        return None
    key = (draft.name, view.identity)
    known = st.session_state.get(_BEFORE)
    if known is None or known[0] != key:
        known = (key, last_before(this_store(), draft.name, view.published))
        st.session_state[_BEFORE] = known
    last: Before | None = known[1]
    return last


def changed(view: View, piece: Piece, last: Before) -> Change | None:
    """Return what changed in a figure since the last briefing, found once for all readers."""
    exhibit = seen(view, piece).exhibit
    key = f"changed {view.identity} {last.made.code} {exhibit.figure} {exhibit.parameters}"
    looked = replace(view, basis=piece.basis)
    found: Change | None = remembered(key, lambda: change_of(looked, exhibit, last))
    return found
