"""Lines over years: small multiples, one panel a province or a type, and cohorts side by side."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from monitor.charts.theme import (
    BODY_SIZE,
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

_PANEL_HEIGHT: Final = 74
_PANEL_GAP: Final = 58
_PANEL_SPACE: Final = 0.022  # between panels, as a share of the width
_COHORT_LOOKS: Final = (("solid", "circle"), ("dash", "square"), ("dot", "diamond"))


def small_multiples(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    columns: int,
    write: Callable[[float], str],
    target_name: str,
) -> Chart:
    """Draw one panel a group on a common scale: actual as a line, target as an open mark.

    Args:
        frame: columns group (label), year, actual, target (NaN where missing); groups in order.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        columns: panels a row.
        write: writes a value as the label at the end of its line.
        target_name: what the open mark is, in words.
    """
    colours = palette(dark=caption.dark)
    groups = list(dict.fromkeys(frame["group"]))
    rows = math.ceil(len(groups) / columns)
    drawing = Drawing()
    years = sorted(frame["year"].unique().tolist())
    lowest, highest = _panel_range(frame)
    for place, group in enumerate(groups):
        across, down = _panel_place(place, columns, rows)
        suffix = str(place + 1) if place else ""
        _name_panel(drawing, str(group), (sum(across) / 2, down[1]), colours)
        panel = frame[frame["group"] == group]
        _draw_panel(drawing, panel, suffix, highest - lowest, colours, write)
        drawing.axis(
            f"xaxis{suffix}",
            anchor=f"y{suffix}",
            domain=across,
            range=[min(years) - 0.45, max(years) + 0.45],
            tickvals=years,
            ticktext=[f"'{year % 100:02d}" for year in years],
            showgrid=False,
            showticklabels=True,
        )
        drawing.axis(
            f"yaxis{suffix}",
            anchor=f"x{suffix}",
            domain=down,
            range=[lowest, highest],
            visible=False,
        )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=162 + rows * (_PANEL_HEIGHT + _PANEL_GAP) - _PANEL_GAP,
        margin={"t": 86, "b": 76},
        key=f"○ {target_name}",
    )


def _panel_place(place: int, columns: int, rows: int) -> tuple[list[float], list[float]]:
    """Return from where to where a panel reaches, across and up, as shares of the figure."""
    width = (1 - _PANEL_SPACE * (columns - 1)) / columns
    gap = _PANEL_GAP / (rows * (_PANEL_HEIGHT + _PANEL_GAP))
    height = (1 - gap * (rows - 1)) / rows
    left = (place % columns) * (width + _PANEL_SPACE)
    top = 1 - (place // columns) * (height + gap)
    return [left, min(left + width, 1)], [max(top - height, 0), top]


def _name_panel(drawing: Drawing, name: str, place: tuple[float, float], colours: Palette) -> None:
    drawing.text(
        f"<b>{escaped(name)}</b>",
        xref="paper",
        yref="paper",
        x=place[0],
        y=place[1],
        xanchor="center",
        yanchor="bottom",
        yshift=4,
        font={"size": BODY_SIZE, "color": colours.ink},
    )


def _panel_range(frame: pd.DataFrame) -> list[float]:
    """Return the common range: from zero, or around values that all lie far from it."""
    values = pd.concat([frame["actual"], frame["target"]]).dropna()
    if values.empty:
        return [0, 1]
    lowest, highest = float(values.min()), float(values.max())
    if lowest > 0.5 * highest:
        room = max(highest - lowest, 0.05 * highest)
        return [lowest - 0.9 * room, highest + 0.9 * room]
    room = (highest - min(lowest, 0)) or 1
    return [min(lowest, 0) - 0.05 * room, highest + 0.34 * room]


def _draw_panel(
    drawing: Drawing,
    panel: pd.DataFrame,
    suffix: str,
    room: float,
    colours: Palette,
    write: Callable[[float], str],
) -> None:
    place = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    drawing.trace(
        "scatter",
        x=panel["year"],
        y=panel["target"],
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 9,
            "color": colours.soft_ink,
            "line": {"width": 1.5},
        },
        hoverinfo="skip",
        **place,
    )
    drawing.trace(
        "scatter",
        x=panel["year"],
        y=panel["actual"],
        mode="lines+markers",
        line={"color": colours.accent, "width": 2},
        marker={"size": 6, "color": colours.accent},
        hovertemplate="%{x}: %{customdata}<extra></extra>",
        customdata=[write(value) for value in panel["actual"]],
        **place,
    )
    shown = panel.dropna(subset=["actual"])
    if len(shown):
        drawing.trace("scatter", **_end_label(shown.iloc[-1], room, colours, write), **place)


def _end_label(
    end: pd.Series, room: float, colours: Palette, write: Callable[[float], str]
) -> dict[str, Any]:
    """Write the last value above its point, and above the target's mark where that is close."""
    is_close = 0 <= end["target"] - end["actual"] < 0.3 * room
    return {
        "x": [end["year"]],
        "y": [end["target"] if is_close else end["actual"]],
        # An unseen mark keeps the text off the mark that is seen.
        "mode": "markers+text",
        "marker": {"size": 10, "opacity": 0},
        "text": [write(end["actual"])],
        "textposition": "top center",
        "textfont": {"size": SMALL_SIZE, "color": colours.ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def lines(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    write: Callable[[float], str],
    ticks: dict[int, str],
    scale: float = 1,
) -> Chart:
    """Draw a line a group, each with its own dash and mark, labelled at its end.

    Args:
        frame: columns group (label), x (integer), value; optional colour, dash, symbol.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        write: writes a value as the label of a point.
        ticks: the places on the axis with their names.
        scale: what axis values are divided by, as the unit says.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    ends = []
    for number, (group, line) in enumerate(frame.groupby("group", sort=False)):
        shown = line.dropna(subset=["value"])
        if shown.empty:
            continue
        dash, symbol = _look(line, number)
        colour = line["colour"].iloc[0] if "colour" in line else colours.accent
        ends.append((float(shown["value"].iloc[-1]), int(shown["x"].iloc[-1]), str(group), colour))
        drawing.trace(
            "scatter",
            x=shown["x"],
            y=shown["value"],
            mode="lines+markers",
            line={"color": colour, "width": 2, "dash": dash},
            marker={"symbol": symbol, "size": 8, "color": colour},
            customdata=[write(value) for value in shown["value"]],
            hovertemplate=f"{escaped(str(group))}: %{{customdata}}<extra></extra>",
        )
    _label_ends(drawing, ends, write, colours, max(ticks))
    highest = max([frame["value"].max(), *(end[0] for end in ends)]) or 1
    values = nice_ticks(0, highest * 1.12 / scale)
    drawing.axis(
        "yaxis",
        range=[0, highest * 1.12],
        # 만 and 억, which plotly does not know.
        tickvals=[value * scale for value in values],
        ticktext=[axis_text(value, caption.language) for value in values],
    )
    drawing.axis(
        "xaxis",
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        range=[min(ticks) - 0.3, max(ticks) + 0.15],
    )
    return finish(
        drawing, caption, alternative_text, height=352, margin={"l": 56, "r": 170, "b": 76}
    )


def _look(line: pd.DataFrame, number: int) -> tuple[str, str]:
    if "dash" in line:
        return str(line["dash"].iloc[0]), str(line["symbol"].iloc[0])
    return _COHORT_LOOKS[number % len(_COHORT_LOOKS)]


def _label_ends(
    drawing: Drawing,
    ends: list[tuple[float, int, str, str]],
    write: Callable[[float], str],
    colours: Palette,
    last: int,
) -> None:
    """Write each line's name at its end, moved apart where lines end close together.

    A line that ends early has its name below its end, out of the way of the others.
    """
    gap = 0.075 * max((end[0] for end in ends), default=1)
    lowest = -math.inf
    for value, x, group, _ in sorted(ends):
        ends_early = x < last
        place = value if ends_early else max(value, lowest + gap)
        lowest = lowest if ends_early else place
        drawing.text(
            f"{escaped(group)} <b>{write(value)}</b>",
            x=x,
            y=place,
            xanchor="left",
            yanchor="top" if ends_early else "middle",
            xshift=9 if ends_early else 12,
            yshift=-3 if ends_early else 0,
            showarrow=False,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )
