"""What if: other weights or cut-offs, and how firm the order is under any reasonable weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import streamlit as st

from monitor.figures import evaluation_what_if as draw
from monitor.figures.register import Choice
from monitor.figures.view import View
from pages.shared.evaluation.choices import choose_evaluated_year, choose_programme_year
from pages.shared.evaluation.supposing import suppose
from pages.shared.show import show_figure, table, take_along, tiles


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
        _show_supposed(view, {"year": year, **asdict(supposed)})
    show_figure(view, draw.stability, year=year, programme_year=number)


def _show_supposed(view: View, choices: Mapping[str, Choice]) -> None:
    """Show which grades and decisions would be others."""
    every = draw.what_if(view, **choices)
    changed = every.numbers.raw
    tiles(draw.change_tiles(view, changed), key="what if")
    left, right = st.columns([2, 3], gap="medium")
    with left:
        show_figure(view, draw.grade_moves, **choices)
    with right:
        title, shown = view.words("evaluation.changed_list"), draw.changed_table(view, changed)
        st.markdown(f"**{title}**")
        if len(shown.raw):
            table(view, shown, title, "changed")
        else:
            st.caption(view.words("evaluation.nothing_changes"))
        take_along(view, draw.what_if, every, choices)
