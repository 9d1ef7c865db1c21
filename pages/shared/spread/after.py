"""After support: do results go on, against the last quarter of support?"""

from __future__ import annotations

import streamlit as st

from monitor.figures import spread_after as draw
from monitor.figures.view import View
from pages.shared.choose import choose_region, choose_type, choose_year
from pages.shared.show import export, figure_with_table, notes, table, tiles
from pages.shared.spread.choices import choose_result


def show(view: View) -> None:
    """Show what is reported of projects whose support has ended."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = choose_year(view)
        result = choose_result(view)
        region = choose_region(view, with_all=True)
        model_type = choose_type(view)
    here = {
        "year": year,
        "quarter": view.quarter(year),
        "basis": view.basis,
        "region": region,
        "model_type": model_type,
    }
    projects = view.ask("aftercare/projects", **here)
    if projects.empty:
        st.info(words("spread.none_ended"))
        return
    tiles(draw.after_tiles(view, view.ask("aftercare/totals", **here)), key="after tiles")
    quarters = view.ask("aftercare/quarters", **here)
    left, right = st.columns(2, gap="medium")
    with left:
        chart = draw.before_and_now(view, projects, result, year)
        numbers = draw.before_table(view, projects, result)
        nothing = words("spread.nothing_after")
        figure_with_table(view, chart, numbers, "before-now", nothing=nothing)
    with right:
        chart = draw.quarters_matrix(view, quarters, result)
        numbers = draw.quarters_table(view, quarters, result)
        figure_with_table(view, chart, numbers, "after-quarters", nothing=nothing)
    st.subheader(words("spread.after_projects"), anchor=False)
    numbers = draw.projects_table(view, projects)
    table(view, numbers, words("spread.after_projects"), "after-projects")
    notes(numbers.notes)
    export(view, projects, "aftercare")
