"""From receipt over screening to selection: in all, by province and by type."""

from __future__ import annotations

import streamlit as st

from monitor.figures import selection as draw
from monitor.figures.selection_chosen import Chosen
from monitor.figures.view import View
from pages.shared.selection.choices import choose_all
from pages.shared.show import figure_with_table, notes, tiles


def show(view: View) -> None:
    """Show who applied and who was chosen."""
    words, chosen = view.words, choose_all(view)
    here = {"basis": view.basis, **chosen.parameters}
    counts = view.ask("selection/counts", **here)
    tiles(draw.count_tiles(view, counts), key="selection tiles")
    whole = view.ask("selection/counts", basis=view.basis, **Chosen(chosen.call).parameters)
    notes(draw.without_application(view, whole))

    nothing = words("selection.no_application")
    left, right = st.columns(2, gap="medium")
    with left:
        passed = view.ask("selection/funnel", **here)
        chart = draw.funnel(view, passed, chosen)
        figure_with_table(view, chart, draw.funnel_table(view, passed), "funnel", nothing=nothing)
    with right:
        by_type = draw.rows_by(view, whole, "model_type")
        chart = draw.outcome_bars(view, by_type, "model_type")
        numbers = draw.counts_table(view, by_type, "model_type")
        figure_with_table(view, chart, numbers, "outcomes-by-type", nothing=nothing)
        chart = draw.rate_bars(view, by_type)
        figure_with_table(view, chart, draw.rates_table(view, by_type), "rates", nothing=nothing)
    left, right = st.columns(2, gap="medium")
    with left:
        by_region = draw.rows_by(view, whole, "region")
        chart = draw.outcome_bars(view, by_region, "region")
        numbers = draw.counts_table(view, by_region, "region")
        figure_with_table(view, chart, numbers, "outcomes-by-region", nothing=nothing)
    with right:
        chart = draw.selected_matrix(view, whole)
        numbers = draw.matrix_table(view, whole)
        figure_with_table(view, chart, numbers, "selection-matrix", nothing=nothing)
