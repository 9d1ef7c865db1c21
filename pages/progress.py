"""추진·예산: what is odd, where are projects in their four stages, and where is the money?"""

import streamlit as st

from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.progress import anomalies, money, stages
from pages.shared.show import heading

PARTS = {
    "anomalies": anomalies.show,
    "stages": stages.show,
    "money": money.show,
}

view = current_view()
words = view.words
heading(view, "progress")
part = choose(
    st.segmented_control,
    words("progress.part"),
    list(PARTS),
    key="part",
    default="anomalies",
    names={part: words(f"progress.{part}") for part in PARTS},
    label_visibility="collapsed",
)
PARTS[part](view)
