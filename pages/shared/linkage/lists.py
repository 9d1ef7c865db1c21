"""Lists below the figures: open while they are short, folded where they would bury the page."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from monitor.figures.register import Figure
from monitor.figures.view import View
from pages.shared.show import notes, show_table

_SHORT: Final = 30  # rows


def show_list(view: View, shown: Figure, **choices: Any) -> None:
    """Show a list of the register with its heading, its notes and the ways to take it along."""
    listed = shown(view, **choices)
    st.subheader(listed.heading, anchor=False)
    if listed.numbers.length <= _SHORT:
        show_table(view, shown, **choices)
        return
    notes([view.words("linkage.rows", rows=listed.numbers.length)])
    fold = st.expander(view.words("show.as_table"), key=f"fold {shown.key}", on_change="rerun")
    if fold.open:
        with fold:
            show_table(view, shown, **choices)
