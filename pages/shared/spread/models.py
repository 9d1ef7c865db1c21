"""Standard models: where each comes from, who adopted it when, and what they report."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from monitor.figures import spread as draw
from monitor.figures import spread_map
from monitor.figures.tables import records
from monitor.figures.view import View
from pages.shared.choose import choose_year
from pages.shared.show import export, figure_with_table, notes, show_table_of, table, tiles
from pages.shared.spread.choices import choose_model


def show(view: View) -> None:
    """Show how standard models spread, up to the end of a period."""
    words = view.words
    if not draw.model_names(view):
        st.info(words("spread.no_models"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = choose_year(view)
        model = choose_model(view)
    period = {"year": year, "quarter": view.quarter(year)}
    totals = view.ask("spread/totals", model=model, basis=view.basis, **period)
    tiles(draw.total_tiles(view, totals), key="spread tiles")
    notes(draw.total_notes(view, totals, model))

    models = view.ask("spread/models", basis=view.basis, **period)
    left, right = st.columns([4, 3], gap="medium")
    with left:
        regions = view.ask("spread/by_region", model=model, basis=view.basis, **period)
        links = view.ask("spread/routes", model=model, basis=view.basis, **period)
        chart = spread_map.routes_chart(view, regions, links, models, model, year)
        numbers = spread_map.regions_table(view, regions)
        figure_with_table(view, chart, numbers, "routes")
    with right:
        curve = view.ask("spread/curve", model=model, **period)
        nothing = words("spread.not_designated")
        grown, moved = draw.curve_lines(view, curve, year), draw.begun_matrix(view, curve, year)
        figure_with_table(view, grown, draw.curve_table(view, curve), "curve", nothing=nothing)
        figure_with_table(view, moved, draw.begun_table(view, curve), "begun", nothing=nothing)

    st.subheader(words("spread.cards"), anchor=False)
    _show_cards(view, models, model)
    adopters = view.ask("spread/adopters", model=model, basis=view.basis, **period)
    st.subheader(words("spread.adopters"), anchor=False)
    numbers = draw.adopters_table(view, adopters)
    table(view, numbers, words("spread.adopters"), "adopters")
    notes(numbers.notes)
    export(view, adopters, "adopters")


def _show_cards(view: View, models: pd.DataFrame, model: str) -> None:
    """Show each model as a card: what it does, where it is from, its conditions, its spread."""
    words = view.words
    shown = [row for row in records(models) if model in ("all", row.model)]
    if not shown:
        st.caption(words("spread.not_designated"))
        return
    with st.grid(min(3, len(shown)), min_column_width=280, gap="small", key="model cards"):
        for row in shown:
            with st.container(border=True, key=f"model {row.model}", height="stretch"):
                st.markdown(draw.card_text(view, row))
    numbers = draw.models_table(view, models)
    show_table_of(view, numbers, words("spread.cards"), "models")
