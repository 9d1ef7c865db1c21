"""Awards and the council: who was honoured, and what was decided about which model."""

from __future__ import annotations

import streamlit as st

from monitor.figures import spread_awards as draw
from monitor.figures.spread import model_names
from monitor.figures.view import View
from pages.shared.choose import choose_region
from pages.shared.show import export, figure_with_table, table, tiles
from pages.shared.spread.choices import choose_model


def show(view: View) -> None:
    """Show awards with their incentives, and the meetings of the council."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        region = choose_region(view, with_all=True)
        model = choose_model(view) if model_names(view) else "all"
    counts = view.ask("spread/awards_by_region", basis=view.basis)
    meetings = view.ask("spread/meetings", model=model)
    tiles(draw.award_tiles(view, counts, meetings, region), key="award tiles")
    left, right = st.columns(2, gap="medium")
    with left:
        chart = draw.award_matrix(view, counts)
        numbers, nothing = draw.award_table(view, counts), words("spread.no_awards")
        figure_with_table(view, chart, numbers, "award-matrix", nothing=nothing)
    with right:
        events = view.ask("spread/events", model=model)
        chart = draw.event_timeline(view, events)
        numbers, nothing = draw.events_table(view, events), words("spread.no_models")
        figure_with_table(view, chart, numbers, "model-events", nothing=nothing)
        chart = draw.incentive_bars(view, counts)
        numbers, nothing = draw.award_table(view, counts), words("spread.no_incentive")
        figure_with_table(view, chart, numbers, "incentives", nothing=nothing)
    st.subheader(words("spread.award_list"), anchor=False)
    given = view.ask("spread/awards", region=region, basis=view.basis)
    table(view, draw.awards_table(view, given), words("spread.award_list"), "awards")
    export(view, given, "awards")
    st.subheader(words("spread.meetings"), anchor=False)
    table(view, draw.meetings_table(view, meetings), words("spread.meetings"), "meetings")
    export(view, meetings, "meetings")
