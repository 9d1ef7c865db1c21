"""연계·협력: which ministries, organisations and residents work together in which projects?"""

import streamlit as st

from pages.shared.choose import choose
from pages.shared.current import current_view
from pages.shared.linkage import co_production, network, partners, policies
from pages.shared.show import heading

PARTS = {
    "policies": policies.show,
    "partners": partners.show,
    "network": network.show,
    "co_production": co_production.show,
}

view = current_view()
words = view.words
heading(view, "linkage")
part = choose(
    st.segmented_control,
    words("linkage.part"),
    list(PARTS),
    key="part",
    default="policies",
    names={part: words(f"linkage.{part}") for part in PARTS},
    label_visibility="collapsed",
)
PARTS[part](view)
