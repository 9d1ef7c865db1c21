"""연차 평가: what did the panel judge, how sure is it, what was decided, and on what grounds?"""

import streamlit as st

from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.evaluation import paths, project, results, what_if
from pages.shared.show import heading

PARTS = {
    "results": results.show,
    "paths": paths.show,
    "project": project.show,
    "what_if": what_if.show,
}

view = current_view()
words = view.words
heading(view, "evaluation")
if view.ask("evaluation/years").empty:
    st.info(words("evaluation.none"))
else:
    part = choose(
        st.segmented_control,
        words("evaluation.part"),
        list(PARTS),
        key="part",
        default="results",
        names={part: words(f"evaluation.{part}") for part in PARTS},
        label_visibility="collapsed",
    )
    PARTS[part](view)
