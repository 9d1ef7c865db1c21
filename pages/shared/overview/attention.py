"""점검 필요 사업: how many projects stand how, the most urgent, and all with their numbers."""

from __future__ import annotations

import streamlit as st

from monitor.figures import overview as draw
from monitor.figures import tables
from monitor.figures.view import View
from pages.shared.show import notes, table, take_along, tiles
from pages.shared.status import show_status_numbers


def show(view: View, year: int) -> None:
    """Show the statuses of a year's projects and those that need attention."""
    words, quarter = view.words, view.quarter(year)
    statuses = view.ask("projects/by_status", year=year, quarter=quarter)
    tiles(draw.status_tiles(view, statuses), key="statuses")
    every = draw.attention(view, year=year)
    everything = every.numbers.raw
    urgent = draw.most_urgent(view, everything)
    table(view, tables.projects_table(view, urgent), every.heading, "attention")
    if len(urgent) < len(everything):
        label = words("overview.attention_all", count=len(everything))
        fold = st.expander(label, key="fold attention", on_change="rerun")
        if fold.open:
            with fold:
                table(view, every.numbers, every.heading, "attention_all")
    show_status_numbers(view, everything, "attention")
    take_along(view, draw.attention, every, {"year": year})
    notes(every.all_notes)
