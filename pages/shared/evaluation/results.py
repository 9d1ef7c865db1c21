"""Results: how the year turned out, rank and interval, measured beside judged, all projects."""

from __future__ import annotations

from typing import Any

import streamlit as st

from monitor.figures import evaluation_measured as beside
from monitor.figures import evaluation_rank as ranking
from monitor.figures import evaluation_results as draw
from monitor.figures.view import View
from pages.shared.evaluation.choices import choose_all, choose_programme_year
from pages.shared.show import export, figure, figure_with_table, notes, show_table_of, table, tiles


def show(view: View) -> None:
    """Show the results of a year."""
    words, chosen = view.words, choose_all(view)
    year, here = chosen.year, {"year": chosen.year, "basis": view.basis, **chosen.place}
    summary = view.ask("evaluation/summary", criterion=chosen.criterion, **here)
    agreement = view.ask("evaluation/agreement", year=year)
    tiles(draw.summary_tiles(view, summary, agreement, chosen), key="evaluation summary")
    counts, bands = view.ask("evaluation/counts", **here), view.ask("evaluation/bands", year=year)
    tiles(draw.grade_tiles(view, counts, bands), key="evaluation grades")
    tiles(draw.decision_tiles(view, counts), key="evaluation decisions")

    # Asked in the same words as below, so that it is one answer while nothing is chosen.
    nation = here | {"region": "all", "model_type": "all"}
    everywhere = view.ask("evaluation/results", **nation)
    number = choose_programme_year(view, year)
    chart = ranking.rank_dots(view, everywhere, bands, chosen, number)
    figure(chart, "rank", **_open_on_click("rank"))
    notes(ranking.rank_notes(view, chosen))
    show_table_of(view, ranking.rank_table(view, everywhere, number), chart.title, "rank")

    left, right = st.columns(2, gap="medium")
    with left:
        compared = view.ask("evaluation/measured_and_judged", year=year, basis=view.basis)
        chart_of = beside.measured_scatter(view, compared, chosen)
        figure_with_table(view, chart_of, beside.measured_table(view, compared), "measured")
    with right:
        of_project = view.ask("evaluation/results", **here)
        groups = view.ask("evaluation/group_paths", basis=view.basis)
        own = beside.self_rows(view, groups, of_project, chosen)
        chart_of = beside.self_dots(view, own, chosen)
        figure_with_table(view, chart_of, beside.self_table(view, own), "self")

    title = words("evaluation.all_results", year=view.period_to(year, 4))
    st.subheader(title, anchor=False)
    table(view, draw.results_table(view, of_project), title, "results")
    export(view, of_project, "results")


def _open_on_click(figure: str) -> dict[str, Any]:
    """Return what makes a click on a project open what its score rests on."""

    def remember() -> None:
        points = st.session_state[figure].selection.points
        if points and points[0].get("customdata"):
            st.session_state["project"] = points[0]["customdata"][0]
            st.session_state["part"] = "project"

    return {"on_select": remember, "selection_mode": "points"}
