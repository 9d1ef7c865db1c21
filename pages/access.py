"""권한·기록: who did what when and from where, who is registered, and what may each role do?"""

import streamlit as st

from pages.shared.access import people, permissions, records
from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.entrance import open_parts
from pages.shared.who import this_store

PARTS = {"records": records.show, "people": people.show, "permissions": permissions.show}
# Each with the action that opens it.
OPEN_TO = {"records": "read_audit", "people": "read_people", "permissions": "browse"}

view, store = current_view(), this_store()
words = view.words
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    st.title(words("access.title"), anchor=False, width="content")
    if view.release is not None and view.manifest.is_demonstration:
        st.badge(words("common.demonstration"), color="orange")
st.caption(words("access.lead"))
offered = open_parts("access", OPEN_TO, "part", words)
part = choose(
    st.segmented_control,
    words("access.part"),
    offered,
    key="part",
    default=offered[0],
    names={part: words(f"access.{part}") for part in offered},
    label_visibility="collapsed",
)
PARTS[part](view, store)
