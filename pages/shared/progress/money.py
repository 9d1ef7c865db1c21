"""Money: by source, against plan and elapsed time, what was left over, what is to be expected."""

from __future__ import annotations

import streamlit as st

from monitor.figures import progress_money as draw
from monitor.figures import progress_money_ahead as ahead
from monitor.figures.view import View
from pages.shared.choose import choose_year
from pages.shared.progress.choices import choose_place, choose_source
from pages.shared.show import figure_with_table, notes, show_table_of, tiles


def show(view: View) -> None:
    """Show the money of a year."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year, place, source = choose_year(view), choose_place(view), choose_source(view)
    quarter = view.quarter(year)
    here = {"year": year, "quarter": quarter, **place.asked(view)}

    budgets = view.ask("progress/national_budget")
    warning = draw.budget_warning(view, budgets)
    if warning:
        st.warning(warning)
    tiles(draw.budget_tiles(view, budgets, year), key="national budget")
    notes(draw.budget_notes(view, budgets, year))
    show_table_of(
        view,
        draw.budgets_table(view, budgets),
        words("progress.national_budget"),
        "national-budget",
    )

    money = view.ask("progress/money", **here)
    if money.empty:
        st.info(words("progress.no_money"))
        return
    forecast = view.ask("progress/forecast", **here)
    tiles(draw.money_tiles(view, money, forecast, source), key="money")
    left, right = st.columns(2, gap="medium")
    with left:
        bars = draw.source_bars(view, money, year, place.named(view))
        figure_with_table(view, bars, draw.sources_table(view, money), "sources")
        chart = ahead.forecast_dots(view, forecast, year)
        numbers = ahead.forecast_table(view, forecast)
        nothing = ahead.no_forecast(view, year, quarter)
        figure_with_table(view, chart, numbers, "forecast", nothing=nothing)
    with right:
        curve = view.ask("progress/curve", funding_source=source, **here)
        chart = ahead.money_curve(view, curve, forecast, source, year)
        figure_with_table(view, chart, ahead.curve_table(view, curve, quarter), "curve")
        ended = view.ask("progress/year_end", **place.asked(view))
        chart = draw.year_end_bars(view, ended, source)
        numbers = draw.year_end_table(view, ended)
        nothing = words("progress.no_year_end")
        figure_with_table(view, chart, numbers, "year-end", nothing=nothing)
