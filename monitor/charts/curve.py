"""Curve: how a year's sum grows by quarter, against its plan, and what is to be expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from monitor.charts.lettering import text_width
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

_HEIGHT: Final = 372
_ROOM: Final = 1.14  # above the highest value, as a multiple
_APART: Final = 0.072  # of the height, between two labels


@dataclass(frozen=True)
class Curve:
    """A line: the column of its values, its name, and how it looks."""

    column: str
    name: str
    dash: str = "solid"
    symbol: str = "circle"
    tone: str = "accent"


@dataclass(frozen=True)
class Fan:
    """What is expected at the end: from the last known value to a middle, a low and a high."""

    name: str
    x: int
    value: float
    end: int
    low: float
    middle: float
    high: float


def curves(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    lines: Sequence[Curve],
    ticks: dict[int, str],
    write: Callable[[float], str],
    scale: float = 1,
    level: tuple[str, float] | None = None,
    fan: Fan | None = None,
) -> Chart:
    """Draw lines from zero on, each named at its end with its last value.

    Args:
        frame: column x (integer) and one a line, none where there is no value.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        lines: the lines, the most important first.
        ticks: the places on the axis with their names.
        write: writes a value.
        scale: what axis values are divided by, as the unit says.
        level: name and value of a line across, which the others cannot exceed.
        fan: what is expected at the end.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    ends: list[tuple[float, str]] = []
    if fan is not None:
        ends += _draw_fan(drawing, fan, write, colours)
    if level is not None and not pd.isna(level[1]):
        ends.append((level[1], f"{level[0]} {write(level[1])}"))
        _draw_level(drawing, level[1], colours)
    for line in lines:
        ends += _draw_line(drawing, frame, line, max(ticks), write, colours)
    values = [value for value, _ in ends] + [
        float(frame[line.column].max()) for line in lines if frame[line.column].notna().any()
    ]
    highest = max([*values, fan.high if fan else 0]) or 1
    _write_ends(drawing, ends, max(ticks), highest, colours)
    rounds = nice_ticks(0, highest * _ROOM / scale)
    drawing.axis(
        "yaxis",
        range=[0, highest * _ROOM],
        tickvals=[value * scale for value in rounds],
        ticktext=[axis_text(value, caption.language) for value in rounds],
    )
    drawing.axis(
        "xaxis",
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        range=[min(ticks) - 0.12, max(ticks) + 0.1],
        showgrid=False,
    )
    room = 22 + int(max((text_width(text) for _, text in ends), default=0))
    return finish(
        drawing,
        caption,
        alternative_text,
        height=_HEIGHT,
        margin={"l": 56, "r": room, "b": 76},
        native=_native(frame, lines, ticks, write, level, fan, scale, colours),
    )


def _native(
    frame: pd.DataFrame,
    lines: Sequence[Curve],
    ticks: dict[int, str],
    write: Callable[[float], str],
    level: tuple[str, float] | None,
    fan: Fan | None,
    scale: float,
    colours: Palette,
) -> Plot:
    """The lines, the level as a line across, and the ends of the fan as marks, in their unit."""
    by_place = frame.set_index("x")
    series = [
        _native_line(
            line.name, by_place[line.column].reindex(list(ticks)), _tone(line.tone, colours), write
        )
        for line in lines
        if by_place[line.column].notna().any()
    ]
    if level is not None and not pd.isna(level[1]):
        across = pd.Series(level[1], index=list(ticks))
        series.append(_native_line(level[0], across, colours.soft_ink, write))
    if fan is not None:
        middle = pd.Series({fan.x: fan.value, fan.end: fan.middle}).reindex(list(ticks))
        series.append(_native_line(fan.name, middle, colours.accent, write))
        for end, value in (("↓", fan.low), ("↑", fan.high)):
            values = numbers(value if tick == fan.end else None for tick in ticks)
            series.append(Series(f"{fan.name} {end}", values, colours.ink, "tick"))
    return in_unit(Plot("line", tuple(ticks.values()), tuple(series), lowest=0), scale)


def _native_line(
    name: str, values: pd.Series, colour: str, write: Callable[[float], str]
) -> Series:
    """A line with its last value written."""
    last = values.last_valid_index()
    texts = tuple(write(value) if x == last else "" for x, value in values.items())
    return Series(name, numbers(values), colour, "line", texts)


def _tone(name: str, colours: Palette) -> str:
    return str(getattr(colours, name))


def _draw_line(
    drawing: Drawing,
    frame: pd.DataFrame,
    line: Curve,
    last: int,
    write: Callable[[float], str],
    colours: Palette,
) -> list[tuple[float, str]]:
    """Draw a line; name it where it ends early, or return its name for the column of names."""
    shown = frame.dropna(subset=[line.column])
    if shown.empty:
        return []
    tone = _tone(line.tone, colours)
    drawing.trace(
        "scatter",
        x=shown["x"],
        y=shown[line.column],
        mode="lines+markers",
        line={"color": tone, "width": 2.5 if line.tone == "accent" else 2, "dash": line.dash},
        marker={"symbol": line.symbol, "size": 8, "color": tone},
        customdata=[write(value) for value in shown[line.column]],
        hovertemplate=f"{escaped(line.name)}: %{{customdata}}<extra></extra>",
        cliponaxis=False,
    )
    x, value = int(shown["x"].iloc[-1]), float(shown[line.column].iloc[-1])
    if x == last:
        return [(value, f"{line.name} {write(value)}")]
    drawing.text(
        f"<b>{escaped(line.name)} {write(value)}</b>",
        x=x,
        y=value,
        xanchor="left",
        yanchor="top",
        xshift=8,
        yshift=-2,
        font={"size": SMALL_SIZE, "color": tone},
    )
    return []


def _draw_level(drawing: Drawing, value: float, colours: Palette) -> None:
    drawing.shape(
        "line",
        xref="paper",
        x0=0,
        x1=1,
        y0=value,
        y1=value,
        line={"color": colours.soft_ink, "width": 1, "dash": "dot"},
    )


def _draw_fan(
    drawing: Drawing, fan: Fan, write: Callable[[float], str], colours: Palette
) -> list[tuple[float, str]]:
    """Shade from low to high, and draw the middle as a broken line."""
    drawing.trace(
        "scatter",
        x=[fan.x, fan.end, fan.end, fan.x],
        y=[fan.value, fan.high, fan.low, fan.value],
        mode="none",
        fill="toself",
        fillcolor=_see_through(colours.accent),
        hoverinfo="skip",
    )
    drawing.trace(
        "scatter",
        x=[fan.x, fan.end],
        y=[fan.value, fan.middle],
        mode="lines+markers",
        line={"color": colours.accent, "width": 2, "dash": "6px,4px"},
        marker={"symbol": ["circle", "circle-open"], "size": [1, 9], "color": colours.accent},
        hoverinfo="skip",
        cliponaxis=False,
    )
    return [(fan.middle, f"{fan.name} {write(fan.middle)} ({write(fan.low)}~{write(fan.high)})")]


def _see_through(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"


def _write_ends(
    drawing: Drawing,
    ends: Sequence[tuple[float, str]],
    last: int,
    highest: float,
    colours: Palette,
) -> None:
    """Write the names at the right, moved apart where lines end close together."""
    gap, places = _APART * highest * _ROOM, [value for value, _ in sorted(ends)]
    for number in range(1, len(places)):
        places[number] = max(places[number], places[number - 1] + gap)
    ceiling = highest * (_ROOM - 0.03)
    for number in reversed(range(len(places))):
        places[number] = min(places[number], ceiling)
        ceiling = places[number] - gap
    for place, (_, text) in zip(places, sorted(ends), strict=True):
        drawing.text(
            escaped(text),
            x=last,
            y=place,
            xanchor="left",
            yanchor="middle",
            xshift=12,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )
