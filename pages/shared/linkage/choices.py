"""What is looked at on 연계·협력: year, province and type; each stands in the address."""

from __future__ import annotations

import streamlit as st

from monitor.figures.chosen import Chosen
from monitor.figures.view import View
from pages.shared.choose import choose_region, choose_type, choose_year


def choose_all(view: View) -> Chosen:
    """Offer all three choices in a row."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return Chosen(
            year=choose_year(view),
            region=choose_region(view, with_all=True),
            model_type=choose_type(view),
        )
