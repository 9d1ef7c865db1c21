"""Supposing: weights and cut-offs other than the record's; they stand in the address as pairs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from monitor.figures.evaluation import criteria_names
from monitor.figures.tables import records
from monitor.figures.view import View
from monitor.wording import number_text
from pages.shared.show import notes

_PAIR: Final = re.compile(r"(\w+):(\d{1,3}(?:\.\d{1,2})?)")
_MOST: Final = 100.0


@dataclass(frozen=True)
class Supposed:
    """Pairs as the question takes them; ``none`` where they are the record's."""

    weights: str
    cut_offs: str


def suppose(view: View, year: int, number: int) -> Supposed | None:
    """Offer the weights of a programme year and the cut-offs; none when no weight is left."""
    words = view.words
    criteria = view.ask("evaluation/criteria", year=year)
    criteria = criteria[criteria["programme_year"] == number]
    recorded = {f"{number}_{row.criterion}": row.maximum_points for row in records(criteria)}
    names = {f"{number}_{key}": name for key, name in criteria_names(view).items()}
    st.markdown(f"**{words('evaluation.weight_inputs', number=number)}**")
    weights = _inputs("weights", recorded, names, place=f"{year} {number}")
    total = sum(weights.values())
    notes([words("evaluation.weights_sum", total=number_text(total))])

    bands = view.ask("evaluation/bands", year=year)
    movable = bands[(bands["method"] == "cut_off") & (bands["minimum_score"] > 0)]
    st.markdown(f"**{words('evaluation.cut_off_inputs')}**")
    cut_offs: dict[str, float] = {}
    edges = {row.grade: row.minimum_score for row in records(movable)}
    if edges:
        names = {grade: words("evaluation.cut_off", grade=grade) for grade in edges}
        cut_offs = _inputs("cut_offs", edges, names, place=f"{year}")
        falling = list(cut_offs.values())
        if falling != sorted(set(falling), reverse=True):
            notes([words("evaluation.cut_offs_fall")])
    else:
        st.caption(words("evaluation.by_quota"))
    if not total:
        return None
    return Supposed(_pairs(weights, recorded) or "none", _pairs(cut_offs, edges) or "none")


def _inputs(
    parameter: str, recorded: Mapping[str, float], names: Mapping[str, str], place: str
) -> dict[str, float]:
    """Offer a number a name, first as the address says, else as recorded; keep it there."""
    asked = st.query_params.get(parameter, "")
    told = {name: float(value) for name, value in _PAIR.findall(asked)}
    written = f"{parameter} {place} in address"
    is_new = asked != st.session_state.get(written)
    given: dict[str, float] = {}
    for column, (name, value) in zip(st.columns(6, gap="small"), recorded.items(), strict=False):
        key = f"{parameter} {place} {name}"
        if is_new or key not in st.session_state:
            st.session_state[key] = min(told.get(name, float(value)), _MOST)
        with column:
            given[name] = st.number_input(
                names[name], min_value=0.0, max_value=_MOST, step=1.0, format="%g", key=key
            )
    pairs = _pairs(given, recorded)
    st.session_state[written] = pairs
    if pairs:
        st.query_params[parameter] = pairs
    elif parameter in st.query_params:
        del st.query_params[parameter]
    return given


def _pairs(given: Mapping[str, float], recorded: Mapping[str, float]) -> str:
    """Write what differs from the record."""
    changed = {name: value for name, value in given.items() if value != recorded[name]}
    return " ".join(f"{name}:{value:g}" for name, value in changed.items())
