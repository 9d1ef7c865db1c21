"""Over the years: paths of types, provinces and projects, movers, and decisions as a flow."""

from __future__ import annotations

import streamlit as st

from monitor.figures import evaluation_paths as draw
from monitor.figures.view import View
from pages.shared.evaluation.choices import choose_all
from pages.shared.show import show_figure


def show(view: View) -> None:
    """Show how scores and decisions developed."""
    chosen = choose_all(view)
    year, place, criterion = chosen.year, chosen.place, chosen.criterion
    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.movers, year=year, **place, criterion=criterion)
    with right:
        show_figure(view, draw.decision_flow, year=year, **place)
    show_figure(view, draw.by_model_type, model_type=chosen.model_type, criterion=criterion)
    show_figure(view, draw.by_region, region=chosen.region, criterion=criterion)
