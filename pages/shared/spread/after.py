"""After support: do results go on, against the last quarter of support?"""

from __future__ import annotations

import streamlit as st

from monitor.figures import spread_after as draw
from monitor.figures.chosen import Chosen
from monitor.figures.spread_tiles import after_tiles
from monitor.figures.view import View
from pages.shared.choose import choose_region, choose_type, choose_year
from pages.shared.show import notes, show_figure, table, take_along, tiles
from pages.shared.spread.choices import choose_result


def show(view: View) -> None:
    """Show what is reported of projects whose support has ended."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = choose_year(view)
        result = choose_result(view)
        region = choose_region(view, with_all=True)
        model_type = choose_type(view)
    chosen = Chosen(year, region, model_type)
    projects = view.ask("aftercare/projects", **chosen.asked(view))
    if projects.empty:
        st.info(words("spread.none_ended"))
        return
    totals = view.ask("aftercare/totals", **chosen.asked(view))
    tiles(after_tiles(view, totals), key="after tiles")
    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.before_now, **chosen.choices, result=result)
    with right:
        show_figure(view, draw.after_quarters, **chosen.choices, result=result)
    every = draw.aftercare(view, **chosen.choices)
    st.subheader(every.heading, anchor=False)
    table(view, every.numbers, every.heading, "after-projects")
    notes(every.all_notes)
    take_along(view, draw.aftercare, every, chosen.choices)
