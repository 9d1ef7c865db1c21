"""Lists below the figures: open while they are short, folded where they would bury the page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from pages.shared.show import Table, export, notes, show_table_of, table
from pages.shared.view import View

_SHORT: Final = 30  # rows


def show_list(view: View, numbers: Table, title: str, key: str) -> None:
    """Show a list with its heading, its notes and the file of it."""
    st.subheader(title, anchor=False)
    # Not ``numbers.shown``: what stays folded need not be written.
    rows = len(next(iter(numbers.columns.values())))
    if rows > _SHORT:
        notes([view.words("linkage.rows", rows=rows), *numbers.notes])
        show_table_of(view, numbers, title, key)
        return
    table(view, numbers, title, key)
    notes(numbers.notes)
    if len(numbers.raw):
        export(view, numbers.raw, key)
