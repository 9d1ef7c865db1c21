"""Anomalies: money without progress, progress without money, money bunched at the year's end."""

from __future__ import annotations

import streamlit as st

from monitor.figures import progress_anomalies as draw
from monitor.figures.view import View
from pages.shared.choose import choose_year
from pages.shared.progress.choices import choose_place
from pages.shared.show import export, figure_with_table, notes, table, tiles


def show(view: View) -> None:
    """Show which projects are odd, the worst first, and the numbers behind it."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year, place = choose_year(view), choose_place(view)
    here = {"year": year, "quarter": view.quarter(year), **place.asked(view)}
    counts = view.ask("progress/anomaly_counts", **here)
    if counts.empty:
        st.info(words("progress.no_stages"))
        return
    tiles(draw.anomaly_tiles(view, counts), key="anomalies")
    notes(draw.judging_notes(view, counts, view.quarter(year)))

    found = view.ask("progress/anomalies", **here)
    title = words("progress.anomaly_list", year=view.period(year), place=place.named(view))
    st.subheader(title, anchor=False)
    if found.empty:
        st.caption(words("progress.no_anomaly"))
    else:
        table(view, draw.anomalies_table(view, found), title, "anomalies")
        fold = st.expander(words("progress.numbers"), key="fold anomalies", on_change="rerun")
        if fold.open:
            with fold:
                numbers = draw.numbers_table(view, found)
                table(view, numbers, words("progress.numbers"), "anomaly_numbers")
        export(view, found, "anomalies")
    notes(draw.rule_notes(view))

    pace = view.ask("progress/pace", **here)
    chart = draw.pace_scatter(view, pace, found, year)
    numbers = draw.pace_table(view, pace)
    figure_with_table(view, chart, numbers, "pace", nothing=words("progress.no_attainment"))
