"""The table of role × action, in words: the one that decides."""

from __future__ import annotations

import streamlit as st

from monitor.figures.access import permissions_table
from monitor.figures.view import View
from monitor.store import Store
from pages.shared.show import table


def show(view: View, _store: Store) -> None:
    """Show what each role may do, whoever asks."""
    words = view.words
    st.caption(words("access.permissions_lead"))
    table(view, permissions_table(words), words("access.permissions"), "permissions")
