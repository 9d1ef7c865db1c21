"""Organisations that take part: their kinds and roles, over time, their value, in how many."""

from __future__ import annotations

import streamlit as st

from monitor.figures import linkage_partner_lists as lists
from monitor.figures import linkage_partners as draw
from monitor.figures import linkage_values as valued
from monitor.figures.view import View
from pages.shared.linkage.choices import choose_all
from pages.shared.linkage.lists import show_list
from pages.shared.show import figure_with_table, notes, tiles


def show(view: View) -> None:
    """Show the organisations that take part."""
    words, chosen = view.words, choose_all(view)
    totals = view.ask("linkage/partners", **chosen.asked)
    tiles(draw.partner_tiles(view, totals), key="linkage partners")
    notes(draw.partner_notes(view, totals))

    counted = view.ask("linkage/kinds_and_roles", **chosen.asked)
    nothing = words("linkage.no_partner")
    left, right = st.columns(2, gap="medium")
    with left:
        chart = draw.kind_bars(view, counted, chosen)
        numbers = draw.kinds_table(view, counted)
        figure_with_table(view, chart, numbers, "partner-kinds", nothing=nothing)
    with right:
        chart = draw.role_matrix(view, counted, chosen)
        numbers = draw.roles_table(view, counted)
        figure_with_table(view, chart, numbers, "partner-roles", nothing=nothing)

    left, right = st.columns(2, gap="medium")
    with left:
        over_time = view.ask("linkage/partners_by_quarter", **chosen.asked)
        chart = draw.quarter_columns(view, over_time)
        numbers = draw.quarters_table(view, over_time)
        figure_with_table(view, chart, numbers, "partner-quarters", nothing=nothing)
    with right:
        chart = valued.value_dots(view, counted, chosen)
        numbers = valued.values_table(view, counted)
        nothing = words("linkage.no_value")
        figure_with_table(view, chart, numbers, "partner-values", nothing=nothing)

    period = view.period(chosen.year)
    shared = view.ask("linkage/shared_organisations", **chosen.asked)
    if shared.empty:
        st.caption(words("linkage.nobody_shared"))
    else:
        title, rows = words("linkage.shared", period=period), lists.organisations_in(shared)
        show_list(view, shared, lists.shared_table, title, "shared", rows=rows)
    everybody = view.ask("linkage/partner_list", **chosen.asked)
    title = words("linkage.everybody", period=period)
    show_list(view, everybody, lists.list_table, title, "partner-list")
