"""Call by call: briefing sessions, days, and what was applied for against the budget."""

from __future__ import annotations

import streamlit as st

from monitor.figures import selection_calls as draw
from monitor.figures.view import View
from pages.shared.selection.choices import choose_call
from pages.shared.show import show_figure, show_table, tiles


def show(view: View) -> None:
    """Show how a call ran."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        call = choose_call(view)
    tiles(draw.call_tiles(view, view.ask("selection/calls"), call), key="call tiles")
    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.call_days, call=call)
    with right:
        show_figure(view, draw.call_money, call=call)
    st.subheader(view.words("selection.sessions"), anchor=False)
    show_table(view, draw.sessions, call=call)
