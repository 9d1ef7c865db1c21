"""What is looked at on 선정: a call, or all of them; a province; a type."""

from __future__ import annotations

import streamlit as st

from monitor.figures.view import View
from pages.shared.choose import choose, choose_region, choose_type


def choose_call(view: View) -> str:
    """Offer one call, the newest that has been selected first chosen, or all."""
    calls = view.ask("selection/calls")
    names = dict(zip(calls["call"], calls["name"], strict=True))
    selected = calls.loc[calls["selected_on"].notna(), "call"]
    return choose(
        st.selectbox,
        view.words("selection.call"),
        ["all", *names],
        key="call",
        default=str(selected.iloc[0] if len(selected) else calls["call"].iloc[0]),
        names={"all": view.words("selection.all_calls"), **names},
        width=330,
    )


def choose_all(view: View) -> dict[str, str]:
    """Offer call, province and type in a row."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {
            "call": choose_call(view),
            "region": choose_region(view, with_all=True),
            "model_type": choose_type(view),
        }
