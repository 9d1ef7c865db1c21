"""What a figure is made of, for programs that draw it themselves: PowerPoint, Hancom, Excel.

A builder that can says it beside its plotly drawing, from the same frame. What has none (a flow, a
network) leaves the house as a picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import pandas as pd

Mark: TypeAlias = Literal["bar", "line", "dot", "tick"]


@dataclass(frozen=True)
class Series:
    """One series of a plot.

    Attributes:
        name: as a legend says it.
        values: one a category, in the unit of the axis; None where there is nothing.
        colour: ``#rrggbb``; empty for what only carries others, such as the foot of a waterfall.
        mark: how it is drawn. A ``tick`` is a value to be compared with, such as a target.
        texts: the values as written, one a category; empty where none are written.
        colours: one a category, where they differ.
        places: where each value stands on the axis of categories, for ``scatter`` alone.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    mark: Mark = "bar"
    texts: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    places: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Plot:
    """A chart of series over categories, or of points.

    Attributes:
        kind: ``bar`` lies, ``column`` stands, ``line`` joins, ``scatter`` has numbers on both axes.
        categories: in reading order (of bars, the first on top).
        series: in drawing order.
        stacked: whether bars or columns stand on each other.
        number_format: as spreadsheets write it: ``#,##0.0``.
        lowest, highest: limits of the axis of values, where they are not to be found by themselves.
        across: what the axis of places says, for ``scatter`` alone.
        along: what the axis of values says; empty where the unit above says enough.
    """

    kind: Literal["bar", "column", "line", "scatter"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    number_format: str = "#,##0"
    lowest: float | None = None
    highest: float | None = None
    across: str = ""
    along: str = ""


@dataclass(frozen=True)
class Area:
    """One area of a map: rings of (x, y) in pixels of the figure, y downwards.

    Rings that run the other way are holes. ``text_at`` is the middle of the text.
    """

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    colour: str
    text: str = ""
    text_at: tuple[float, float] | None = None
    text_colour: str = "#1e2124"
    pattern: str = ""  # a reason for being empty: "/", "\\", "x", "."


@dataclass(frozen=True)
class Label:
    """A text of a map beside its areas, from ``at`` to the right: an entry of the legend."""

    text: str
    at: tuple[float, float]
    colour: str = ""  # of the box before it; none where empty
    pattern: str = ""


@dataclass(frozen=True)
class Areas:
    """A map or a tile grid as shapes that a person can recolour, in pixels of the figure.

    ``strokes`` are thin lines: what leads from a small area to its text, the frame of an inset.
    """

    width: float
    height: float
    areas: tuple[Area, ...]
    labels: tuple[Label, ...] = ()
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of a grid: its text and its colour."""

    text: str
    colour: str = ""


@dataclass(frozen=True)
class Grid:
    """A matrix as a table with coloured cells; ``corner`` says what a cell holds."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    corner: str = ""


Native: TypeAlias = Plot | Areas | Grid


def in_unit(plot: Plot, scale: float) -> Plot:
    """Return a plot with its values in the unit that the figure shows, such as 백만원.

    A format that divides, ``#,##0,,``, is not understood by every program.
    """
    if scale == 1:
        return plot
    return replace(
        plot,
        series=tuple(
            replace(each, values=tuple(v if v is None else v / scale for v in each.values))
            for each in plot.series
        ),
    )


def numbers(values: Iterable[Any]) -> tuple[float | None, ...]:
    """Return the values of a column, none where there is nothing."""
    return tuple(None if pd.isna(value) else float(value) for value in values)
