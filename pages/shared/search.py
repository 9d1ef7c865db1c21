"""The search of every page's sidebar: what is typed is shown on the page of projects."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from monitor.store.search import LONGEST
from monitor.wording import Words


def search_box(words: Words) -> None:
    """Offer a search; what is typed waits for ``turn_to_found``."""
    st.text_input(
        words("project.search"),
        key="search box",
        max_chars=LONGEST,
        placeholder=words("project.search_hint"),
        help=words("project.search_help"),
        on_change=_ask,
        type="search",
    )


def _ask() -> None:
    st.session_state["search asked"] = st.session_state["search box"]
    st.session_state["search box"] = ""


def turn_to_found(page: StreamlitPage) -> None:
    """Turn to what was found, if something was just typed."""
    asked = st.session_state.pop("search asked", "").strip()
    if asked:
        st.switch_page(page, query_params={"search": asked, "project": "all"})
