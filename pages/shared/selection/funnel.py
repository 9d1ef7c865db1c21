"""From receipt over screening to selection: in all, by province and by type."""

from __future__ import annotations

import streamlit as st

from monitor.figures import selection as draw
from monitor.figures import selection_outcomes as outcomes
from monitor.figures.view import View
from pages.shared.selection.choices import choose_all
from pages.shared.show import notes, show_figure, tiles


def show(view: View) -> None:
    """Show who applied and who was chosen."""
    chosen = choose_all(view)
    call = chosen["call"]
    tiles(draw.count_tiles(view, draw.counts_of(view, **chosen)), key="selection tiles")
    notes(draw.without_application(view, draw.counts_of(view, call)))

    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.funnel, **chosen)
    with right:
        show_figure(view, outcomes.outcomes_by_type, call=call)
        show_figure(view, outcomes.rates, call=call)
    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, outcomes.outcomes_by_region, call=call)
    with right:
        show_figure(view, outcomes.by_region_and_type, call=call)
