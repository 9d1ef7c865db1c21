"""Lists below the figures: open while they are short, folded where they would bury the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd
import streamlit as st

from monitor.figures.parts import Table
from monitor.figures.view import View
from pages.shared.show import export, notes, table

_SHORT: Final = 30  # rows


def show_list(
    view: View,
    raw: pd.DataFrame,
    draw: Callable[[View, pd.DataFrame], Table],
    title: str,
    key: str,
    *,
    rows: int | None = None,
) -> None:
    """Show a list with its heading, its notes and the file of it; written only where it is read.

    ``rows`` is how many rows the table has, where it has fewer than the answer.
    """
    st.subheader(title, anchor=False)
    length = len(raw) if rows is None else rows
    if length <= _SHORT:
        _show(view, draw(view, raw), title, key)
        return
    notes([view.words("linkage.rows", rows=length)])
    fold = st.expander(view.words("show.as_table"), key=f"fold {key}", on_change="rerun")
    if fold.open:
        with fold:
            _show(view, draw(view, raw), title, key)


def _show(view: View, numbers: Table, title: str, key: str) -> None:
    table(view, numbers, title, key)
    notes(numbers.notes)
    if len(numbers.raw):
        export(view, numbers.raw, key)
