"""What is looked at: year evaluated, province, type, criterion; each stands in the address."""

from __future__ import annotations

import streamlit as st

from monitor.figures.evaluation import TOTAL, criteria_names, evaluated_years, programme_years
from monitor.figures.evaluation_chosen import Chosen
from monitor.figures.view import View
from pages.shared.choose import choose, choose_region, choose_type


def choose_all(view: View) -> Chosen:
    """Offer all four choices in a row."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return Chosen(
            year=choose_evaluated_year(view),
            region=choose_region(view, with_all=True),
            model_type=choose_type(view),
            criterion=choose_criterion(view),
        )


def choose_evaluated_year(view: View) -> int:
    """Offer the years that the release has evaluated, the newest first chosen."""
    years = [str(year) for year in evaluated_years(view)]
    return int(
        choose(
            st.segmented_control,
            view.words("evaluation.year"),
            years,
            key="year",
            default=years[-1],
            names={year: view.period_to(int(year), 4) for year in years},
        )
    )


def choose_criterion(view: View) -> str:
    """Offer one criterion, or the total."""
    names = criteria_names(view)
    return choose(
        st.selectbox,
        view.words("evaluation.criterion"),
        list(names),
        key="criterion",
        default=TOTAL,
        names=names,
    )


def choose_programme_year(view: View, year: int) -> int:
    """Offer the programme years that were evaluated in a year, the most projects first chosen."""
    numbers = [str(number) for number in programme_years(view, year)]
    return int(
        choose(
            st.segmented_control,
            view.words("evaluation.programme_year"),
            numbers,
            key="programme_year",
            default=numbers[-1],
            names={n: view.words("common.programme_year", number=n) for n in numbers},
        )
    )
