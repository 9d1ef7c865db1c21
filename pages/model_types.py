"""모델 유형: how do the six model types compare, and what sets each apart?"""

import streamlit as st

from monitor.figures import model_types as draw
from pages.shared.choose import choose_indicator, choose_year
from pages.shared.current import current_view
from pages.shared.show import heading, show_figure

view = current_view()
heading(view, "model_types")
with st.container(horizontal=True, vertical_alignment="bottom"):
    year = choose_year(view)
    indicator = choose_indicator(view)

left, right = st.columns(2, gap="medium")
with left:
    show_figure(view, draw.money, year=year)
with right:
    show_figure(view, draw.stages, year=year)

left, right = st.columns(2, gap="medium")
with left:
    show_figure(view, draw.by_type, year=year, indicator=indicator)
with right:
    show_figure(view, draw.distribution, year=year, indicator=indicator)

left, right = st.columns([2, 3], gap="medium")
with left:
    show_figure(view, draw.provinces, year=year)
with right:
    show_figure(view, draw.distinction, year=year)
