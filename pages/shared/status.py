"""What the status of projects rests on, one click below a list of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from monitor.figures.tables import status_table
from monitor.figures.view import View
from pages.shared.show import notes, table


def show_status_numbers(view: View, frame: pd.DataFrame, key: str) -> None:
    """Offer, one click below a list of projects, the numbers that each status rests on."""
    fold = st.expander(view.words("status.numbers"), key=f"fold status {key}", on_change="rerun")
    if fold.open:
        with fold:
            numbers = status_table(view, frame)
            table(view, numbers, view.words("status.numbers"), f"status_{key}")
            notes(numbers.notes)
