"""Networks: how closely the projects of a province work together, drawn and measured."""

from __future__ import annotations

import streamlit as st

from monitor.figures import linkage_network as draw
from monitor.figures.view import View
from pages.shared.choose import choose
from pages.shared.linkage.choices import choose_all
from pages.shared.show import export, figure_with_table, notes, table, tiles


def show(view: View) -> None:
    """Show the networks of all provinces, or the one of the province that is chosen."""
    words, chosen = view.words, choose_all(view)
    # Support centres and universities tie nearly all; among social organisations it tells more.
    among = choose(
        st.segmented_control,
        words("linkage.among"),
        ["all", "social"],
        key="among",
        default="all",
        names={name: words(f"linkage.among_{name}") for name in ("all", "social")},
    )
    measured = view.ask("linkage/networks", **chosen.of_all_regions, partners=among)
    tiles(draw.network_tiles(view, measured, chosen), key="linkage network")
    if chosen.region == "all":
        tied = view.ask("linkage/ties", **chosen.asked, partners=among)
        chart = draw.province_rings(view, tied, measured, chosen, among)
        numbers = draw.ties_table(view, tied)
        figure_with_table(view, chart, numbers, "rings", nothing=words("linkage.no_project"))
        notes([words("linkage.choose_province")])
    else:
        members = view.ask("linkage/members", **chosen.asked, partners=among)
        chart = draw.province_network(view, members, chosen, among)
        numbers = draw.members_table(view, members)
        figure_with_table(view, chart, numbers, "network", nothing=words("linkage.no_project"))

    title = words("linkage.measures", period=view.period(chosen.year))
    st.subheader(title, anchor=False)
    numbers = draw.measures_table(view, measured)
    table(view, numbers, title, "measures")
    notes(numbers.notes)
    export(view, measured, "networks")
