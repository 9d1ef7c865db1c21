"""종합 현황: how large is the programme, is it on track, and where is attention needed?"""

import streamlit as st

from monitor.figures import overview as draw
from monitor.figures import tables
from pages.shared.choose import choose_year
from pages.shared.current import current_view
from pages.shared.overview import attention, briefing
from pages.shared.show import figure_with_table, heading, tiles

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
    chart = draw.attainment_bars(view, indicators, year)
    numbers = tables.key_indicators_table(view, indicators, quarter)
    figure_with_table(view, chart, numbers, "attainment")
with right:
    money = view.ask("budget/by_funding_source", year=year, quarter=quarter)
    sources = [view.name("funding_sources", source) for source in money["funding_source"]]
    chart = draw.money_bars(view, money, sources, year)
    numbers = tables.money_table(view, money, words("column.funding_source"), sources)
    figure_with_table(view, chart, numbers, "money")

st.subheader(words("overview.attention"), anchor="attention")
attention.show(view, year)
