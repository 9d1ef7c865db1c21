"""The reader's kept work: what they have in hand outlives the session, and this server."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from monitor.figures.parts import escape
from monitor.figures.view import View
from monitor.store.kept_work import KeptWork
from monitor.wording import Refused
from pages.shared.who import this_store

_Understood = TypeVar("_Understood")


def kept_work() -> KeptWork:
    """Return what is kept for the reader."""
    store = this_store()
    return KeptWork(store.folder, store.actor.account)


def take_up(view: View, item: str, understand: Callable[[Any], _Understood]) -> _Understood | None:
    """Return what was kept under a name; where it cannot be read, say so and begin anew."""
    try:
        return kept_work().read(item, understand)
    except Refused as refused:
        st.warning(escape(refused.say(view.language)))
        return None


def kept_text_area(view: View, label: str, item: str, *, key: str, most: int, height: int) -> None:
    """Ask for a longer text, and keep it as soon as the reader leaves the field.

    Args:
        view: what is looked at.
        label: what is asked for.
        item: the name under which it is kept; who has used the text drops it.
        key: of the widget.
        most: how many letters it may have.
        height: in pixels.
    """
    if key not in st.session_state:
        st.session_state[key] = take_up(view, item, partial(_text, most)) or ""

    def keep() -> None:
        text = st.session_state[key]
        try:
            kept_work().write(item, text) if text.strip() else kept_work().drop(item)
        except Refused as refused:
            st.toast(escape(refused.say(view.language)))

    st.text_area(label, key=key, max_chars=most, height=height, on_change=keep)


def _text(most: int, told: Any) -> str:
    if not isinstance(told, str) or len(told) > most:
        raise ValueError("no text of this field")
    return told
