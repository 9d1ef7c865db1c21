"""The reader's kept work: what they have in hand outlives the session, and this server."""

from __future__ import annotations

from collections.abc import Callable
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
