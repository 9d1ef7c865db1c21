"""자문단: what is there to see, write and score for a member of the panel, and what was decided?"""

import streamlit as st

from pages.shared.choose import choose, choose_year
from pages.shared.current import current_view
from pages.shared.entrance import open_parts
from pages.shared.panel import conditions, decisions, findings, mine, scores, visit
from pages.shared.panel.common import choose_member
from pages.shared.show import heading

TASKS = {
    "mine": mine.show,
    "findings": findings.show,
    "scores": scores.show,
    "visit": visit.show,
    "conditions": conditions.show,
    "decisions": decisions.show,
}
# Each with the action that opens it; as a member of the panel looks who may read scores.
OPEN_TO = {
    "mine": "read_score",
    "findings": "read_finding",
    "scores": "read_score",
    "visit": "read_score",
    "conditions": "read_finding",
    "decisions": "decide_project",
}
OF_A_YEAR = ("mine", "scores", "decisions")

view = current_view()
heading(view, "panel")
offered = open_parts("panel", OPEN_TO, "task", view.words)
with st.container(horizontal=True, vertical_alignment="bottom"):
    member = choose_member(view)
    task = choose(
        st.segmented_control,
        view.words("panel.task"),
        offered,
        key="task",
        default=offered[0],
        names={task: view.words(f"panel.{task}") for task in offered},
    )
    year = choose_year(view) if task in OF_A_YEAR else view.years[-1]
TASKS[task](view, member, year)
