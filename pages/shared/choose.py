"""Choosing: every choice stands in the address by its id, so that a link reproduces the view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from monitor.figures.parts import escape
from monitor.figures.view import MEASURES, Measure, View
from monitor.wording import LANGUAGES, Words


def announce(words: Words) -> None:
    """Make the place at the head of the page where values that were not understood are named."""
    st.session_state["announcements"] = (st.container(key="announcements"), words)


def turn_to(page: str) -> None:
    """Say on which page the choices that follow stand; those of the frame stand on none."""
    st.session_state["page"] = page


def _leave_other_page(key: str) -> None:
    """Forget the widget of another page: Streamlit keeps its key, but not for this page's."""
    here = st.session_state["page"]
    if st.session_state.get(f"{key} on page", here) != here:
        st.session_state.pop(key, None)
    st.session_state[f"{key} on page"] = here


def choose(
    widget: Callable[..., Any],
    label: str,
    options: Sequence[str],
    *,
    key: str,
    default: str,
    names: Mapping[str, str],
    **look: Any,
) -> str:
    """Offer a choice whose id stands in the address as ``?key=id``.

    Streamlit's own binding writes the label, which changes with the language. An id that the
    address invents is named at the head of the page. Without one in the address, what was chosen on
    another page under the same key holds. The first value goes in as the widget's own default: set
    through the session, a segmented control forgets it.
    """
    _leave_other_page(key)
    asked = st.query_params.get(key)
    if key not in st.session_state:
        st.session_state[f"{key} at first"] = chosen(options, key=key, default=default)
    elif asked in options and asked != st.session_state.get(f"{key} in address"):
        st.session_state[key] = asked  # a link or the back button changed it
    elif st.session_state[key] not in options:
        st.session_state[key] = default
    first = st.session_state.get(f"{key} at first", default)
    place = options.index(first if first in options else default)
    is_list = widget is st.selectbox
    start = {"index": place} if is_list else {"default": options[place], "required": True}
    if is_list:
        look = {"filter_mode": None, "placeholder": label, "width": 200, **look}
    value = str(
        widget(label, options, key=key, format_func=lambda o: names.get(o, o), **start, **look)
    )
    if asked is not None and asked not in options:
        _say_not_understood(label, names.get(asked, asked), names.get(value, value))
    _remember(key, value, default)
    st.session_state[f"{key} in address"] = value
    if asked != value:
        st.query_params[key] = value
    return value


def chosen(options: Sequence[str], *, key: str, default: str) -> str:
    """Return what ``choose`` will return for ``key``, before its widget is drawn."""
    _leave_other_page(key)
    asked = st.query_params.get(key)
    if asked in options and asked != st.session_state.get(f"{key} in address"):
        return str(asked)
    carried = st.session_state.get(f"{key} chosen") if asked is None else asked
    held = st.session_state.get(key, carried)
    return str(held) if held in options else default


def _remember(key: str, value: str, default: str) -> None:
    """Carry a choice to the next page; what a page shows by itself is no choice."""
    if value != default:
        st.session_state[f"{key} chosen"] = value
    else:
        st.session_state.pop(f"{key} chosen", None)


def _say_not_understood(label: str, asked: str, shown: str) -> None:
    place, words = st.session_state["announcements"]
    sentence = words("choose.not_understood", label=label, asked=asked[:40], shown=shown)
    place.info(escape(sentence))


def choose_language(words: Words) -> None:
    """Offer the languages; the frame has looked up already which one is chosen."""
    choose(
        st.segmented_control,
        words("app.language"),
        list(LANGUAGES),
        key="language",
        default="ko",
        names={"ko": "한국어", "en": "English"},
    )


def choose_year(view: View, among: Sequence[int] = ()) -> int:
    """Offer the years that the release covers, or some of them, the newest first chosen."""
    years = [str(year) for year in among or view.years]
    return int(
        choose(
            st.segmented_control,
            view.words("choose.year"),
            years,
            key="year",
            default=years[-1],
            names={year: view.period(int(year)) for year in years},
        )
    )


def choose_indicator(view: View, default: str = "service_users") -> str:
    """Offer the indicators that add up over projects, the chosen one's definition at hand."""
    offered = view.vocabulary.summed
    now = chosen(offered, key="indicator", default=default)
    return choose(
        st.selectbox,
        view.words("choose.indicator"),
        offered,
        key="indicator",
        default=default,
        names={i: view.indicator_name(i) for i in offered},
        help=view.definition(now),
        width=230,
    )


def choose_type(view: View) -> str:
    """Offer one model type, or all."""
    types = ["all", *(row["model_type"] for row in view.vocabulary.rows("model_types"))]
    return choose(
        st.selectbox,
        view.words("choose.model_type"),
        types,
        key="model_type",
        default="all",
        names={model_type: view.model_type(model_type, "name") for model_type in types},
    )


def choose_measure(view: View, indicator: str) -> Measure:
    """Offer how to look at an indicator; shares of people only where amounts are added."""
    offered = [
        measure
        for measure in MEASURES
        if not (measure == "per_100_000" and view.indicator(indicator).is_rate)
        and not (measure == "attainment" and view.indicator(indicator).direction == "none")
    ]
    measure = choose(
        st.segmented_control,
        view.words("choose.measure"),
        offered,
        key="measure",
        default="actual",
        names={measure: view.words(f"measure.{measure}") for measure in MEASURES},
    )
    return next(known for known in offered if known == measure)


def choose_region(view: View, *, with_all: bool) -> str:
    """Offer a province of the basis, and all of them where that makes sense."""
    units = list(view.units)
    options = ["all", *units] if with_all else units
    return choose(
        st.selectbox,
        view.words("choose.region"),
        options,
        key="region",
        default=options[0],
        width=150,
        names={
            "all": view.words("common.nationwide"),
            **{region: view.region(region) for region in view.vocabulary.regions},
        },
    )
