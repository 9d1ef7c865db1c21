"""What if: other weights or cut-offs, and how firm the order is under any reasonable weights."""

from __future__ import annotations

import streamlit as st

from monitor.figures import evaluation_what_if as draw
from monitor.figures.view import View
from pages.shared.evaluation.choices import choose_evaluated_year, choose_programme_year
from pages.shared.evaluation.supposing import suppose
from pages.shared.show import export, figure_with_table, table, tiles


def show(view: View) -> None:
    """Show what other weights or cut-offs would change; the record stays as it is."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = choose_evaluated_year(view)
        number = choose_programme_year(view, year)
    st.markdown(f"**{words('evaluation.what_if_lead')}**")
    supposed = suppose(view, year, number)
    if supposed is None:
        st.warning(words("evaluation.weights_zero"))
    else:
        changed = view.ask(
            "evaluation/what_if",
            year=year,
            weights=supposed.weights or "none",
            cut_offs=supposed.cut_offs or "none",
        )
        tiles(draw.change_tiles(view, changed), key="what if")
        left, right = st.columns([2, 3], gap="medium")
        with left:
            bands = view.ask("evaluation/bands", year=year)
            chart = draw.grade_matrix(view, changed, bands)
            figure_with_table(view, chart, draw.moves_table(view, changed, bands), "grade-moves")
        with right:
            st.markdown(f"**{words('evaluation.changed_list')}**")
            shown = draw.changed_table(view, changed)
            if len(shown.raw):
                table(view, shown, words("evaluation.changed_list"), "changed")
            else:
                st.caption(words("evaluation.nothing_changes"))
            export(view, changed, "what_if")

    nation = {"region": "all", "model_type": "all"}
    results = view.ask("evaluation/results", year=year, basis=view.basis, **nation)
    firm = draw.stability_dots(view, results, number)
    figure_with_table(view, firm, draw.stability_table(view, results, number), "stability")
