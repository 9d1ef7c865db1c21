"""Strips: every project a dot, the group's median a bar: the distribution, not only the mean."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from monitor.charts.native import Plot, Series, in_unit, numbers
from monitor.charts.theme import (
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

_MOST_DOTS = 30  # of a group that a chart with a series a dot may have
_JITTER = (0, 0.16, -0.16, 0.08, -0.08, 0.24, -0.24)


def strips(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    write: Callable[[float], str],
    median_name: str,
    scale: float = 1,
    label_width: int = 110,
    from_zero: bool = True,
) -> Chart:
    """Draw one strip a group.

    Args:
        frame: columns group (label, in order), value, median (of the group), name (of the
            project), colour, symbol.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        write: writes a value.
        median_name: what the bar is, in words.
        scale: what axis values are divided by, as the unit says.
        label_width: room for the labels on the left in pixels.
        from_zero: whether the scale begins at zero, or where the values do.
    """
    colours = palette(dark=caption.dark)
    groups = list(dict.fromkeys(frame["group"]))
    drawing = Drawing()
    for place, group in enumerate(groups):
        shown = frame[(frame["group"] == group) & frame["value"].notna()].sort_values("value")
        if shown.empty:
            continue
        drawing.trace(
            "scatter",
            x=shown["value"],
            y=[place + _JITTER[n % len(_JITTER)] for n in range(len(shown))],
            mode="markers",
            marker={
                "size": 9,
                "color": shown["colour"].iloc[0],
                "symbol": shown["symbol"].iloc[0],
                "opacity": 0.75,
                "line": {"width": 1, "color": colours.paper},
            },
            customdata=[
                f"{escaped(name)}<br>{write(value)}"
                for name, value in zip(shown["name"], shown["value"], strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
        median = float(shown["median"].iloc[0])
        drawing.shape(
            "line",
            x0=median,
            x1=median,
            y0=place - 0.34,
            y1=place + 0.34,
            line={"color": colours.ink, "width": 2.5},
        )
        drawing.text(
            f"<b>{write(median)}</b>",
            x=median,
            y=place - 0.34,
            yanchor="bottom",
            font={"size": SMALL_SIZE, "color": colours.ink},
        )
    top = float(frame["value"].max()) if frame["value"].notna().any() else 1
    lowest = float(frame["value"].min()) if frame["value"].notna().any() else 0
    lowest = min(0.0, lowest) if from_zero else lowest
    ticks = nice_ticks(lowest / scale, top / scale)
    drawing.axis(
        "xaxis",
        range=[lowest - 0.03 * (top - lowest or 1), top + 0.05 * (top - lowest or 1)],
        tickvals=[tick * scale for tick in ticks],
        ticktext=[axis_text(tick, caption.language) for tick in ticks],
    )
    drawing.axis(
        "yaxis",
        tickvals=list(range(len(groups))),
        ticktext=[escaped(group) for group in groups],
        range=[len(groups) - 0.4, -0.75],
        showgrid=False,
    )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=132 + 56 * len(groups),
        margin={"l": label_width, "r": 28, "b": 76},
        key=f"<b>|</b> {median_name}",
        native=_native(frame, write, median_name, colours, scale),
    )


def _native(
    frame: pd.DataFrame,
    write: Callable[[float], str],
    median_name: str,
    colours: Palette,
    scale: float,
) -> Plot | None:
    """A series for the lowest of each group, one for the next, and so on; marks at the medians."""
    groups = {
        str(group): rows.dropna(subset=["value"]).sort_values("value")
        for group, rows in frame.groupby("group", sort=False)
    }
    most = max(map(len, groups.values()), default=0)
    if not 0 < most <= _MOST_DOTS:
        return None
    ranks = [
        Series(
            "",
            numbers(rows["value"].iloc[n] if n < len(rows) else None for rows in groups.values()),
            colours.accent,
            "dot",
            colours=tuple(
                str(rows["colour"].iloc[n]) if n < len(rows) else "" for rows in groups.values()
            ),
        )
        for n in range(most)
    ]
    medians = numbers(rows["median"].iloc[0] if len(rows) else None for rows in groups.values())
    texts = tuple("" if median is None else write(median) for median in medians)
    middles = Series(median_name, medians, colours.ink, "tick", texts)
    return in_unit(Plot("line", tuple(groups), (*ranks, middles)), scale)
