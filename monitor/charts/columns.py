"""Columns over quarters: panes below each other on one line of time, parts stacked in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from monitor.charts.lettering import text_on, text_width
from monitor.charts.native import Plot, Series, numbers
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

_BAR: Final = 0.74  # of a quarter
_PANE_HEAD: Final = 30  # pixels for the name of a pane
_PANE_GAP: Final = 16  # pixels below a pane
_TEXT_ROOM: Final = 18  # pixels that a number above or below its column takes
_NUMBER_SIZE: Final = 11


@dataclass(frozen=True)
class Part:
    """A part of the columns: the frame's column, its name and tone; filled, or only outlined.

    What goes ``down`` is drawn below the base line.
    """

    column: str
    name: str
    tone: str = "accent"
    is_open: bool = False
    down: bool = False


@dataclass(frozen=True)
class Pane:
    """Columns with a name of their own, and the pixels that the tallest takes."""

    name: str
    parts: Sequence[Part]
    height: int = 110


def columns(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    panes: Sequence[Pane],
    write: Callable[[float], str],
) -> Chart:
    """Draw a column a row of the frame in every pane.

    A part carries its number where it is tall enough; above a stack stands its sum.

    Args:
        frame: columns label (of the quarter), year (written once below its first quarter), and
            one a part (not negative, NaN where not known).
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        panes: from the top down.
        write: writes a number.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    depths = [_depth(pane) for pane in panes]
    whole = sum(depths)
    top = 1.0
    for number, (pane, depth) in enumerate(zip(panes, depths, strict=True)):
        bottom = max(top - depth / whole, 0.0)
        _draw_pane(drawing, frame, pane, number, (bottom, top), colours, write)
        top = bottom
    _label_quarters(drawing, frame)
    drawing.layout |= {"barmode": "relative", "bargap": 1 - _BAR}
    return finish(
        drawing,
        caption,
        alternative_text,
        height=int(56 + whole + 92),
        margin={"t": 56, "b": 92},
        native=_native(frame, panes, write, colours),
    )


def _native(
    frame: pd.DataFrame, panes: Sequence[Pane], write: Callable[[float], str], colours: Palette
) -> Plot:
    """The parts of one pane on each other; those of several beside each other on one scale."""
    years = list(frame["year"])
    categories = (
        f"{year} {label}" if place == 0 or years[place - 1] != year else str(label)
        for place, (year, label) in enumerate(zip(years, frame["label"], strict=True))
    )
    is_stacked = len(panes) == 1
    tones = (colours.accent, colours.line, colours.ink, colours.soft_ink)
    series: list[Series] = []
    for pane, part in [(each, part) for each in panes for part in each.parts]:
        values = numbers(frame[part.column])
        signed = numbers(-value if value and part.down else value for value in values)
        # Each pane has a legend of its own; here one legend must tell all parts apart.
        own = getattr(colours, "line" if part.is_open else part.tone)
        colour = own if is_stacked else tones[len(series) % len(tones)]
        texts = tuple(write(value) if value else "" for value in signed) if is_stacked else ()
        name = part.name if is_stacked else f"{pane.name} · {part.name}"
        series.append(Series(name, signed, colour, texts=texts))
    return Plot("column", tuple(categories), tuple(series), stacked=is_stacked)


def _falls(pane: Pane) -> bool:
    return any(part.down for part in pane.parts)


def _ends(frame: pd.DataFrame, pane: Pane) -> tuple[float, float]:
    """Return how far the columns of a pane reach up and down."""
    ups = [part.column for part in pane.parts if not part.down]
    downs = [part.column for part in pane.parts if part.down]
    up = float(frame[ups].sum(axis=1).max()) if ups else 0.0
    down = float(frame[downs].sum(axis=1).max()) if downs else 0.0
    return up, down


def _depth(pane: Pane) -> float:
    """Return the pixels of a pane with its name and the numbers beyond its columns."""
    return _PANE_HEAD + pane.height + _TEXT_ROOM * (2 if _falls(pane) else 1) + _PANE_GAP


def _draw_pane(
    drawing: Drawing,
    frame: pd.DataFrame,
    pane: Pane,
    number: int,
    domain: tuple[float, float],
    colours: Palette,
    write: Callable[[float], str],
) -> None:
    axis = "y" if number == 0 else f"y{number + 1}"
    up, down = _ends(frame, pane)
    unit = (up + down or 1) / pane.height  # of the scale, a pixel
    x = list(range(len(frame)))
    for part in pane.parts:
        values = frame[part.column].astype(float).fillna(0)
        colour = getattr(colours, part.tone)
        is_stacked = sum(other.down is part.down for other in pane.parts) > 1
        drawing.trace(
            "bar",
            x=x,
            y=-values if part.down else values,
            yaxis=axis,
            name=escaped(part.name),
            marker={
                "color": colours.faint if part.is_open else colour,
                "line": {"color": colour, "width": 1.2 if part.is_open else 0},
            },
            text=[
                write(value) if is_stacked and value / unit > _TEXT_ROOM else "" for value in values
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={
                "size": _NUMBER_SIZE,
                "color": colours.ink if part.is_open else text_on(colour),
            },
            customdata=[f"{escaped(part.name)} {write(value)}" for value in values],
            hovertemplate="%{customdata}<extra></extra>",
        )
    _write_sums(drawing, frame, pane, axis, colours, write)
    drawing.axis(
        f"yaxis{axis[1:]}",
        domain=list(domain),
        range=[
            -down - unit * (_PANE_GAP + (_TEXT_ROOM if _falls(pane) else 0)),
            up + unit * (_TEXT_ROOM + _PANE_HEAD),
        ],
        visible=False,
    )
    drawing.shape(
        "line",
        x0=-0.5,
        x1=len(frame) - 0.5,
        y0=0,
        y1=0,
        yref=axis,
        line={"color": colours.line, "width": 1},
    )
    drawing.text(
        _name_of(pane, colours),
        x=0,
        xref="paper",
        y=domain[1],
        yref="paper",
        xanchor="left",
        yanchor="top",
        font={"size": SMALL_SIZE, "color": colours.ink},
    )


def _name_of(pane: Pane, colours: Palette) -> str:
    """Write a pane's name with what its parts look like."""
    parts = "   ".join(
        f"<span style='color:{getattr(colours, part.tone)}'>{'□' if part.is_open else '■'}</span> "
        f"{escaped(part.name)}"
        for part in pane.parts
    )
    return f"<b>{escaped(pane.name)}</b>   {parts}"


def _write_sums(
    drawing: Drawing,
    frame: pd.DataFrame,
    pane: Pane,
    axis: str,
    colours: Palette,
    write: Callable[[float], str],
) -> None:
    """Write what each column adds up to at its end; nothing at an empty one."""
    for down in (False, True):
        names = [part.column for part in pane.parts if part.down is down]
        if not names:
            continue
        sums = frame[names].sum(axis=1)
        drawing.trace(
            "scatter",
            x=list(range(len(frame))),
            y=-sums if down else sums,
            yaxis=axis,
            mode="markers+text",
            marker={"size": 4, "opacity": 0},  # keeps the number off its column
            text=[
                "" if not value else f"<b>{'△' if down else ''}{write(value)}</b>" for value in sums
            ],
            textposition="bottom center" if down else "top center",
            textfont={"size": _NUMBER_SIZE, "color": colours.ink},
            cliponaxis=False,
            hoverinfo="skip",
        )


def _label_quarters(drawing: Drawing, frame: pd.DataFrame) -> None:
    """Name each quarter, and its year below the first of it."""
    labels, years = list(frame["label"]), list(frame["year"])
    is_first = [place == 0 or years[place - 1] != year for place, year in enumerate(years)]
    step = (NARROWEST - 16) / max(len(labels), 1)
    fits = max(map(text_width, labels), default=0) < step
    drawing.axis(
        "xaxis",
        tickvals=list(range(len(labels))),
        ticktext=[
            f"{escaped(label) if fits else place % 4 + 1}" + (f"<br><b>{year}</b>" if first else "")
            for place, (label, year, first) in enumerate(zip(labels, years, is_first, strict=True))
        ],
        tickangle=0,
        anchor="free",
        position=0,
        showgrid=False,
        showline=False,
        ticks="",
        range=[-0.5, len(labels) - 0.5],
    )
