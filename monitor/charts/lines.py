"""Lines over years: small multiples, one panel a province or a type, and cohorts side by side."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from monitor.charts.theme import (
    BODY_SIZE,
    SMALL_SIZE,
    Caption,
    Chart,
    Palette,
    axis_text,
    escaped,
    finish,
    nice_ticks,
    palette,
)

_PANEL_HEIGHT: Final = 74
_PANEL_GAP: Final = 58
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
    figure = make_subplots(
        rows=rows,
        cols=columns,
        shared_yaxes=True,
        horizontal_spacing=0.022,
        vertical_spacing=_PANEL_GAP / (rows * (_PANEL_HEIGHT + _PANEL_GAP)) if rows > 1 else 0,
        subplot_titles=[f"<b>{escaped(group)}</b>" for group in groups],
    )
    figure.update_annotations(
        font={"size": BODY_SIZE, "color": colours.ink}, yshift=4, xanchor="center"
    )
    years = sorted(frame["year"].unique())
    lowest, highest = _panel_range(frame)
    for place, group in enumerate(groups):
        _add_panel(
            figure,
            frame[frame["group"] == group],
            (place // columns + 1, place % columns + 1),
            highest - lowest,
            colours,
            write,
        )
    figure.update_yaxes(range=[lowest, highest], visible=False)
    figure.update_xaxes(
        range=[min(years) - 0.45, max(years) + 0.45],
        tickvals=years,
        ticktext=[f"'{year % 100:02d}" for year in years],
        showgrid=False,
        showticklabels=True,
    )
    chart = finish(
        figure,
        caption,
        alternative_text,
        height=162 + rows * (_PANEL_HEIGHT + _PANEL_GAP) - _PANEL_GAP,
        margin={"t": 86, "b": 76},
    )
    _add_key(chart.figure, f"○ {target_name}", colours)
    return chart


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


def _add_panel(
    figure: go.Figure,
    panel: pd.DataFrame,
    place: tuple[int, int],
    room: float,
    colours: Palette,
    write: Callable[[float], str],
) -> None:
    row, column = place
    figure.add_trace(
        go.Scatter(
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
        ),
        row=row,
        col=column,
    )
    figure.add_trace(
        go.Scatter(
            x=panel["year"],
            y=panel["actual"],
            mode="lines+markers",
            line={"color": colours.accent, "width": 2},
            marker={"size": 6, "color": colours.accent},
            hovertemplate="%{x}: %{customdata}<extra></extra>",
            customdata=[write(value) for value in panel["actual"]],
        ),
        row=row,
        col=column,
    )
    shown = panel.dropna(subset=["actual"])
    if len(shown):
        figure.add_trace(_end_label(shown.iloc[-1], room, colours, write), row=row, col=column)


def _end_label(
    end: pd.Series, room: float, colours: Palette, write: Callable[[float], str]
) -> go.Scatter:
    """Write the last value above its point, and above the target's mark where that is close."""
    is_close = 0 <= end["target"] - end["actual"] < 0.3 * room
    return go.Scatter(
        x=[end["year"]],
        y=[end["target"] if is_close else end["actual"]],
        # An unseen mark keeps the text off the mark that is seen.
        mode="markers+text",
        marker={"size": 10, "opacity": 0},
        text=[write(end["actual"])],
        textposition="top center",
        textfont={"size": SMALL_SIZE, "color": colours.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _add_key(figure: go.Figure, text: str, colours: Palette) -> None:
    figure.add_annotation(
        text=text,
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        xshift=-6,
        yshift=36,
        showarrow=False,
        font={"size": SMALL_SIZE, "color": colours.soft_ink},
    )


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
    figure = go.Figure()
    ends = []
    for number, (group, line) in enumerate(frame.groupby("group", sort=False)):
        shown = line.dropna(subset=["value"])
        if shown.empty:
            continue
        dash, symbol = _look(line, number)
        colour = line["colour"].iloc[0] if "colour" in line else colours.accent
        ends.append((float(shown["value"].iloc[-1]), int(shown["x"].iloc[-1]), str(group), colour))
        figure.add_trace(
            go.Scatter(
                x=shown["x"],
                y=shown["value"],
                mode="lines+markers",
                line={"color": colour, "width": 2, "dash": dash},
                marker={"symbol": symbol, "size": 8, "color": colour},
                customdata=[write(value) for value in shown["value"]],
                hovertemplate=f"{escaped(str(group))}: %{{customdata}}<extra></extra>",
            )
        )
    _label_ends(figure, ends, write, colours, max(ticks))
    top = max((end[0] for end in ends), default=1)
    whole = frame["value"].max()
    figure.update_yaxes(range=[0, (max(top, whole) or 1) * 1.12], nticks=5, gridcolor=colours.faint)
    figure.update_xaxes(
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        range=[min(ticks) - 0.3, max(ticks) + 0.15],
    )
    chart = finish(
        figure, caption, alternative_text, height=352, margin={"l": 56, "r": 170, "b": 76}
    )
    _write_axis(chart.figure, (max(top, whole) or 1) * 1.12, caption, scale)
    return chart


def _look(line: pd.DataFrame, number: int) -> tuple[str, str]:
    if "dash" in line:
        return str(line["dash"].iloc[0]), str(line["symbol"].iloc[0])
    return _COHORT_LOOKS[number % len(_COHORT_LOOKS)]


def _label_ends(
    figure: go.Figure,
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
        figure.add_annotation(
            text=f"{escaped(group)} <b>{write(value)}</b>",
            x=x,
            y=place,
            xanchor="left",
            yanchor="top" if ends_early else "middle",
            xshift=9 if ends_early else 12,
            yshift=-3 if ends_early else 0,
            showarrow=False,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )


def _write_axis(figure: go.Figure, top: float, caption: Caption, scale: float) -> None:
    """Set the ticks as text: 만 and 억, which plotly does not know."""
    values = nice_ticks(0, top / scale)
    figure.update_yaxes(
        tickvals=[value * scale for value in values],
        ticktext=[axis_text(value, caption.language) for value in values],
    )
