"""확산: where did standard models spread, what outlived support, and what was honoured?"""

import streamlit as st

from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.show import heading
from pages.shared.spread import after, awards, models

PARTS = {"models": models.show, "after": after.show, "awards": awards.show}

view = current_view()
words = view.words
heading(view, "spread")
part = choose(
    st.segmented_control,
    words("spread.part"),
    list(PARTS),
    key="part",
    default="models",
    names={part: words(f"spread.{part}") for part in PARTS},
    label_visibility="collapsed",
)
PARTS[part](view)
