"""선정: who applied, who was chosen, and how did each call run?"""

import streamlit as st

from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.selection import applications, calls, funnel
from pages.shared.show import heading

PARTS = {"funnel": funnel.show, "applications": applications.show, "calls": calls.show}

view = current_view()
words = view.words
heading(view, "selection")
if view.ask("selection/calls").empty:
    st.info(words("selection.none"))
else:
    part = choose(
        st.segmented_control,
        words("selection.part"),
        list(PARTS),
        key="part",
        default="funnel",
        names={part: words(f"selection.{part}") for part in PARTS},
        label_visibility="collapsed",
    )
    PARTS[part](view)
