"""Call by call: briefing sessions, days, and what was applied for against the budget."""

from __future__ import annotations

import streamlit as st

from monitor.figures import selection_calls as draw
from monitor.figures.view import View
from pages.shared.selection.choices import choose_call
from pages.shared.show import export, figure_with_table, table, tiles


def show(view: View) -> None:
    """Show how a call ran."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        call = choose_call(view)
    every = view.ask("selection/calls")
    tiles(draw.call_tiles(view, every, call), key="call tiles")
    left, right = st.columns(2, gap="medium")
    with left:
        days = view.ask("selection/days", call=call)
        chart = draw.call_timeline(view, every, days, call)
        figure_with_table(view, chart, draw.days_table(view, days), "call-days")
    with right:
        chart = draw.money_bars(view, every, call)
        figure_with_table(view, chart, draw.calls_table(view, every, call), "call-money")
    st.subheader(words("selection.sessions"), anchor=False)
    sessions = view.ask("selection/sessions", call=call)
    table(view, draw.sessions_table(view, sessions), words("selection.sessions"), "sessions")
    export(view, sessions, "sessions")
