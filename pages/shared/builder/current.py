"""The draft that a reader is putting together, and what its figures say of the shown release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from monitor.briefing.changes import Before, Change, change_of, last_before
from monitor.briefing.draft import Draft, Entry
from monitor.briefing.exhibit import Exhibit
from monitor.briefing.exhibiting import unstamped
from monitor.briefing.making import draw_piece
from monitor.briefing.recipe import Piece, Sentences, following
from monitor.briefing.telling import sentences_of
from monitor.figures.memory import remembered
from monitor.figures.register import figure_named
from monitor.figures.view import View
from pages.shared.basket import basket
from pages.shared.who import this_store

_DRAFT: Final = "draft"
_TAKEN: Final = "draft took of basket"
_BEFORE: Final = "draft before"


@dataclass(frozen=True)
class Seen:
    """A figure of the draft as the shown release draws it."""

    exhibit: Exhibit
    sentences: Sentences


def current_draft(view: View) -> Draft:
    """Return the reader's draft with all that was put into the basket since."""
    draft: Draft = st.session_state.setdefault(_DRAFT, Draft(title=view.words("builder.untitled")))
    collected = basket(view)
    for item in collected[st.session_state.get(_TAKEN, 0) :]:
        piece = _piece(view, item)
        page = figure_named(piece.figure).page
        draft.add(piece, view.words(f"{page}.title"))
    st.session_state[_TAKEN] = len(collected)
    return draft


def _piece(view: View, item: Mapping[str, Any]) -> Piece:
    return Piece(item["figure"], following(item["choices"], view.manifest), basis=item["basis"])


def go_on_with(view: View, draft: Draft) -> None:
    """Go on with another draft; what was put aside for the one before is let go."""
    basket(view).clear()
    st.session_state[_TAKEN] = 0
    st.session_state[_DRAFT] = draft


def take_out(view: View, draft: Draft, entry: Entry) -> None:
    """Take a figure out, so that it can be put aside again."""
    draft.remove(entry)
    collected = basket(view)
    kept = [item for item in collected if _piece(view, item) != replace(entry.piece, edited={})]
    collected[:] = kept
    st.session_state[_TAKEN] = len(kept)


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
