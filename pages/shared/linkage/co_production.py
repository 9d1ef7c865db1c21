"""Co-production: what was developed, by which sides together, and when."""

from __future__ import annotations

import streamlit as st

from monitor.figures import linkage_co_production as draw
from monitor.figures.linkage_tiles import product_notes, product_tiles
from monitor.figures.view import View
from pages.shared.linkage.choices import choose_all
from pages.shared.linkage.lists import show_list
from pages.shared.show import notes, show_figure, tiles


def show(view: View) -> None:
    """Show what was developed together."""
    chosen = choose_all(view)
    totals = view.ask("linkage/co_production", **chosen.asked(view))
    tiles(product_tiles(view, totals), key="linkage products")
    notes(product_notes(view, totals))

    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.sides, **chosen.choices)
    with right:
        show_figure(view, draw.kinds, **chosen.choices)
        show_figure(view, draw.quarters, **chosen.choices)

    show_list(view, draw.products, **chosen.choices)
