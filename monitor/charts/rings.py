"""Rings: a panel a place, its projects around a ring, joined where they share an organisation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

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

_TALL: Final = 172.0  # pixels from panel to panel
_NAME: Final = 22.0  # of these, above the ring
_RADIUS: Final = 50.0
_WIDE: Final = 0.34  # of a panel, from the middle of the ring to its side
_CROWDED: Final = 14  # projects of a panel beyond which their marks are smaller

Place = tuple[float, float]


def rings(
    panels: pd.DataFrame,
    spots: pd.DataFrame,
    ties: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    columns: int,
    key: str,
) -> Chart:
    """Draw a ring a panel: its projects as marks, joined where they share an organisation.

    Args:
        panels: columns panel, label, note; in order.
        spots: columns panel, key, mark (plotly's symbol), is_tied, hover; in order around the ring.
        ties: columns from_key, to_key, weight; each pair once.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        columns: panels a row.
        key: what mark and line are, in words.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    middles = {
        panel: (number % columns + 0.5, -(number // columns) * _TALL - _NAME - _RADIUS)
        for number, panel in enumerate(panels["panel"])
    }
    places = _places(spots, middles)
    _draw_ties(drawing, ties, places, colours)
    _draw_marks(drawing, spots, places, colours)
    for panel, label, note in zip(panels["panel"], panels["label"], panels["note"], strict=True):
        x, y = middles[panel]
        for text, up, size, ink in (
            (f"<b>{escaped(label)}</b>", y + _RADIUS + _NAME, BODY_SIZE, colours.ink),
            (escaped(note), y - _RADIUS - 20, SMALL_SIZE, colours.soft_ink),
        ):
            drawing.text(text, x=x, y=up, yanchor="middle", font={"size": size, "color": ink})
    rows = math.ceil(len(panels) / columns)
    drawing.axis("xaxis", range=[0, columns], visible=False)
    drawing.axis("yaxis", range=[-rows * _TALL + 14, 14], visible=False)
    return finish(
        drawing,
        caption,
        alternative_text,
        height=int(70 + rows * _TALL + 56),
        margin={"t": 70},
        key=key,
    )


def _places(spots: pd.DataFrame, middles: Mapping[Any, Place]) -> dict[str, Place]:
    """Stand the projects of a panel around its ring, the first on top; one alone in the middle."""
    places: dict[str, Place] = {}
    for panel, members in spots.groupby("panel", sort=False):
        x, y = middles[panel]
        reach = 0 if len(members) == 1 else 1
        for number, name in enumerate(members["key"]):
            turn = 2 * math.pi * number / len(members)
            places[name] = (
                x + reach * _WIDE * math.sin(turn),
                y + reach * (_RADIUS - 8) * math.cos(turn),
            )
    return places


def _draw_ties(
    drawing: Drawing, ties: pd.DataFrame, places: Mapping[str, Place], colours: Palette
) -> None:
    for weight in sorted(ties["weight"].unique().tolist()):
        pairs = ties[ties["weight"] == weight]
        ends = [
            (places[one], places[other])
            for one, other in zip(pairs["from_key"], pairs["to_key"], strict=True)
        ]
        drawing.trace(
            "scatter",
            x=[x for start, end in ends for x in (start[0], end[0], None)],
            y=[y for start, end in ends for y in (start[1], end[1], None)],
            mode="lines",
            # Lines differ in width. The gate tells lines by their dash, so each has its own, which
            # is drawn solid.
            line={
                "color": colours.soft_ink,
                "width": min(0.5 + weight, 5),
                "dash": f"{400 + weight}px,0px",
            },
            hoverinfo="skip",
        )


def _draw_marks(
    drawing: Drawing, spots: pd.DataFrame, places: Mapping[str, Place], colours: Palette
) -> None:
    crowded = {panel for panel, n in spots["panel"].value_counts().items() if n > _CROWDED}
    drawing.trace(
        "scatter",
        x=[places[name][0] for name in spots["key"]],
        y=[places[name][1] for name in spots["key"]],
        mode="markers",
        marker={
            "size": [7 if panel in crowded else 11 for panel in spots["panel"]],
            "symbol": spots["mark"].tolist(),
            "color": [
                colours.accent if is_tied else colours.soft_ink for is_tied in spots["is_tied"]
            ],
            "line": {"width": 1.5, "color": colours.paper},
            "opacity": 1,
        },
        customdata=spots["hover"],
        hovertemplate="%{customdata}<extra></extra>",
    )
