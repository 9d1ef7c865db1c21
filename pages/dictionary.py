"""데이터 사전·공표 이력: what does each number mean, and what has been published?"""

import streamlit as st

from monitor.figures import dictionary as draw
from pages.shared.current import current_view
from pages.shared.releases import choose_two
from pages.shared.show import export, heading, notes, table, take_along
from pages.shared.who import this_store

view = current_view()
words = view.words
heading(view, "dictionary")

st.subheader(words("dictionary.releases"), anchor=False)
store = this_store()
releases = store.releases()
table(view, draw.releases_table(view, releases), words("dictionary.releases"), "releases")
fold = st.expander(words("dictionary.digests"), key="fold digests", on_change="rerun")
if fold.open:
    fold.caption(words("dictionary.digests_lead"))
    fold.code(draw.digests(releases), language=None)
if broken := store.unreadable_releases():
    notes([words("dictionary.unreadable", names=", ".join(broken))])

st.subheader(words("dictionary.compare"), anchor=False)
if len(releases) > 1:
    pair, remark = draw.in_order(view, releases, choose_two(view, releases))
    if remark:
        st.info(remark)
    if pair:
        differences = draw.compared(*pair)
        st.caption(words("dictionary.compare_lead"))
        numbers = draw.differences_table(view, differences)
        table(view, numbers, words("dictionary.compare"), "differences")
        export(view, differences, "differences")
else:
    st.caption(words("dictionary.one_release"))

st.subheader(words("dictionary.facts"), anchor=False)
table(view, draw.facts_table(view), words("dictionary.facts"), "facts")

st.subheader(words("dictionary.indicators"), anchor=False)
indicators = view.ask("dictionary/indicators")
meanings = draw.meanings_table(view, indicators)
table(view, meanings, words("dictionary.indicators"), "indicators")
st.subheader(words("dictionary.reporting"), anchor=False)
reporting = draw.reporting_table(view, indicators)
table(view, reporting, words("dictionary.reporting"), "reporting")
take_along(view, draw.indicators, draw.indicators(view), {})
