"""What is looked at: province and type, and for money a source of funds."""

from __future__ import annotations

import streamlit as st

from monitor.figures.progress_chosen import funding_sources, source_name
from monitor.figures.view import View
from pages.shared.choose import choose, choose_region, choose_type


def choose_place(view: View) -> dict[str, str]:
    """Offer province and type."""
    return {"region": choose_region(view, with_all=True), "model_type": choose_type(view)}


def choose_source(view: View) -> str:
    """Offer one source of funds, or all of them."""
    return choose(
        st.segmented_control,
        view.words("column.funding_source"),
        funding_sources(view),
        key="funding_source",
        default="all",
        names={source: source_name(view, source) for source in funding_sources(view)},
    )
