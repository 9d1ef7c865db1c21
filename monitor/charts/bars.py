"""Bars: one value a row, with its text beside it and, where there is one, its target as a tick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import pandas as pd

from monitor.charts.lettering import text_on, text_width
from monitor.charts.native import Plot, Series, in_unit, numbers
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

ROW_HEIGHT: Final = 30
_PARTS_A_LINE: Final = 4  # more of them stand in two lines, below the unit
_BAR: Final = 0.62  # of its row
_PAST_BAR: Final = 9.4  # pixels by which a tick is longer than its bar
_PATTERNS: Final = ("", "/", "", "x", ".", "-")
_LEGEND: Final = {
    "orientation": "h",
    "x": 0,
    "xref": "container",
    "xanchor": "left",
    "y": 1,
    "yanchor": "bottom",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": SMALL_SIZE},
}


def bars(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    reference_name: str = "",
    value_name: str = "",
    label_width: int = 150,
    row_height: int = ROW_HEIGHT,
) -> Chart:
    """Draw horizontal bars, the first row on top.

    A text stands at the end of its bar. Where ticks stand among the bars, a text there could be
    read as the tick's, so texts stand in a column of their own between label and bar.

    Args:
        frame: columns label, value, text (the value as written); optional colour, and reference
            (same unit as value), drawn as a tick across the bar.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        reference_name: what the tick is, such as ``목표``; shown in the title line.
        value_name: what the bar and its text are, such as ``실적``; shown before it.
        label_width: room for the labels on the left in pixels.
        row_height: room for a bar in pixels: more where few stand beside a tall figure.
    """
    colours = palette(dark=caption.dark)
    has_ticks = "reference" in frame
    drawing = Drawing()
    drawing.trace(
        "bar",
        x=frame["value"],
        y=list(range(len(frame))),
        orientation="h",
        marker={"color": _colours(frame, colours.accent), "line": {"width": 0}},
        hoverinfo="skip",
        width=_BAR,
    )
    if has_ticks:
        _draw_reference(drawing, frame, colours, length=_BAR * row_height + _PAST_BAR)
    top = max(_largest(frame, "value"), _largest(frame, "reference"), 1e-9)
    text_room = 20 + int(max(map(text_width, frame["text"]), default=0))
    _write_texts(drawing, frame, colours, in_column=has_ticks)
    drawing.axis("xaxis", range=[0, top], visible=False)
    drawing.axis(
        "yaxis",
        tickvals=list(range(len(frame))),
        ticktext=[escaped(label) for label in frame["label"]],
        ticklabelstandoff=text_room if has_ticks else 0,
        range=[len(frame) - 0.4, -0.6],
        showgrid=False,
    )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=112 + row_height * len(frame),
        # The longest bar ends where the room for its text begins: no text is ever cut.
        margin={"l": label_width + text_room, "r": 12}
        if has_ticks
        else {"l": label_width, "r": text_room},
        key=_key(value_name, reference_name, colours),
        native=_bars_native(frame, value_name, reference_name, colours),
    )


def _bars_native(
    frame: pd.DataFrame, value_name: str, reference_name: str, colours: Palette
) -> Plot:
    series = [
        Series(
            value_name,
            numbers(frame["value"]),
            colours.accent,
            texts=tuple(frame["text"]),
            colours=tuple(frame["colour"]) if "colour" in frame else (),
        )
    ]
    if "reference" in frame:
        series.append(Series(reference_name, numbers(frame["reference"]), colours.ink, "tick"))
    return Plot("bar", tuple(frame["label"]), tuple(series), lowest=0)


def _colours(frame: pd.DataFrame, default: str) -> list[str]:
    return list(frame["colour"]) if "colour" in frame else [default] * len(frame)


def _largest(frame: pd.DataFrame, column: str) -> float:
    if column not in frame or frame[column].isna().all():
        return 0.0
    return float(frame[column].max())


def _key(value_name: str, reference_name: str, colours: Palette) -> str:
    """Say what a bar and what a tick is."""
    bar = f"<span style='color:{colours.accent}'>■</span> {value_name}" if value_name else ""
    tick = f"<b>|</b> {reference_name}" if reference_name else ""
    return "   ".join(filter(None, [bar, tick]))


def _write_texts(
    drawing: Drawing, frame: pd.DataFrame, colours: Palette, *, in_column: bool
) -> None:
    """Write each text at the end of its bar, or all of them in a column before the bars."""
    for row, (value, text) in enumerate(zip(frame["value"].fillna(0), frame["text"], strict=True)):
        drawing.text(
            escaped(text),
            x=0 if in_column else value,
            y=row,
            xanchor="right" if in_column else "left",
            yanchor="middle",
            xshift=-7 if in_column else 7,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )


def _draw_reference(
    drawing: Drawing, frame: pd.DataFrame, colours: Palette, *, length: float
) -> None:
    drawing.trace(
        "scatter",
        x=frame["reference"],
        y=list(range(len(frame))),
        mode="markers",
        marker={
            "symbol": "line-ns",
            "size": round(length / 1.4),  # plotly draws a line longer than its size
            "line": {"width": 2.5, "color": colours.ink},
        },
        cliponaxis=False,
        hoverinfo="skip",
    )


def stacked(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    parts: Sequence[tuple[str, str, str]],
    label_width: int = 150,
    write: Callable[[float], str] = "{:.0f}".format,
    scale: float = 1,
) -> Chart:
    """Draw stacked horizontal bars; each part has a name, a colour and a pattern.

    A text that does not fit into its part is left to the table.

    Args:
        frame: columns label, part, value; a row a label and part, labels in order.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        parts: (id, name, colour) in stacking order.
        label_width: room for the labels on the left in pixels.
        write: writes a value; a count if not given.
        scale: what values are divided by, as the unit says.
    """
    colours = palette(dark=caption.dark)
    labels = list(dict.fromkeys(frame["label"]))
    wide = frame.pivot(index="label", columns="part", values="value").reindex(labels).fillna(0)
    longest = float(wide.sum(axis=1).max()) or 1.0
    # A number that its part cannot hold would be shrunk until nobody could read it.
    pixels = (NARROWEST - label_width - 24) / longest
    drawing = Drawing()
    native = []
    for (part, name, colour), pattern in zip(parts, _PATTERNS, strict=False):
        values = wide[part] if part in wide else pd.Series(0, index=labels)
        texts = tuple(write(value) if value else "" for value in values)
        native.append(Series(name, numbers(values), colour, texts=texts))
        drawing.trace(
            "bar",
            x=values,
            y=list(range(len(labels))),
            name=escaped(name),
            orientation="h",
            marker={
                "color": colour,
                "line": {"color": colours.paper, "width": 1.5},
                "pattern": {
                    "shape": pattern,
                    "size": 9,
                    "solidity": 0.12,
                    "fgcolor": colours.paper,
                    "fillmode": "overlay",
                },
            },
            text=[
                _fitting(text, value * pixels) for text, value in zip(texts, values, strict=True)
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": SMALL_SIZE, "color": text_on(colour)},
            hoverinfo="skip",
            width=0.66,
        )
    drawing.axis("xaxis", visible=False, range=[0, longest * 1.02])
    drawing.axis(
        "yaxis",
        tickvals=list(range(len(labels))),
        ticktext=[escaped(label) for label in labels],
        range=[len(labels) - 0.4, -0.6],
        showgrid=False,
    )
    drawing.layout = {"barmode": "stack", "legend": _LEGEND}
    top = 76 if len(parts) <= _PARTS_A_LINE else 100
    return finish(
        drawing,
        caption,
        alternative_text,
        height=56 + top + ROW_HEIGHT * len(labels),
        margin={"l": label_width, "r": 12, "t": top},
        legend=True,
        native=in_unit(Plot("bar", tuple(labels), tuple(native), stacked=True, lowest=0), scale),
    )


def _fitting(text: str, room: float) -> str:
    """Return a text in bold, or nothing where it would stand beyond its part."""
    return f"<b>{text}</b>" if text and text_width(text) <= room else ""
