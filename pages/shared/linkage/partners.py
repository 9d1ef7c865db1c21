"""Organisations that take part: their kinds and roles, over time, their value, in how many."""

from __future__ import annotations

import streamlit as st

from monitor.figures import linkage_partner_lists as lists
from monitor.figures import linkage_partners as draw
from monitor.figures import linkage_values as valued
from monitor.figures.linkage_tiles import partner_notes, partner_tiles
from monitor.figures.view import View
from pages.shared.linkage.choices import choose_all
from pages.shared.linkage.lists import show_list
from pages.shared.show import notes, show_figure, tiles


def show(view: View) -> None:
    """Show the organisations that take part."""
    chosen = choose_all(view)
    totals = view.ask("linkage/partners", **chosen.asked(view))
    tiles(partner_tiles(view, totals), key="linkage partners")
    notes(partner_notes(view, totals))

    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.kinds, **chosen.choices)
    with right:
        show_figure(view, draw.roles, **chosen.choices)

    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.quarters, **chosen.choices)
    with right:
        show_figure(view, valued.values, **chosen.choices)

    shared = view.ask("linkage/shared_organisations", **chosen.asked(view))
    if shared.empty:
        st.caption(view.words("linkage.nobody_shared"))
    else:
        show_list(view, lists.shared, **chosen.choices)
    show_list(view, lists.everybody, **chosen.choices)
