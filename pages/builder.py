"""보고서 만들기: which figures, in which order, under which headings, said how, in which form?"""

import streamlit as st

from pages.shared.builder import arrange, collect, kept, make
from pages.shared.builder.current import before, current_draft, keep_draft
from pages.shared.current import current_view
from pages.shared.show import heading

view = current_view()
words = view.words
heading(view, "builder")
draft = current_draft(view)
figures, document = st.columns([2, 1], gap="large")
with document:
    st.subheader(words("builder.document"), anchor=False)
    kept.show(view, draft)
    st.subheader(words("builder.making"), anchor=False)
    make.show(view, draft)
with figures:
    st.subheader(words("builder.figures_in_it"), anchor=False)
    last = before(view, draft)
    if last is not None:
        st.caption(words("builder.compared", since=last.made.release))
    if draft.entries:
        st.caption(words("builder.is_kept"))
    arrange.show(view, draft)
    collect.show(view, draft)
keep_draft(view)
