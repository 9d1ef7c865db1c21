"""Stages: where projects are, planned against actual, days late, how many pass each quarter."""

from __future__ import annotations

import streamlit as st

from monitor.figures import progress_gantt as gantt
from monitor.figures import progress_stages as draw
from monitor.figures.view import View
from pages.shared.progress.choices import choose_place
from pages.shared.show import export, figure_with_table, notes, table, tiles


def show(view: View) -> None:
    """Show the four stages on the as-of date."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = choose_place(view)
    here = place.asked(view)
    year = view.manifest.last_year
    counts = view.ask("progress/stage_counts", year=year, quarter=view.quarter(year), **here)
    if counts.empty:
        st.info(words("progress.no_stages"))
        return
    late = view.ask("progress/slippage", **here)
    tiles(draw.stage_tiles(view, counts, late), key="stages")

    if place.is_everything:
        half = view.ask("progress/cohorts")
        chart, numbers = gantt.cohort_gantt(view, half), gantt.cohorts_table(view, half)
    else:
        course = view.ask("progress/stages", **here)
        chart = gantt.project_gantt(view, course, place.named(view))
        numbers = gantt.projects_table(view, course)
    figure_with_table(view, chart, numbers, "gantt")

    course = view.ask("progress/stages", **here)
    title = words("progress.late_list", place=place.named(view))
    st.subheader(title, anchor=False)
    overdue = draw.late_table(view, course)
    if len(overdue.raw):
        table(view, overdue, title, "late")
        export(view, overdue.raw, "late_stages")
    else:
        st.caption(words("progress.none_late"))
    notes([words("progress.slip_note")])

    for breakdown in draw.breakdowns(place.region, place.model_type):
        left, right = st.columns(2, gap="medium")
        key = breakdown.replace("_", "-")
        with left:
            chart = draw.count_bars(view, counts, breakdown)
            numbers = draw.counts_table(view, counts, breakdown)
            figure_with_table(view, chart, numbers, f"stages-{key}")
        with right:
            chart = draw.slip_matrix(view, late, breakdown)
            numbers = draw.slippage_table(view, late, breakdown)
            figure_with_table(view, chart, numbers, f"slip-{key}")

    passing = view.ask("progress/passing", **here)
    chart = draw.passing_columns(view, passing, place.named(view))
    figure_with_table(view, chart, draw.passing_table(view, passing), "passing")
