"""권한·기록: who did what when and from where, who is registered, and what may each role do?"""

import streamlit as st

from pages.shared.access import people, permissions, records
from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.who import this_store

PARTS = {
    "records": ("read_audit", records.show),
    "people": ("read_people", people.show),
    "permissions": ("browse", permissions.show),
}

view, store = current_view(), this_store()
words = view.words
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    st.title(words("access.title"), anchor=False, width="content")
    if view.release is not None and view.manifest.is_demonstration:
        st.badge(words("common.demonstration"), color="orange")
st.caption(words("access.lead"))
offered = [part for part, (action, _) in PARTS.items() if store.actor.opens(action)]
part = choose(
    st.segmented_control,
    words("access.part"),
    offered,
    key="part",
    default=offered[0],
    names={part: words(f"access.{part}") for part in PARTS},
    label_visibility="collapsed",
)
PARTS[part][1](view, store)
