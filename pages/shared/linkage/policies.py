"""Policies of ministries: how much is linked, from whom to whom, and which projects have none."""

from __future__ import annotations

import streamlit as st

from monitor.figures import linkage_policies as draw
from monitor.figures.view import View
from pages.shared.choose import choose
from pages.shared.linkage.choices import choose_all
from pages.shared.linkage.lists import show_list
from pages.shared.show import export, figure_with_table, notes, table, tiles


def show(view: View) -> None:
    """Show the linked policies."""
    words, chosen = view.words, choose_all(view)
    totals = view.ask("linkage/policies", **chosen.asked)
    tiles(draw.policy_tiles(view, totals), key="linkage policies")
    notes(draw.policy_notes(view, totals))

    with st.container(horizontal=True, vertical_alignment="bottom"):
        amount = choose(
            st.segmented_control,
            words("linkage.amount"),
            list(draw.AMOUNTS),
            key="amount",
            default="linked_money",
            names={name: words(f"linkage.{name}") for name in draw.AMOUNTS},
        )
        across = choose(
            st.segmented_control,
            words("linkage.across"),
            list(draw.ACROSS),
            key="across",
            default="model_type",
            names={name: words(f"column.{name}") for name in draw.ACROSS},
        )
    linked = view.ask("linkage/ministries", **chosen.asked)
    nothing = words("linkage.no_policy")
    # Seventeen provinces need the whole width, six types half of it.
    half = across == "model_type"
    left, right = st.columns(2, gap="medium") if half else (st.container(), st.container())
    with left:
        chart = draw.ministry_flow(view, linked, chosen, amount, across)
        numbers = draw.ministries_table(view, linked, across)
        figure_with_table(view, chart, numbers, "ministry-flow", nothing=nothing)
    with right:
        matrix = draw.ministry_matrix(view, linked, chosen, amount, across)
        if matrix is not None:
            numbers = draw.matrix_table(view, linked, amount, across)
            figure_with_table(view, matrix, numbers, "ministry-matrix")

    unlinked = view.ask("linkage/unlinked", **chosen.asked)
    left, right = st.columns(2, gap="medium")
    for place, key, is_reported in ((left, "without", True), (right, "unknown", False)):
        with place:
            title = words(f"linkage.{key}", period=view.period(chosen.year))
            st.subheader(title, anchor=False)
            numbers = draw.unlinked_table(view, unlinked, is_reported=is_reported)
            if len(numbers.raw):
                table(view, numbers, title, key)
            else:
                st.caption(words(f"linkage.{key}_nobody"))
    if len(unlinked):
        export(view, unlinked, "unlinked")

    links = view.ask("linkage/links", **chosen.asked)
    title = words("linkage.links", period=view.period(chosen.year))
    show_list(view, links, draw.links_table, title, "links")
