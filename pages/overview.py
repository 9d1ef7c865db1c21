"""종합 현황: how large is the programme, is it on track, and where is attention needed?"""

import streamlit as st

from monitor.figures import overview as draw
from pages.shared.choose import choose_year
from pages.shared.current import current_view
from pages.shared.overview import attention, briefing
from pages.shared.show import heading, show_figure, tiles

view = current_view()
words = view.words
heading(view, "overview")
year = choose_year(view)
quarter = view.quarter(year)
sent = view.ask("regions/submissions", year=year, quarter=quarter)
briefing.show(view, year, draw.missing_notes(view, sent, year))

totals = view.ask("programme/totals", year=year, quarter=quarter)
tiles(draw.total_tiles(view, totals.iloc[0], year), key="totals")

st.subheader(words("overview.key_indicators"), anchor=False)
indicators = view.ask("programme/key_indicators", year=year, quarter=quarter)
tiles(draw.indicator_tiles(view, indicators, year), key="key indicators")

left, right = st.columns(2, gap="medium")
with left:
    show_figure(view, draw.attainment, year=year)
with right:
    show_figure(view, draw.money, year=year)

st.subheader(words("overview.attention"), anchor="attention")
attention.show(view, year)
