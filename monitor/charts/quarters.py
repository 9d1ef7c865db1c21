"""Quarters: columns of what happened against marks of what was planned, one panel a group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

from monitor.charts.native import Cell, Grid, Native, Plot, Series, numbers
from monitor.charts.panels import write_texts
from monitor.charts.theme import (
    BODY_SIZE,
    SMALL_SIZE,
    Caption,
    Chart,
    Drawing,
    Palette,
    escaped,
    finish,
    palette,
)

_HEIGHT: Final = 330
_SPACE: Final = 1.6  # between panels, in quarters
_QUARTERS: Final = 4
_MOST_COLUMNS: Final = 24  # that can be named below one axis


def quarters(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    write: Callable[[float], str],
    actual_name: str,
    planned_name: str,
) -> Chart:
    """Draw a column a quarter and a mark where the plan was, panels side by side on one scale.

    Args:
        frame: columns group (label, in order), number (of the quarter: year × 4 + quarter - 1),
            actual (none while the quarter has not ended), planned, hover.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        write: writes a value above its column.
        actual_name: what a column is, in words.
        planned_name: what a mark is.
    """
    colours = palette(dark=caption.dark)
    groups = list(dict.fromkeys(frame["group"]))
    first, last = int(frame["number"].min()), int(frame["number"].max())
    step = last - first + 1 + _SPACE
    places = [groups.index(g) * step + n - first for g, n in _pairs(frame)]
    highest = float(pd.concat([frame["actual"], frame["planned"]]).max()) or 1.0
    drawing = Drawing()
    _draw_columns(drawing, frame, places, colours)
    _write_values(drawing, frame, places, write, colours)
    _draw_plans(drawing, frame, places, colours)
    _draw_frames(drawing, groups, step, first, last, highest, colours)
    drawing.axis("xaxis", visible=False, range=[-0.7, len(groups) * step - _SPACE - 0.3])
    drawing.axis("yaxis", visible=False, range=[-0.22 * highest, 1.32 * highest])
    drawing.layout |= {"barmode": "overlay"}
    return finish(
        drawing,
        caption,
        alternative_text,
        height=_HEIGHT,
        margin={"t": 60, "b": 48},
        key=(
            f"<b><span style='color:{colours.accent}'>■ {actual_name}</span></b>"
            f"   <b>—</b> {planned_name}"
        ),
        native=_native(frame, write, actual_name, planned_name, caption, colours),
    )


def _native(
    frame: pd.DataFrame,
    write: Callable[[float], str],
    actual_name: str,
    planned_name: str,
    caption: Caption,
    colours: Palette,
) -> Native:
    """Columns one after another, named by group and quarter; a table where they are too many."""
    groups = list(dict.fromkeys(frame["group"]))
    spells = {number: _spelled(number, caption) for number in sorted(set(frame["number"]))}
    rows = list(_pairs(frame))
    if len(rows) > _MOST_COLUMNS:
        texts = [
            f"{write(actual)} ({write(planned)})"
            for actual, planned in zip(frame["actual"], frame["planned"], strict=True)
        ]
        cell_of = dict(zip(rows, texts, strict=True))
        cells = (tuple(Cell(cell_of.get((g, int(n)), "")) for n in spells) for g in groups)
        corner = f"{actual_name} ({planned_name})"
        return Grid(tuple(spells.values()), tuple(groups), tuple(cells), corner)
    actual = numbers(frame["actual"])
    texts = ["" if not value else write(value) for value in actual]
    return Plot(
        "column",
        tuple(f"{group} {spells[n]}" if len(groups) > 1 else spells[n] for group, n in rows),
        (
            Series(actual_name, actual, colours.accent, texts=tuple(texts)),
            Series(planned_name, numbers(frame["planned"]), colours.ink, "tick"),
        ),
        lowest=0,
    )


def _spelled(number: int, caption: Caption) -> str:
    """Write a quarter short: ``'28.1/4``, ``Q1 '28``."""
    year, quarter = f"'{number // _QUARTERS % 100:02d}", number % _QUARTERS + 1
    return f"Q{quarter} {year}" if caption.language == "en" else f"{year}.{quarter}/4"


def _pairs(frame: pd.DataFrame) -> list[tuple[str, int]]:
    return list(zip(frame["group"], map(int, frame["number"]), strict=True))


def _draw_columns(
    drawing: Drawing,
    frame: pd.DataFrame,
    places: list[float],
    colours: Palette,
) -> None:
    known = [not pd.isna(value) for value in frame["actual"]]
    values = [value for value, is_known in zip(frame["actual"], known, strict=True) if is_known]
    drawing.trace(
        "bar",
        x=[place for place, is_known in zip(places, known, strict=True) if is_known],
        y=values,
        width=0.72,
        marker={"color": colours.accent, "line": {"width": 0}},
        customdata=[
            escaped(str(told))
            for told, is_known in zip(frame["hover"], known, strict=True)
            if is_known
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _write_values(
    drawing: Drawing,
    frame: pd.DataFrame,
    places: list[float],
    write: Callable[[float], str],
    colours: Palette,
) -> None:
    """Write each value above its column, and above its plan where that is higher."""
    rows = zip(places, frame["actual"], frame["planned"], strict=True)
    shown = [(x, actual, planned) for x, actual, planned in rows if actual > 0]
    write_texts(
        drawing,
        [x for x, _, _ in shown],
        [max(actual, planned) for _, actual, planned in shown],
        [write(actual) for _, actual, _ in shown],
        "top center",
        {"size": SMALL_SIZE, "color": colours.accent},
    )


def _draw_plans(
    drawing: Drawing, frame: pd.DataFrame, places: list[float], colours: Palette
) -> None:
    """Rule a short line at each plan; none where nothing was planned."""
    rows = [
        (place, value)
        for place, value in zip(places, frame["planned"], strict=True)
        if not pd.isna(value) and value
    ]
    drawing.trace(
        "scatter",
        x=[x for place, _ in rows for x in (place - 0.46, place + 0.46, None)],
        y=[y for _, value in rows for y in (value, value, None)],
        mode="lines",
        line={"color": colours.ink, "width": 2.5},
        hoverinfo="skip",
    )


def _draw_frames(
    drawing: Drawing,
    groups: list[str],
    step: float,
    first: int,
    last: int,
    highest: float,
    colours: Palette,
) -> None:
    """Draw each panel's name, base line and years."""
    starts = [panel * step for panel in range(len(groups))]
    width = last - first
    drawing.trace(
        "scatter",
        x=[x for start in starts for x in (start - 0.6, start + width + 0.6, None)],
        y=[y for _ in starts for y in (0, 0, None)],
        mode="lines",
        line={"color": colours.line, "width": 1, "dash": "solid"},
        hoverinfo="skip",
    )
    write_texts(
        drawing,
        [start + width / 2 for start in starts],
        [1.2 * highest] * len(starts),
        [f"<b>{escaped(group)}</b>" for group in groups],
        "top center",
        {"size": BODY_SIZE, "color": colours.ink},
    )
    years = [
        number for number in range(first, last + 1) if number % _QUARTERS == 0 or number == first
    ]
    shown = [n for n in years if n != first or _QUARTERS - first % _QUARTERS > 1]
    write_texts(
        drawing,
        [start + n - first - 0.5 for start in starts for n in shown],
        [-0.03 * highest] * (len(starts) * len(shown)),
        [f"'{n // _QUARTERS % 100:02d}" for _ in starts for n in shown],
        "bottom right",
        {"size": SMALL_SIZE, "color": colours.soft_ink},
    )
    drawing.trace(
        "scatter",
        x=[x for start in starts for n in shown for x in (start + n - first - 0.5,) * 2 + (None,)],
        y=[y for _ in starts for _ in shown for y in (0, -0.16 * highest, None)],
        mode="lines",
        line={"color": colours.line, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
