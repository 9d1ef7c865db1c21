"""Adding a figure from the list of all, with the choices that it cannot do without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from inspect import Parameter
from typing import Final

import streamlit as st

from monitor.briefing.draft import Draft
from monitor.briefing.recipe import LAST, Piece
from monitor.figures.parts import escape
from monitor.figures.register import Choice, Figure, figures
from monitor.figures.view import View
from monitor.wording import Refused
from pages.shared.builder.current import seen

# As in the menu; what one member of the panel has to do is no figure of a briefing.
PAGES: Final = (
    *("overview", "progress", "region_map", "model_types", "year_on_year", "linkage", "spread"),
    *("selection", "evaluation", "project", "dictionary"),
)
_MODEL_YEARS: Final = (1, 2, 3)


def show(view: View, draft: Draft) -> None:
    """Offer all figures, page by page, by their titles."""
    words = view.words
    fold = st.expander(words("builder.add_figure"), key="fold add", on_change="rerun")
    if not fold.open:
        return
    with fold:
        page = st.selectbox(
            words("builder.page"),
            PAGES,
            format_func=lambda each: words(f"{each}.title"),
            key="add page",
        )
        offered = {each.name: each for each in figures().values() if each.page == page}
        titles = {name: _title(view, each) for name, each in offered.items()}
        name = st.selectbox(
            words("builder.figure"),
            list(offered),
            format_func=lambda each: titles.get(each, each),
            key=f"add figure {page}",
        )
        piece = Piece(name, _chosen(view, offered[name]), basis=view.basis)
        if st.button(words("builder.add"), key="add", type="primary"):
            _add(view, draft, piece, words(f"{page}.title"))


def _add(view: View, draft: Draft, piece: Piece, heading: str) -> None:
    try:
        seen(view, piece)
    except Refused as refused:
        st.error(escape(refused.say(view.language)))
        return
    draft.add(piece, heading)
    st.rerun()


def _title(view: View, figure: Figure) -> str:
    """Return a figure's title with its usual choices; its name where those draw nothing."""
    try:
        usual = {name: options[0] for name, options in _asked(view, figure).items() if options}
        return seen(view, Piece(figure.name, usual, basis=view.basis)).exhibit.title
    except Refused:
        return figure.key


def _asked(view: View, figure: Figure) -> dict[str, list[Choice]]:
    """Return what may be chosen: the figure's own lists, else what the release knows."""
    known: Mapping[str, Callable[[], list[Choice]]] = {
        "year": lambda: [_usual_year(view, figure)],
        "indicator": lambda: list(_summed(view)),
        "subject": lambda: list(_summed(view)),
        "region": lambda: list(view.units),
        "model_type": lambda: [row["model_type"] for row in view.vocabulary.rows("model_types")],
        "project": lambda: list(view.ask("project/all")["project"]),
        "programme_year": lambda: list(_MODEL_YEARS),
    }
    asked: dict[str, list[Choice]] = {}
    for name, choice in figure.choices.items():
        must = choice.default is Parameter.empty
        options = list(figure.allowed.get(name, ())) or known.get(name, list)()
        if must or name in {"region", "model_type"} or name in figure.allowed:
            default = [] if must or choice.default in options else [choice.default]
            asked[name] = [*default, *options]
    return asked


def _summed(view: View) -> list[str]:
    usual = "service_users"
    return sorted(view.vocabulary.summed, key=lambda each: each != usual)


def _usual_year(view: View, figure: Figure) -> Choice:
    """Return the newest year, of evaluations the one that was evaluated last."""
    if figure.page != "evaluation":
        return LAST
    behind = view.manifest.last_year - int(view.ask("evaluation/years")["year"].max())
    return f"{LAST}-{behind}" if behind > 0 else LAST


def _chosen(view: View, figure: Figure) -> dict[str, Choice]:
    chosen: dict[str, Choice] = {}
    for name, options in _asked(view, figure).items():
        if len(options) == 1:
            chosen[name] = options[0]
        elif options:
            chosen[name] = st.selectbox(
                _label(view, name),
                options,
                format_func=partial(_named, view, name),
                key=f"add {figure.name} {name}",
            )
    return chosen


def _label(view: View, name: str) -> str:
    section = "choose" if name in view.words.keys("choose") else "file"
    return view.words(f"{section}.{name}") if name in view.words.keys(section) else name


def _named(view: View, name: str, value: Choice) -> str:
    names: Mapping[str, Callable[[str], str]] = {
        "indicator": view.indicator_name,
        "subject": view.indicator_name,
        "region": lambda each: view.region(None if each in {"all", ""} else each),
        "model_type": view.model_type,
    }
    return names[name](str(value)) if name in names else str(value)
