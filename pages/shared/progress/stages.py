"""Stages: where projects are, planned against actual, days late, how many pass each quarter."""

from __future__ import annotations

import streamlit as st

from monitor.figures import progress_gantt as gantt
from monitor.figures import progress_stages as draw
from monitor.figures.progress_chosen import here
from monitor.figures.view import View
from pages.shared.progress.choices import choose_place
from pages.shared.show import notes, show_figure, table, take_along, tiles


def show(view: View) -> None:
    """Show the four stages on the as-of date."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = choose_place(view)
    counts = draw.stage_counts(view, **place)
    if counts.empty:
        st.info(words("progress.no_stages"))
        return
    late = view.ask("progress/slippage", **here(view, **place))
    tiles(draw.stage_tiles(view, counts, late), key="stages")

    is_all = set(place.values()) == {"all"}
    hints = [words("progress.choose_for_projects")] if is_all else []
    show_figure(view, gantt.stages_gantt, None, hints, **place)

    listed = draw.late_stages(view, **place)
    st.subheader(listed.heading, anchor=False)
    if listed.numbers.raw.empty:
        st.caption(listed.nothing)
    else:
        table(view, listed.numbers, listed.heading, "late")
        take_along(view, draw.late_stages, listed, place)
    notes(listed.all_notes)

    region, model_type = place["region"], place["model_type"]
    if region == "all":
        left, right = st.columns(2, gap="medium")
        with left:
            show_figure(view, draw.stages_by_region, model_type=model_type)
        with right:
            show_figure(view, draw.slip_by_region, model_type=model_type)
    if model_type == "all":
        left, right = st.columns(2, gap="medium")
        with left:
            show_figure(view, draw.stages_by_type, region=region)
        with right:
            show_figure(view, draw.slip_by_type, region=region)

    show_figure(view, draw.passing, **place)
