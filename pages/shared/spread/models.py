"""Standard models: where each comes from, who adopted it when, and what they report."""

from __future__ import annotations

import streamlit as st

from monitor.figures import spread_models as draw
from monitor.figures.spread import model_names
from monitor.figures.spread_map import spread_routes
from monitor.figures.spread_tiles import total_notes, total_tiles
from monitor.figures.tables import records
from monitor.figures.view import View
from pages.shared.choose import choose_year
from pages.shared.show import fold_of, notes, show_figure, show_table, tiles
from pages.shared.spread.choices import choose_model


def show(view: View) -> None:
    """Show how standard models spread, up to the end of a period."""
    words = view.words
    if not model_names(view):
        st.info(words("spread.no_models"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = choose_year(view)
        model = choose_model(view)
    totals = view.ask(
        "spread/totals", model=model, basis=view.basis, year=year, quarter=view.quarter(year)
    )
    tiles(total_tiles(view, totals), key="spread tiles")
    notes(total_notes(view, totals, model))

    left, right = st.columns([4, 3], gap="medium")
    with left:
        show_figure(view, spread_routes, year=year, model=model)
    with right:
        show_figure(view, draw.curve, year=year, model=model)
        show_figure(view, draw.begun, year=year, model=model)

    st.subheader(words("spread.cards"), anchor=False)
    _show_cards(view, year, model)
    st.subheader(words("spread.adopters"), anchor=False)
    show_table(view, draw.adopters, year=year, model=model)


def _show_cards(view: View, year: int, model: str) -> None:
    """Show each model as a card: what it does, where it is from, its conditions, its spread."""
    every = draw.models(view, year=year)
    shown = [row for row in records(every.numbers.raw) if model in ("all", row.model)]
    if not shown:
        st.caption(view.words("spread.not_designated"))
        return
    with st.grid(min(3, len(shown)), min_column_width=280, gap="small", key="model cards"):
        for row in shown:
            with st.container(border=True, key=f"model {row.model}", height="stretch"):
                st.markdown(draw.card_text(view, row))
    fold_of(view, draw.models, every, {"year": year})
