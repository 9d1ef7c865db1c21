"""Anomalies: money without progress, progress without money, money bunched at the year's end."""

from __future__ import annotations

import streamlit as st

from monitor.figures import progress_anomalies as draw
from monitor.figures.progress_chosen import here_in
from monitor.figures.register import Choice
from monitor.figures.view import View
from pages.shared.choose import choose_year
from pages.shared.progress.choices import choose_place
from pages.shared.show import notes, show_figure, table, take_along, tiles


def show(view: View) -> None:
    """Show which projects are odd, the worst first, and the numbers behind it."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year, place = choose_year(view), choose_place(view)
    counts = view.ask("progress/anomaly_counts", **here_in(view, year, **place))
    if counts.empty:
        st.info(words("progress.no_stages"))
        return
    tiles(draw.anomaly_tiles(view, counts), key="anomalies")
    notes(draw.judging_notes(view, counts, view.quarter(year)))

    choices: dict[str, Choice] = {"year": year, **place}
    listed = draw.anomalies(view, **choices)
    st.subheader(listed.heading, anchor=False)
    if listed.numbers.raw.empty:
        st.caption(listed.nothing)
    else:
        table(view, listed.numbers, listed.heading, "anomalies")
        fold = st.expander(words("progress.numbers"), key="fold anomalies", on_change="rerun")
        if fold.open:
            with fold:
                numbers = draw.numbers_table(view, listed.numbers.raw)
                table(view, numbers, words("progress.numbers"), "anomaly_numbers")
        take_along(view, draw.anomalies, listed, choices)
    notes(listed.all_notes)

    show_figure(view, draw.pace, **choices)
