"""Application by application: what was asked for, how it was scored, what came of it."""

from __future__ import annotations

import streamlit as st

from monitor.figures import selection_list as draw
from monitor.figures.view import View
from pages.shared.selection.choices import choose_all
from pages.shared.show import export, figure_with_table, notes, table


def show(view: View) -> None:
    """Show the scores by outcome, and every application."""
    words, chosen = view.words, choose_all(view)
    applied = view.ask("selection/applications", basis=view.basis, **chosen.parameters)
    chart = draw.score_strips(view, applied)
    nothing = words("selection.no_scores")
    figure_with_table(view, chart, draw.scores_table(view, applied), "scores", nothing=nothing)
    st.subheader(words("selection.list"), anchor=False)
    numbers = draw.applications_table(view, applied, with_call=chosen.call == "all")
    table(view, numbers, words("selection.list"), "applications")
    notes(numbers.notes)
    export(view, applied, "applications")
