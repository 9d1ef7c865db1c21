"""Results: how the year turned out, rank and interval, measured beside judged, all projects."""

from __future__ import annotations

from typing import Any

import streamlit as st

from monitor.figures import evaluation_measured as beside
from monitor.figures import evaluation_rank as ranking
from monitor.figures import evaluation_results as draw
from monitor.figures.view import View
from pages.shared.evaluation.choices import choose_all, choose_programme_year
from pages.shared.show import show_figure, show_table, tiles


def show(view: View) -> None:
    """Show the results of a year."""
    chosen = choose_all(view)
    year, place, here = chosen.year, chosen.place, chosen.on(view.basis)
    summary = view.ask("evaluation/summary", criterion=chosen.criterion, **here)
    agreement = view.ask("evaluation/agreement", year=year)
    tiles(draw.summary_tiles(view, summary, agreement, chosen), key="evaluation summary")
    counts, bands = view.ask("evaluation/counts", **here), view.ask("evaluation/bands", year=year)
    tiles(draw.grade_tiles(view, counts, bands), key="evaluation grades")
    tiles(draw.decision_tiles(view, counts), key="evaluation decisions")

    number = choose_programme_year(view, year)
    show_figure(
        view,
        ranking.rank,
        _open_on_click("rank"),
        [view.words("evaluation.rank_click")],
        year=year,
        programme_year=number,
        **place,
    )
    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, beside.measured, year=year, **place)
    with right:
        show_figure(view, beside.self_assessed, year=year, **place)
    st.subheader(view.words("evaluation.all_results", year=view.period_to(year, 4)), anchor=False)
    show_table(view, draw.results, year=year, **place)


def _open_on_click(figure: str) -> dict[str, Any]:
    """Return what makes a click on a project open what its score rests on."""

    def remember() -> None:
        points = st.session_state[figure].selection.points
        if points and points[0].get("customdata"):
            st.session_state["project"] = points[0]["customdata"][0]
            st.session_state["part"] = "project"

    return {"on_select": remember, "selection_mode": "points"}
