"""Policies of ministries: how much is linked, from whom to whom, and which projects have none."""

from __future__ import annotations

import streamlit as st

from monitor.figures import linkage_policies as draw
from monitor.figures import linkage_policy_lists as lists
from monitor.figures.chosen import Chosen
from monitor.figures.linkage_tiles import policy_notes, policy_tiles
from monitor.figures.view import View
from pages.shared.choose import choose
from pages.shared.linkage.choices import choose_all
from pages.shared.linkage.lists import show_list
from pages.shared.show import notes, show_figure, table, take_along, tiles


def show(view: View) -> None:
    """Show the linked policies."""
    words, chosen = view.words, choose_all(view)
    totals = view.ask("linkage/policies", **chosen.asked(view))
    tiles(policy_tiles(view, totals), key="linkage policies")
    notes(policy_notes(view, totals))

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
    how = chosen.choices | {"amount": amount, "across": across}
    # Seventeen provinces need the whole width, six types half of it.
    half = across == "model_type"
    left, right = st.columns(2, gap="medium") if half else (st.container(), st.container())
    with left:
        flow = show_figure(view, draw.ministry_flow, **how)
    with right:
        if flow.chart is not None:
            show_figure(view, draw.ministry_matrix, **how)

    _show_unlinked(view, chosen)
    show_list(view, lists.links, **chosen.choices)


def _show_unlinked(view: View, chosen: Chosen) -> None:
    """Show side by side the projects without a link and those of which it is not known."""
    words, unlinked = view.words, lists.unlinked(view, **chosen.choices)
    raw = unlinked.numbers.raw
    left, right = st.columns(2, gap="medium")
    for place, key, numbers in (
        (left, "without", lists.without_table(view, raw)),
        (right, "unknown", lists.unknown_table(view, raw)),
    ):
        with place:
            title = words(f"linkage.{key}", period=view.period(chosen.year))
            st.subheader(title, anchor=False)
            if len(numbers.raw):
                table(view, numbers, title, key)
            else:
                st.caption(words(f"linkage.{key}_nobody"))
    if len(raw):
        take_along(view, lists.unlinked, unlinked, chosen.choices)
