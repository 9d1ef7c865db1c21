"""연차 비교: how did an indicator develop over the years, against target, and why did it change?"""

from typing import Any

import streamlit as st

from monitor.figures import year_on_year as draw
from pages.shared.choose import choose_indicator, choose_region, choose_type, choose_year
from pages.shared.current import current_view
from pages.shared.show import heading, show_figure

view = current_view()
heading(view, "year_on_year")
with st.container(horizontal=True, vertical_alignment="bottom"):
    year = choose_year(view)
    indicator = choose_indicator(view)
    model_type = choose_type(view)
    region = choose_region(view, with_all=True)
chosen: dict[str, Any] = {"year": year, "indicator": indicator}

whole, causes = st.columns(2, gap="medium")
with whole:
    show_figure(view, draw.years, **chosen, model_type=model_type, region=region)
with causes:
    show_figure(view, draw.causes, **chosen, model_type=model_type, region=region)

show_figure(view, draw.regions, **chosen, model_type=model_type)

left, right = st.columns(2, gap="medium")
with left:
    show_figure(view, draw.types, **chosen, region=region)
with right:
    show_figure(view, draw.cohorts, **chosen, model_type=model_type, region=region)
