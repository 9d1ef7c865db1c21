"""Over the years: paths of types, provinces and projects, movers, and decisions as a flow."""

from __future__ import annotations

import streamlit as st

from monitor.figures import evaluation_paths as draw
from monitor.figures.view import View
from pages.shared.evaluation.choices import choose_all
from pages.shared.show import figure_with_table


def show(view: View) -> None:
    """Show how scores and decisions developed."""
    words, chosen = view.words, choose_all(view)
    here = {"year": chosen.year, "basis": view.basis, **chosen.place}
    measured = {"criterion": chosen.criterion, "basis": view.basis}
    left, right = st.columns(2, gap="medium")
    with left:
        moved = view.ask("evaluation/movers", criterion=chosen.criterion, **here)
        chart = draw.mover_dots(view, moved, chosen)
        numbers = draw.movers_table(view, moved, chosen.criterion)
        nothing = draw.no_mover(view, chosen)
        figure_with_table(view, chart, numbers, "movers", nothing=nothing)
    with right:
        passed = view.ask("evaluation/flow", **here)
        chart = draw.decision_flow(view, passed, chosen)
        nothing = words("evaluation.not_this_year")
        figure_with_table(view, chart, draw.flow_table(view, passed), "flow", nothing=nothing)

    projects = view.ask("evaluation/paths", **measured)
    groups = view.ask("evaluation/group_paths", **measured)
    for breakdown, columns in (("model_type", 6), ("region", 9)):
        chart = draw.panels(view, projects, groups, chosen, breakdown, columns)
        numbers = draw.groups_table(view, groups, chosen.criterion, breakdown)
        figure_with_table(view, chart, numbers, f"by-{breakdown.replace('_', '-')}")
