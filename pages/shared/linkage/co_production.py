"""Co-production: what was developed, by which sides together, and when."""

from __future__ import annotations

import streamlit as st

from monitor.figures import linkage_co_production as draw
from monitor.figures.view import View
from pages.shared.linkage.choices import choose_all
from pages.shared.linkage.lists import show_list
from pages.shared.show import figure_with_table, notes, tiles


def show(view: View) -> None:
    """Show what was developed together."""
    words, chosen = view.words, choose_all(view)
    totals = view.ask("linkage/co_production", **chosen.asked)
    tiles(draw.product_tiles(view, totals), key="linkage products")
    notes(draw.product_notes(view, totals))

    nothing = words("linkage.no_product")
    left, right = st.columns(2, gap="medium")
    with left:
        by_sides = view.ask("linkage/products_by_sides", **chosen.asked)
        chart = draw.side_bars(view, by_sides, chosen)
        numbers = draw.sides_table(view, by_sides)
        figure_with_table(view, chart, numbers, "product-sides", nothing=nothing)
    with right:
        by_kind = view.ask("linkage/products_by_kind", **chosen.asked)
        chart = draw.kind_matrix(view, by_kind, chosen)
        numbers = draw.kinds_table(view, by_kind)
        figure_with_table(view, chart, numbers, "product-kinds", nothing=nothing)
        over_time = view.ask("linkage/products_by_quarter", **chosen.asked)
        chart = draw.quarter_columns(view, over_time)
        numbers = draw.quarters_table(view, over_time)
        figure_with_table(view, chart, numbers, "product-quarters", nothing=nothing)

    products = view.ask("linkage/products", **chosen.asked)
    title = words("linkage.products", period=view.period(chosen.year))
    show_list(view, products, draw.products_table, title, "products")
