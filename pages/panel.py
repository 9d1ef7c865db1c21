"""자문단: what is there to see, write and score for a member of the panel, and what was decided?"""

import streamlit as st

from pages.shared.choose import choose, choose_year
from pages.shared.current import current_view
from pages.shared.panel import decisions, findings, mine, scores, visit
from pages.shared.panel.common import choose_member
from pages.shared.show import heading

TASKS = {
    "mine": mine.show,
    "findings": findings.show,
    "scores": scores.show,
    "visit": visit.show,
    "decisions": decisions.show,
}
OF_A_YEAR = ("mine", "scores", "decisions")

view = current_view()
heading(view, "panel")
with st.container(horizontal=True, vertical_alignment="bottom"):
    member = choose_member(view)
    task = choose(
        st.segmented_control,
        view.words("panel.task"),
        list(TASKS),
        key="task",
        default="mine",
        names={task: view.words(f"panel.{task}") for task in TASKS},
    )
    year = choose_year(view) if task in OF_A_YEAR else view.years[-1]
TASKS[task](view, member, year)
