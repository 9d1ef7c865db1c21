"""What is looked at on 확산: a standard model, a result that is followed."""

from __future__ import annotations

import streamlit as st

from monitor.figures.spread import model_names
from monitor.figures.spread_after import RESULTS
from monitor.figures.view import View
from pages.shared.choose import choose


def choose_model(view: View) -> str:
    """Offer one standard model, or all."""
    names = model_names(view)
    return choose(
        st.selectbox,
        view.words("spread.model"),
        ["all", *names],
        key="model",
        default="all",
        names={"all": view.words("spread.all_models"), **names},
        width=300,
    )


def choose_result(view: View) -> str:
    """Offer one of the results that are followed after support."""
    return choose(
        st.segmented_control,
        view.words("spread.result"),
        list(RESULTS),
        key="result",
        default=RESULTS[0],
        names={result: view.words(f"spread.{result}") for result in RESULTS},
    )
