"""Waterfall: from one figure to the next by its causes, each with its signed text."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts.lettering import wrapped
from monitor.charts.native import Plot, Series, numbers
from monitor.charts.theme import (
    SMALL_SIZE,
    Caption,
    Chart,
    Drawing,
    Palette,
    escaped,
    finish,
    palette,
)
from monitor.wording import Words

_LABEL_WIDTH: Final = 62  # a sixth of the narrowest figure
_LINE: Final = 16


def waterfall(frame: pd.DataFrame, caption: Caption, alternative_text: str) -> Chart:
    """Draw a waterfall; the first and last bar are totals, those between are changes.

    Args:
        frame: columns label, value, text, kind (``total`` or ``change``); in order.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    drawing.trace(
        "waterfall",
        x=list(range(len(frame))),
        y=frame["value"],
        measure=["absolute" if kind == "total" else "relative" for kind in frame["kind"]],
        text=[f"<b>{text}</b>" for text in frame["text"]],
        textposition="outside",
        textfont={"size": SMALL_SIZE, "color": colours.ink},
        cliponaxis=False,
        connector={"line": {"color": colours.line, "width": 1}},
        increasing={"marker": {"color": colours.accent}},
        decreasing={"marker": {"color": colours.warning}},
        totals={"marker": {"color": colours.soft_ink}},
        hoverinfo="skip",
        width=0.6,
    )
    labels = [wrapped(label, _LABEL_WIDTH, SMALL_SIZE) for label in frame["label"]]
    room_below = 60 + _LINE * max(map(len, labels))
    levels = _levels(frame)
    lowest, highest = min(0.0, *levels), max(0.0, *levels)
    room = (highest - lowest or 1) * 0.14
    drawing.axis(
        "yaxis", visible=False, range=[lowest - (room if lowest < 0 else 0), highest + room]
    )
    drawing.axis(
        "xaxis",
        tickvals=list(range(len(frame))),
        ticktext=["<br>".join(map(escaped, lines)) for lines in labels],
        tickangle=0,
        showgrid=False,
        range=[-0.5, len(frame) - 0.5],
    )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=296 + room_below,
        margin={"t": 64, "b": room_below, "l": 12, "r": 12},
        native=_native(frame, levels, Words(caption.language), colours),
    )


def _native(
    frame: pd.DataFrame, levels: list[float], words: Words, colours: Palette
) -> Plot | None:
    """Stack each step on a foot that is not seen; none where a level lies below zero."""
    if min(levels) < 0:
        return None
    steps = frame.assign(
        foot=[
            0.0 if kind == "total" else level - max(value, 0.0)
            for kind, level, value in zip(frame["kind"], levels, frame["value"], strict=True)
        ],
        size=frame["value"].abs(),
    )
    is_total, is_fall = steps["kind"] == "total", steps["value"] < 0

    def part(name: str, colour: str, shown: Any) -> Series:
        texts = tuple(steps["text"].where(shown, ""))
        return Series(words(name), numbers(steps["size"].where(shown)), colour, texts=texts)

    return Plot(
        "column",
        tuple(frame["label"]),
        (
            Series("", numbers(steps["foot"]), ""),
            part("document.whole", colours.soft_ink, is_total),
            part("document.rise", colours.accent, ~is_total & ~is_fall),
            part("document.fall", colours.warning, ~is_total & is_fall),
        ),
        stacked=True,
        lowest=0,
    )


def _levels(frame: pd.DataFrame) -> list[float]:
    """Return where each bar begins and ends, to give the axis its room."""
    levels, level = [], 0.0
    for value, kind in zip(frame["value"], frame["kind"], strict=True):
        level = float(value) if kind == "total" else level + float(value)
        levels.append(level)
    return levels
