"""Standard models: where each comes from, who adopted it when, and what they report."""

from __future__ import annotations

import streamlit as st

from pages.shared.choose import choose_year
from pages.shared.figures import spread as draw
from pages.shared.figures import spread_map
from pages.shared.show import export, figure_with_table, notes, table, tiles
from pages.shared.spread.choices import choose_model
from pages.shared.view import View


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
    draw.show_cards(view, models, model)
    adopters = view.ask("spread/adopters", model=model, basis=view.basis, **period)
    st.subheader(words("spread.adopters"), anchor=False)
    numbers = draw.adopters_table(view, adopters)
    table(view, numbers, words("spread.adopters"), "adopters")
    notes(numbers.notes)
    export(view, adopters, "adopters")
