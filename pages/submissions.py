"""자료 제출·검토: who has sent what, what is wrong with it, and what would it change?"""

import streamlit as st

from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.desk import board, review, send
from pages.shared.desk.common import desk_heading

TASKS = {"board": board.show, "send": send.show, "review": review.show}

view = current_view()
desk_heading(view)
task = choose(
    st.segmented_control,
    view.words("submissions.task"),
    list(TASKS),
    key="task",
    default="board",
    names={task: view.words(f"submissions.{task}") for task in TASKS},
    label_visibility="collapsed",
)
TASKS[task](view)
