"""The view that the frame has set up for this run."""

from __future__ import annotations

import streamlit as st

from monitor.figures.view import View


def current_view() -> View:
    """Return the view that the frame has set up for this run."""
    view: View = st.session_state["view"]
    return view
