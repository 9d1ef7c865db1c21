"""What a search found, and the list of all projects."""

from __future__ import annotations

import streamlit as st

from monitor.figures.parts import escape
from monitor.figures.project_found import GROUPS, found_table
from monitor.figures.project_lists import projects
from monitor.figures.view import View
from monitor.store.search import LONGEST, terms
from pages.shared.show import show_table, table
from pages.shared.who import this_store


def show(view: View, typed: str) -> None:
    """Offer the search; show what was found by kind, or all projects."""
    words = view.words
    st.text_input(
        words("project.search"),
        value=typed,
        key="search here",
        max_chars=LONGEST,
        placeholder=words("project.search_hint"),
        help=words("project.search_help"),
        on_change=_search,
        type="search",
        width=420,
    )
    if not typed.strip() or not _show_found(view, typed.strip()[:LONGEST]):
        _show_all(view)


def _show_all(view: View) -> None:
    year, title = view.years[-1], view.words("project.all_projects")
    st.markdown(f"**{title}** · {view.period(year)}")
    show_table(view, projects, year=year)


def _search() -> None:
    st.query_params["search"] = st.session_state["search here"].strip()


def _show_found(view: View, typed: str) -> bool:
    """Show what was found; tell whether anything was."""
    words = view.words
    this_store().actor.hold_back("search")
    found = view.ask("search/found", **terms(typed))
    if found.empty:
        st.info(words("project.nothing_found", typed=escape(typed)))
        return False
    st.markdown(words("project.found", typed=escape(typed)))
    # The kind with the likeliest name first.
    for group in dict.fromkeys(GROUPS[kind] for kind in found["kind"]):
        title = words(f"project.found_{group}")
        st.markdown(f"**{title}**")
        table(view, found_table(view, found, group), title, f"found_{group}")
    return True
