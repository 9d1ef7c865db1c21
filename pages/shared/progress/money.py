"""Money: by source, against plan and elapsed time, what was left over, what is to be expected."""

from __future__ import annotations

import streamlit as st

from monitor.figures import progress_budget as budget
from monitor.figures import progress_money as draw
from monitor.figures import progress_money_ahead as ahead
from monitor.figures.progress_chosen import here_in
from monitor.figures.view import View
from pages.shared.choose import choose_year
from pages.shared.progress.choices import choose_place, choose_source
from pages.shared.show import fold_of, notes, show_figure, tiles


def show(view: View) -> None:
    """Show the money of a year."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year, place, source = choose_year(view), choose_place(view), choose_source(view)
    asked = here_in(view, year, **place)

    budgets = view.ask("progress/national_budget")
    warning = budget.budget_warning(view, budgets)
    if warning:
        st.warning(warning)
    tiles(budget.budget_tiles(view, budgets, year), key="national budget")
    notes(budget.budget_notes(view, budgets, year))
    fold_of(view, budget.national_budget, budget.national_budget(view), {})

    money = view.ask("progress/money", **asked)
    if money.empty:
        st.info(words("progress.no_money"))
        return
    forecast = view.ask("progress/forecast", **asked)
    tiles(draw.money_tiles(view, money, forecast, source), key="money")
    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.sources, year=year, **place)
        show_figure(view, ahead.forecast, year=year, **place)
    with right:
        show_figure(view, ahead.curve, year=year, funding_source=source, **place)
        show_figure(view, draw.year_end, funding_source=source, **place)
