"""Awards and the council: who was honoured, and what was decided about which model."""

from __future__ import annotations

import streamlit as st

from monitor.figures import spread_awards as draw
from monitor.figures.spread import model_names
from monitor.figures.spread_tiles import award_tiles
from monitor.figures.view import View
from pages.shared.choose import choose_region
from pages.shared.show import show_figure, show_table, tiles
from pages.shared.spread.choices import choose_model


def show(view: View) -> None:
    """Show awards with their incentives, and the meetings of the council."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        region = choose_region(view, with_all=True)
        model = choose_model(view) if model_names(view) else "all"
    counts = view.ask("spread/awards_by_region", basis=view.basis)
    meetings = view.ask("spread/meetings", model=model)
    tiles(award_tiles(view, counts, meetings, region), key="award tiles")
    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.award_matrix)
    with right:
        show_figure(view, draw.model_events, model=model)
        show_figure(view, draw.incentives)
    st.subheader(words("spread.award_list"), anchor=False)
    show_table(view, draw.awards, region=region)
    st.subheader(words("spread.meetings"), anchor=False)
    show_table(view, draw.meetings, model=model)
