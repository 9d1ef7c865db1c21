"""Scatter: two measures against each other, quadrants at their medians, the odd ones numbered."""

from __future__ import annotations

from typing import Final

import pandas as pd

from monitor.charts.native import Plot, Series, numbers
from monitor.charts.theme import (
    SMALL_SIZE,
    Caption,
    Chart,
    Drawing,
    Palette,
    axis_text,
    escaped,
    finish,
    nice_ends,
    nice_ticks,
    palette,
)

_HEIGHT: Final = 430
_TOP: Final = 74
_BOTTOM: Final = 96
_LEFT: Final = 44
# The plot of the narrowest figure, and half the room of a number of two digits, in pixels.
_PLOT_WIDTH: Final = 370
_PLOT_HEIGHT: Final = _HEIGHT - _TOP - _BOTTOM
_HALF_WIDE: Final = 11
_HALF_HIGH: Final = 9
_WIDE: Final = 18  # that two numbers must lie apart at least
_HIGH: Final = 14
_SPELLED: Final = {
    "circle": "●",
    "square": "■",
    "diamond": "◆",
    "triangle-up": "▲",
    "triangle-down": "▼",
}
_OPEN: Final = {"circle": "○", "square": "□", "diamond": "◇"}
_CORNERS: Final = ((1, 1), (-1, 1), (1, -1), (-1, -1))  # right or left, above or below


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
        frame: columns x, y, x_median, y_median (the same in every row; or another value to be held
            against), symbol (plotly's), is_soft
            (drawn pale), number (written at the mark where not empty), hover.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        x_name: what runs to the right, in words.
        y_name: what runs upwards.
        key: what the symbols are, in words.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    across = _range(pd.concat([frame["x"], frame["x_median"]]))
    up = _range(pd.concat([frame["y"], frame["y_median"]]))
    _draw_medians(drawing, frame, colours)
    order = frame.sort_values("is_soft", ascending=False, kind="stable")
    drawing.trace(
        "scatter",
        x=order["x"],
        y=order["y"],
        mode="markers",
        marker={
            "size": 9,
            "symbol": [
                f"{symbol}-open" if soft else symbol
                for symbol, soft in zip(order["symbol"], order["is_soft"], strict=True)
            ],
            "color": [colours.soft_ink if soft else colours.accent for soft in order["is_soft"]],
            "opacity": [0.7 if soft else 0.9 for soft in order["is_soft"]],
            "line": {
                "width": 1,
                "color": [colours.soft_ink if soft else colours.paper for soft in order["is_soft"]],
            },
        },
        customdata=order["hover"],
        hovertemplate="%{customdata}<extra></extra>",
    )
    _write_numbers(drawing, frame, across, up, colours)
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
        native=_native(frame, (across, up), (x_name, y_name), key, colours),
    )


def _native(
    frame: pd.DataFrame,
    ranges: tuple[tuple[float, float], tuple[float, float]],
    names: tuple[str, str],
    key: str,
    colours: Palette,
) -> Plot:
    """A series a symbol, named as the key names it, and a line at each median."""
    across, up = (nice_ends(*ends) for ends in ranges)
    x, y = float(frame["x_median"].iloc[0]), float(frame["y_median"].iloc[0])
    medians = [
        Series("", ends, colours.soft_ink, "line", places=places)
        for ends, places in (((up[0], up[1]), (x, x)), ((y, y), (across[0], across[1])))
    ]
    points = [
        Series(
            _name_in(key, str(symbol)),
            numbers(rows["y"]),
            colours.accent,
            "dot",
            texts=tuple(rows["number"]),
            colours=tuple(colours.soft_ink if soft else "" for soft in rows["is_soft"]),
            places=numbers(rows["x"]),
        )
        for symbol, rows in frame.groupby("symbol", sort=False)
    ]
    return Plot(
        "scatter",
        (),
        (*medians, *points),
        number_format="#,##0.##",
        lowest=up[0],
        highest=up[1],
        across=f"{names[0]} →",
        along=names[1],
    )


def _name_in(key: str, symbol: str) -> str:
    """Return what the key says after a symbol, filled or open."""
    spelled = (signs[symbol] for signs in (_SPELLED, _OPEN) if symbol in signs)
    after = key.partition(next((sign for sign in spelled if sign in key), "\0"))[2]
    return after.split("  ")[0].strip(" ·,")


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


def _write_numbers(
    drawing: Drawing,
    frame: pd.DataFrame,
    across: tuple[float, float],
    up: tuple[float, float],
    colours: Palette,
) -> None:
    """Number the marks that are told of under the figure, each at a corner that is free."""
    taken: list[tuple[float, float]] = []
    for x, y, number in zip(frame["x"], frame["y"], frame["number"], strict=True):
        if not number:
            continue
        place = (
            _PLOT_WIDTH * (x - across[0]) / (across[1] - across[0]),
            _PLOT_HEIGHT * (y - up[0]) / (up[1] - up[0]),
        )
        right, above = next(
            (corner for corner in _CORNERS if _is_free(place, corner, taken)), _CORNERS[0]
        )
        taken.append((place[0] + right * _HALF_WIDE, place[1] + above * _HALF_HIGH))
        drawing.text(
            f"<b>{escaped(number)}</b>",
            x=x,
            y=y,
            xanchor="left" if right > 0 else "right",
            yanchor="bottom" if above > 0 else "top",
            xshift=3 * right,
            yshift=above,
            font={"size": SMALL_SIZE + 1, "color": colours.ink},
            bgcolor=colours.paper,
            borderpad=0,
        )


def _is_free(
    place: tuple[float, float], corner: tuple[int, int], taken: list[tuple[float, float]]
) -> bool:
    x, y = place[0] + corner[0] * _HALF_WIDE, place[1] + corner[1] * _HALF_HIGH
    return all(abs(x - a) >= _WIDE or abs(y - b) >= _HIGH for a, b in taken)
