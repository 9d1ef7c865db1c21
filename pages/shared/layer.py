"""The map's layer and province: choices that stand in the address, or a click."""

from __future__ import annotations

from typing import Any

import streamlit as st

from monitor.charts.classes import Method
from monitor.figures.region_map import Layer
from monitor.figures.view import View
from pages.shared.choose import (
    choose,
    choose_indicator,
    choose_measure,
    choose_type,
    choose_year,
    chosen,
)


def choose_layer(view: View) -> Layer:
    """Offer the layers and what belongs to each."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = choose(
            st.segmented_control,
            view.words("choose.layer"),
            ["indicator", "context"],
            key="layer",
            default="indicator",
            names={k: view.words(f"region_map.layer_{k}") for k in ("indicator", "context")},
        )
        return _choose_indicator_layer(view) if kind == "indicator" else _choose_context(view)


def _choose_indicator_layer(view: View) -> Layer:
    year = choose_year(view)
    indicator = choose_indicator(view)
    model_type = choose_type(view)
    measure = choose_measure(view, indicator)
    method = _choose_method(view)
    breaks = choose(
        st.segmented_control,
        view.words("choose.breaks"),
        ["year", "fixed"],
        key="breaks",
        default="year",
        names={b: view.words(f"region_map.breaks_{b}") for b in ("year", "fixed")},
    )
    return Layer("indicator", indicator, year, measure, model_type, method, breaks)


def _choose_context(view: View) -> Layer:
    measures = view.ask("context/measures").set_index("measure")
    measure = choose(
        st.selectbox,
        view.words("choose.context"),
        list(measures.index),
        key="context",
        default="population",
        names=dict(measures[f"name_{view.language}"]),
    )
    years = str(measures.loc[measure, "years"]).split(",")
    year = choose(
        st.segmented_control,
        view.words("choose.year"),
        years,
        key="census",
        default=years[-1],
        names={},
    )
    shown = choose(
        st.segmented_control,
        view.words("choose.measure"),
        ["level", "change"],
        key="context_measure",
        default="change" if measure == "population" else "level",
        names={k: view.words(f"region_map.{k}_layer") for k in ("level", "change")},
    )
    method = _choose_method(view)
    return Layer(
        "context",
        measure,
        int(year),
        "change" if shown == "change" else "actual",
        method=method,
    )


def _choose_method(view: View) -> Method:
    method = choose(
        st.segmented_control,
        view.words("choose.method"),
        ["quantile", "jenks"],
        key="method",
        default="quantile",
        names={m: view.words(f"region_map.{m}") for m in ("quantile", "jenks")},
    )
    return "jenks" if method == "jenks" else "quantile"


def selected_region(view: View) -> str:
    """Return the province chosen in the address, on the map, or in the list below it."""
    units = list(view.units)
    return chosen(units, key="region", default=units[0])


def on_click(figure: str) -> dict[str, Any]:
    """Return what makes a click on a figure choose its province."""

    def remember() -> None:
        points = st.session_state[figure].selection.points
        if points:
            place = points[0]["customdata"][0]
            st.session_state["region"] = place

    return {"on_select": remember, "selection_mode": "points"}
