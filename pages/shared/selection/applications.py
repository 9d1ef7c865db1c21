"""Application by application: what was asked for, how it was scored, what came of it."""

from __future__ import annotations

import streamlit as st

from monitor.figures import selection_list as draw
from monitor.figures.view import View
from pages.shared.selection.choices import choose_all
from pages.shared.show import show_figure, show_table


def show(view: View) -> None:
    """Show the scores by outcome, and every application."""
    words, chosen = view.words, choose_all(view)
    show_figure(view, draw.scores, **chosen)
    st.subheader(words("selection.list"), anchor=False)
    show_table(view, draw.applications, [words("selection.list_hint")], **chosen)
