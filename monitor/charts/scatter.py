"""Scatter: two measures against each other, quadrants at their medians, the odd ones named."""

from __future__ import annotations

from typing import Final

import pandas as pd

from monitor.charts.lettering import text_width
from monitor.charts.theme import (
    NARROWEST,
    SMALL_SIZE,
    Caption,
    Chart,
    Drawing,
    Palette,
    axis_text,
    escaped,
    finish,
    nice_ticks,
    palette,
)

_HEIGHT: Final = 430
_TOP: Final = 74
_BOTTOM: Final = 96
_LEFT: Final = 44
_LINE: Final = 15  # pixels that a line of text takes


def scatter(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    x_name: str,
    y_name: str,
    key: str,
) -> Chart:
    """Draw a mark a project, with lines at the medians of all of them.

    Args:
        frame: columns x, y, x_median, y_median (the same in every row), symbol (plotly's), is_soft
            (drawn pale), name (written beside the mark where not empty), hover.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        x_name: what runs to the right, in words.
        y_name: what runs upwards.
        key: what the symbols are, in words.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    across, up = _range(frame["x"]), _range(frame["y"])
    _draw_medians(drawing, frame, colours)
    order = frame.sort_values("is_soft", ascending=False, kind="stable")
    drawing.trace(
        "scatter",
        x=order["x"],
        y=order["y"],
        mode="markers",
        marker={
            "size": 9,
            "symbol": order["symbol"].tolist(),
            "color": [colours.soft_ink if soft else colours.accent for soft in order["is_soft"]],
            "opacity": [0.45 if soft else 0.9 for soft in order["is_soft"]],
            "line": {"width": 1, "color": colours.paper},
        },
        customdata=order["hover"],
        hovertemplate="%{customdata}<extra></extra>",
    )
    _write_names(drawing, frame, across, up, colours)
    for axis, (low, high), name in (("xaxis", across, x_name), ("yaxis", up, y_name)):
        ticks = nice_ticks(low, high)
        drawing.axis(
            axis,
            range=[low, high],
            tickvals=ticks,
            ticktext=[axis_text(round(tick, 6), caption.language) for tick in ticks],
        )
        is_across = axis == "xaxis"
        drawing.text(
            escaped(f"{name} →" if is_across else f"↑ {name}"),
            xref="paper",
            yref="paper",
            x=1 if is_across else 0,
            y=0 if is_across else 1,
            xanchor="right" if is_across else "left",
            yanchor="top" if is_across else "bottom",
            xshift=0 if is_across else 2 - _LEFT,
            yshift=-22 if is_across else 2,
            font={"size": SMALL_SIZE, "color": colours.soft_ink},
        )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=_HEIGHT,
        margin={"l": _LEFT, "r": 16, "t": _TOP, "b": _BOTTOM},
        key=key,
    )


def _range(values: pd.Series) -> tuple[float, float]:
    if values.isna().all():
        return 0, 1
    low, high = float(values.min()), float(values.max())
    room = 0.07 * (high - low or abs(high) or 1)
    return low - room, high + room


def _draw_medians(drawing: Drawing, frame: pd.DataFrame, colours: Palette) -> None:
    line = {"color": colours.soft_ink, "width": 1, "dash": "dot"}
    x, y = float(frame["x_median"].iloc[0]), float(frame["y_median"].iloc[0])
    drawing.shape("line", x0=x, x1=x, yref="paper", y0=0, y1=1, line=line, layer="below")
    drawing.shape("line", y0=y, y1=y, xref="paper", x0=0, x1=1, line=line, layer="below")


def _write_names(
    drawing: Drawing,
    frame: pd.DataFrame,
    across: tuple[float, float],
    up: tuple[float, float],
    colours: Palette,
) -> None:
    """Write names beside their marks, towards the middle, moved off names already written."""
    width, height = NARROWEST - _LEFT - 16, _HEIGHT - _TOP - _BOTTOM
    taken: list[tuple[float, float, float]] = []  # left, right, height, in pixels
    for x, y, name in zip(frame["x"], frame["y"], frame["name"], strict=True):
        if not name:
            continue
        right = (x - across[0]) / (across[1] - across[0]) * width
        place = (y - up[0]) / (up[1] - up[0]) * height
        is_left = right > width / 2
        long = text_width(name) + 12
        start, end = (right - long, right) if is_left else (right, right + long)
        shift = next(
            (
                step
                for step in (0, 1, -1, 2, -2, 3, -3)
                if all(
                    end < left or start > stop or abs(place + step * _LINE - level) >= _LINE
                    for left, stop, level in taken
                )
            ),
            0,
        )
        taken.append((start, end, place + shift * _LINE))
        drawing.text(
            escaped(name),
            x=x,
            y=y,
            xanchor="right" if is_left else "left",
            yanchor="middle",
            xshift=-8 if is_left else 8,
            yshift=shift * _LINE,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )
