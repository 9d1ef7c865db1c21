"""자료 제출·검토: who has sent what, what would it change, and what is published of it?"""

import streamlit as st

from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.desk import board, publish, review, send
from pages.shared.desk.common import desk_heading
from pages.shared.entrance import open_parts

TASKS = {
    "board": board.show,
    "send": send.show,
    "review": review.show,
    "publish": publish.show,
}
# Each with the action that opens it.
OPEN_TO = {
    "board": "read_submission",
    "send": "submit",
    "review": "read_submission",
    "publish": "publish",
}

view = current_view()
desk_heading(view)
offered = open_parts("submissions", OPEN_TO, "task", view.words)
task = choose(
    st.segmented_control,
    view.words("submissions.task"),
    offered,
    key="task",
    default="board",
    names={task: view.words(f"submissions.{task}") for task in offered},
    label_visibility="collapsed",
)
TASKS[task](view)
