"""Matrix: rows against columns, a number a cell, the darker the more."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from monitor.charts.lettering import halved, text_on, text_width
from monitor.charts.native import Cell as NativeCell
from monitor.charts.native import Grid
from monitor.charts.theme import (
    NARROWEST,
    SMALL_SIZE,
    Caption,
    Chart,
    Drawing,
    Palette,
    escaped,
    finish,
    palette,
)

_ROW_HEIGHT: Final = 26
_SLANT: Final = 38  # degrees


def matrix(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    label_width: int = 64,
    around_one: bool = False,
) -> Chart:
    """Draw a matrix; every cell carries its text, so colour only repeats it.

    Args:
        frame: columns row, column (labels, in order), value (for the colour), text.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        label_width: room for the row labels in pixels.
        around_one: values are multiples; colours diverge from 1, halves as strong as doubles.
    """
    colours = palette(dark=caption.dark)
    rows, columns = list(dict.fromkeys(frame["row"])), list(dict.fromkeys(frame["column"]))
    shade = _ratio_shade if around_one else _count_shade
    top = float(frame["value"].max() or 1)
    cells = [
        (columns.index(column), rows.index(row), shade(value, top, colours), text)
        for row, column, value, text in zip(
            frame["row"], frame["column"], frame["value"], frame["text"], strict=True
        )
    ]
    drawing = Drawing()
    _fill(drawing, cells, len(rows), len(columns))
    _write(drawing, cells)
    slanted = _label_axes(drawing, rows, columns, label_width)
    up, beyond = _slanted_room(columns) if slanted else (0, 8)
    top_room = 92 + max(up - 56, 36 if slanted else 0)
    return finish(
        drawing,
        caption,
        alternative_text,
        height=top_room + 56 + _ROW_HEIGHT * len(rows),
        margin={"l": label_width, "t": top_room, "r": beyond},
        native=_native(rows, columns, cells),
    )


def _native(rows: list[str], columns: list[str], cells: list[Cell]) -> Grid:
    filled = {(down, across): NativeCell(text, colour) for across, down, colour, text in cells}
    empty = NativeCell("")
    return Grid(
        tuple(columns),
        tuple(rows),
        tuple(
            tuple(filled.get((down, across), empty) for across in range(len(columns)))
            for down in range(len(rows))
        ),
    )


def _slanted_room(columns: list[str]) -> tuple[int, int]:
    """Return how far slanted labels rise, and how far the last ones reach beyond the cells."""
    turn = math.radians(_SLANT)
    up = max(map(text_width, columns)) * math.sin(turn) + SMALL_SIZE
    # A label begins in the middle of its cell, and a cell is at least as wide as it is tall.
    over = max(
        text_width(column) * math.cos(turn) - place * _ROW_HEIGHT
        for place, column in enumerate(reversed(columns))
    )
    return int(up), max(int(over), 60)


Cell = tuple[int, int, str, str]  # across, down, colour, text


def _fill(drawing: Drawing, cells: list[Cell], rows: int, columns: int) -> None:
    """Fill the cells: one heat map of as many flat steps as there are colours."""
    shades = list(dict.fromkeys(colour for _, _, colour, _ in cells))
    grid: list[list[int | None]] = [[None] * columns for _ in range(rows)]
    for across, down, colour, _ in cells:
        grid[down][across] = shades.index(colour)
    steps = [
        [edge / len(shades), colour]
        for place, colour in enumerate(shades)
        for edge in (place, place + 1)
    ]
    drawing.trace(
        "heatmap",
        z=grid,
        colorscale=steps,
        zmin=-0.5,
        zmax=len(shades) - 0.5,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )


def _write(drawing: Drawing, cells: list[Cell]) -> None:
    """Write the texts, dark on light and light on dark."""
    for ink in dict.fromkeys(text_on(colour) for _, _, colour, _ in cells):
        written = [cell for cell in cells if text_on(cell[2]) == ink]
        drawing.trace(
            "scatter",
            x=[across for across, _, _, _ in written],
            y=[down for _, down, _, _ in written],
            mode="text",
            text=[text for _, _, _, text in written],
            textfont={"size": SMALL_SIZE, "color": ink},
            hoverinfo="skip",
        )


def _label_axes(drawing: Drawing, rows: list[str], columns: list[str], label_width: int) -> bool:
    """Label rows and columns; slant the column labels where they would touch each other."""
    lines = [line for column in columns for line in halved(column)]
    cell = (NARROWEST - label_width) / len(columns)
    slanted = max(map(text_width, lines)) > cell
    drawing.axis(
        "xaxis",
        tickvals=list(range(len(columns))),
        ticktext=[
            escaped(column) if slanted else "<br>".join(map(escaped, halved(column)))
            for column in columns
        ],
        ticklabeloverflow="allow",
        tickangle=-_SLANT if slanted else 0,
        side="top",
        showgrid=False,
        showline=False,
        ticks="",
        range=[-0.5, len(columns) - 0.5],
    )
    drawing.axis(
        "yaxis",
        tickvals=list(range(len(rows))),
        ticktext=[escaped(row) for row in rows],
        ticklabelstandoff=4,
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        showline=False,
        ticks="",
    )
    return slanted


def _count_shade(value: float, top: float, colours: Palette) -> str:
    """Return the colour of a count: none is faint, the largest the darkest but one."""
    if pd.isna(value) or value <= 0:
        return colours.faint
    shades = colours.classes[1:4]
    return shades[min(int(value / top * len(shades)), len(shades) - 1)]


def _ratio_shade(value: float, _top: float, colours: Palette) -> str:
    """Return the colour of a multiple: a third more or less is strong, a tenth is nothing."""
    if pd.isna(value) or value <= 0:
        return colours.faint
    strength = math.log(value) / math.log(4 / 3)
    if abs(strength) < math.log(1.1) / math.log(4 / 3):
        return colours.faint
    # From strong decrease to strong increase: the middle two are the weak ones.
    place = (0 if strength < -1 else 2) if strength < 0 else (4 if strength > 1 else 3)
    return colours.diverging[place]
