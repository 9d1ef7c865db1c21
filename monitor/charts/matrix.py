"""Matrix: rows against columns, a number a cell, the darker the more."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from monitor.charts.lettering import halved, text_on, text_width
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
    drawing = Drawing()
    cells = zip(frame["row"], frame["column"], frame["value"], frame["text"], strict=True)
    for row, column, value, text in cells:
        colour = shade(value, top, colours)
        across, down = columns.index(column), rows.index(row)
        drawing.shape(
            "rect",
            x0=across - 0.48,
            x1=across + 0.48,
            y0=down - 0.46,
            y1=down + 0.46,
            fillcolor=colour,
            line={"width": 0},
            layer="below",
        )
        drawing.text(
            text,
            x=across,
            y=down,
            font={"size": SMALL_SIZE, "color": text_on(colour)},
        )
    # Shapes alone draw no axes.
    drawing.trace("scatter", x=[None], y=[None], hoverinfo="skip")
    slanted = _label_axes(drawing, rows, columns, label_width)
    top_room = 128 if slanted else 92
    return finish(
        drawing,
        caption,
        alternative_text,
        height=top_room + 56 + _ROW_HEIGHT * len(rows),
        margin={"l": label_width, "t": top_room, "r": 60 if slanted else 8},
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
        tickangle=-38 if slanted else 0,
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
