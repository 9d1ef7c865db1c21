"""A sheet: one project on two printed pages. What stands beside it is for the screen alone."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from monitor.figures.parts import Table
from monitor.figures.view import View
from pages.shared.show import notes, table


def print_button(view: View) -> None:
    """Offer to print the sheet; page.js does when it is clicked."""
    st.button(view.words("panel.print"), key="print_sheet", type="primary")


def two_pages(first: Callable[[], None], second: Callable[[], None]) -> None:
    """Show a sheet's two pages, each as it prints."""
    with st.container(key="sheet", gap="small"):
        with st.container(key="sheet_1", gap="small"):
            first()
        with st.container(key="sheet_2", gap="small"):
            second()


def section(
    view: View, title: str, numbers: Table, key: str, nothing: str = "", note: str = ""
) -> None:
    """Show a part of a sheet: its heading, then its table, or the sentence for an empty one."""
    st.markdown(f"**{title}**" + (f" · {note}" if note else ""))
    if nothing and not len(numbers.raw):
        st.caption(nothing)
    else:
        table(view, numbers, title, f"sheet_{key}")
        notes(numbers.notes)
