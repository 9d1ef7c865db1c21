"""The basket: figures put aside for a briefing, in the order in which they were put there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from monitor.figures.register import Choice
from monitor.figures.view import View

_KEY: Final = "basket"


def basket(view: View) -> list[dict[str, Any]]:
    """Return what was put aside: ``figure``, ``choices`` and ``basis`` of each, the first first.

    The list is the basket itself: a page may order it and take from it.
    """
    del view  # a reader has one basket, however they look
    kept: list[dict[str, Any]] = st.session_state.setdefault(_KEY, [])
    return kept


def add(view: View, figure_name: str, choices: Mapping[str, Choice]) -> bool:
    """Put a figure with its choices into the basket; return whether it was not there yet."""
    item = {"figure": figure_name, "choices": dict(choices), "basis": view.basis}
    is_new = item not in basket(view)
    if is_new:
        basket(view).append(item)
    return is_new
