"""확인: does a figure that left still say what was recorded, and was it corrected since?"""

import streamlit as st

from pages.shared.current import current_view
from pages.shared.show import heading
from pages.shared.verifying.code import ask_code, show_code
from pages.shared.verifying.file import show_file

view = current_view()
heading(view, "verify")
by_code, by_file = st.columns([1, 2], gap="large")
with by_code:
    code = ask_code(view)
with by_file:
    file = st.file_uploader(
        view.words("verify.file"), key="file", help=view.words("verify.file_help")
    )
if file is not None:
    show_file(view, file.getvalue(), file.name)
if code:
    show_code(view, code)
elif file is None:
    st.caption(view.words("verify.how"))
