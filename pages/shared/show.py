"""Showing: headings, tiles, a figure with the table of its numbers, notes, the export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from monitor.charts import Chart
from monitor.charts.map import MAP_CONFIG
from monitor.figures.files import csv_bytes
from monitor.figures.parts import Table, Tile, escape
from monitor.figures.register import Choice, Drawn, Figure
from monitor.figures.view import View
from monitor.store import Store
from monitor.wording import date_text
from pages.shared.taking import offer
from pages.shared.who import this_store, when_taken


def heading(view: View, page: str) -> None:
    """Show the page's title, what it answers, and which release speaks."""
    words, manifest = view.words, view.manifest
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(words(f"{page}.title"), anchor=False, width="content")
        if manifest.is_demonstration:
            st.badge(words("common.demonstration"), color="orange")
    line = words(
        "common.release_line",
        lead=words(f"{page}.lead"),
        as_of=date_text(manifest.as_of, view.language),
        state=view.state,
    )
    st.caption(line)


def tiles(items: Sequence[Tile], *, key: str, narrowest: int = 132) -> None:
    """Show tiles of equal height in a row that wraps where they would get too narrow."""
    with st.grid(len(items), min_column_width=narrowest, gap="small", key=key):
        for item in items:
            st.metric(
                escape(item.label),
                item.value,
                item.note or None,
                delta_color=item.tone,  # type: ignore[arg-type]  # one of Streamlit's names
                delta_arrow="off",
                help=item.definition or None,
                height="stretch",
            )


Selection: TypeAlias = Mapping[str, Any]


class _Ready(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A finished figure as Streamlit takes it: plotly's own would copy each of its parts again."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    def to_dict(self) -> Any:
        return self._chart.parts


def figure(chart: Chart | None, key: str, **selection: Any) -> Any:
    """Draw a figure with its alternative text; nothing where there is none."""
    if chart is None:
        return None
    return st.plotly_chart(
        _Ready(chart),
        width="stretch",
        theme=None,
        key=key,
        config=dict(MAP_CONFIG),
        alt=chart.alternative_text,
        **selection,
    )


def show_figure(
    view: View,
    shown: Figure,
    selection: Selection | None = None,
    hints: Sequence[str] = (),
    /,
    **choices: Choice,
) -> Drawn:
    """Draw a figure of the register; below it its notes, its table and the ways to take it along.

    Args:
        view: who looks how.
        shown: the figure.
        selection: what a click on it does, as ``st.plotly_chart`` takes it.
        hints: what is to be known at the screen alone, below the notes.
        **choices: what the figure is drawn with.

    Returns:
        What was drawn, for a page that says more of it.
    """
    drawn = shown(view, **choices)
    if drawn.chart is None:
        st.caption(drawn.nothing or view.words("show.nothing"))
        return drawn
    figure(drawn.chart, shown.key, **(selection or {}))
    notes([*drawn.all_notes, *hints])
    fold_of(view, shown, drawn, choices)
    return drawn


def fold_of(
    view: View, shown: Figure, drawn: Drawn, choices: Mapping[str, Choice], label: str = ""
) -> None:
    """Fold away the table of a figure and the ways to take it along, sent when unfolded."""
    may_take = this_store().actor.opens("export")
    name = label or view.words(f"show.as_table{'' if may_take else '_only'}")
    fold = st.expander(name, key=f"fold {shown.key}", on_change="rerun")
    if fold.open:
        with fold:
            table(view, drawn.numbers, drawn.heading, shown.key)
            if may_take:
                offer(view, shown, drawn, choices, view.words("take.along"))


def show_table(view: View, shown: Figure, hints: Sequence[str] = (), /, **choices: Choice) -> Drawn:
    """Show a figure of the register that is a table; below it the ways to take it along.

    ``hints`` are for the screen alone, as in ``show_figure``.
    """
    drawn = shown(view, **choices)
    if not len(drawn.numbers.raw):
        st.caption(drawn.nothing or view.words("show.nothing"))
        return drawn
    table(view, drawn.numbers, drawn.heading, shown.key)
    notes([*drawn.all_notes, *hints])
    take_along(view, shown, drawn, choices)
    return drawn


def take_along(view: View, shown: Figure, drawn: Drawn, choices: Mapping[str, Choice]) -> None:
    """Fold away the ways to take a table along, sent when unfolded; nothing where none is open."""
    if not this_store().actor.opens("export"):
        return
    name = view.words("take.along")
    fold = st.expander(name, key=f"fold take {shown.key}", on_change="rerun")
    if fold.open:
        with fold:
            offer(view, shown, drawn, choices)


def table(view: View, numbers: Table, title: str, key: str) -> None:
    """Show a table, its numbers to the right; an empty one says so."""
    if not len(numbers.raw):
        st.caption(view.words("show.nothing"))
        return
    told = view.words("show.table_of", title=title, rows=len(numbers.shown))
    with st.container(key=f"table {key} {numbers.alignment}"):
        st.table(numbers.shown, hide_index=True, border="horizontal", alt=told)


def export(view: View, raw: pd.DataFrame, name: str) -> None:
    """Offer the numbers as CSV: marked, dated, safe to open in a spreadsheet."""

    def numbers(store: Store) -> bytes:
        with store.actor.acting("export", on=name):
            return csv_bytes(view, raw)

    if not this_store().actor.opens("export"):
        return
    st.download_button(
        view.words("show.download"),
        data=when_taken(numbers),
        file_name=f"{view.manifest.release}_{name}.csv",
        mime="text/csv",
        key=f"download {name}",
        on_click="ignore",
    )


def notes(lines: Sequence[str]) -> None:
    """Show the notes of a figure or table."""
    if lines:
        st.caption("  \n".join(f"※ {escape(line)}" for line in lines))
