"""Networks: how closely the projects of a province work together, drawn and measured."""

from __future__ import annotations

from typing import Any

import streamlit as st

from monitor.figures import linkage_network as draw
from monitor.figures.linkage_tiles import network_tiles
from monitor.figures.view import View
from pages.shared.choose import choose
from pages.shared.linkage.choices import choose_all
from pages.shared.show import notes, show_figure, table, take_along, tiles


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
    measured = view.ask("linkage/networks", **chosen.of_all_regions(view), partners=among)
    tiles(network_tiles(view, measured, chosen), key="linkage network")
    of_all: dict[str, Any] = {
        "year": chosen.year,
        "model_type": chosen.model_type,
        "partners": among,
    }
    if chosen.region == "all":
        show_figure(view, draw.province_rings, **of_all)
        notes([words("linkage.choose_province")])
    else:
        show_figure(view, draw.province_network, **of_all, region=chosen.region)

    networks = draw.networks(view, **of_all)
    st.subheader(networks.heading, anchor=False)
    table(view, networks.numbers, networks.heading, "measures")
    notes(networks.all_notes)
    take_along(view, draw.networks, networks, of_all)
