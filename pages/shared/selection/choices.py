"""What is looked at on 선정: a call, or all of them; a province; a type."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.shared.choose import choose, choose_region, choose_type
from pages.shared.view import View


@dataclass(frozen=True)
class Chosen:
    """The choices of a part of the page."""

    call: str
    region: str = "all"
    model_type: str = "all"

    @property
    def parameters(self) -> dict[str, str]:
        """Return the choices as questions take them."""
        return {"call": self.call, "region": self.region, "model_type": self.model_type}


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


def choose_all(view: View) -> Chosen:
    """Offer call, province and type in a row."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return Chosen(choose_call(view), choose_region(view, with_all=True), choose_type(view))
