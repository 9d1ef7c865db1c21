"""Flow: how many pass from state to state, step after step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from monitor.charts.lettering import text_width
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

_TALL: Final = 250.0  # pixels that all of them together take
_GAP: Final = 22.0  # pixels between the states of a step: a line of text fits
_BAR: Final = 0.05  # width of a state, as a share of a step
_HEADING: Final = 26.0


@dataclass(frozen=True)
class _Spot:
    """Where a state of a step stands: its top and how tall it is, in pixels downwards."""

    top: float
    height: float


def flow(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    steps: Sequence[str],
    states: Mapping[str, tuple[str, str]],
    write: Mapping[tuple[int, str], str],
) -> Chart:
    """Draw a column a step, a bar a state, and ribbons as wide as so many pass.

    Args:
        frame: columns step (1 for the first that follows the start), from_state, to_state,
            projects.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        steps: names of the steps, the start first.
        states: the tone of each state, ``accent``, ``good``, ``warning``, ``bad`` or ``line``, or a
            colour of its own such as ``#1f5fdc``, and its name, from the best down.
        write: what is written beside a state of a step.
    """
    colours = palette(dark=caption.dark)
    drawing = Drawing()
    total = float(frame.loc[frame["step"] == 1, "projects"].sum()) or 1.0
    scale = _TALL / total
    spots = _spots(frame, list(states), scale)
    depth = max(spot.top + spot.height for spot in spots.values()) if spots else _TALL
    _draw_ribbons(drawing, frame, spots, states, scale, colours)
    # With two steps the first is written outside of the ribbons, as the last always is.
    outside = {0} if len(steps) == 2 else set()
    for (step, state), spot in spots.items():
        drawing.shape(
            "rect",
            x0=step,
            x1=step + _BAR,
            y0=-spot.top,
            y1=-spot.top - max(spot.height, 2),
            fillcolor=_colour(states[state][0], colours),
            line={"width": 0},
        )
        drawing.text(
            f"{escaped(states[state][1])} <b>{escaped(write[step, state])}</b>",
            x=step if step in outside else step + _BAR,
            y=-spot.top - spot.height / 2,
            xanchor="right" if step in outside else "left",
            yanchor="middle",
            xshift=-5 if step in outside else 5,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )
    for step, name in enumerate(steps):
        drawing.text(
            f"<b>{escaped(name)}</b>",
            x=step + _BAR if step in outside else step,
            y=_HEADING,
            xanchor="right" if step in outside else "left",
            yanchor="top",
            font={"size": SMALL_SIZE, "color": colours.soft_ink},
        )
    # The plane needs a trace to be drawn at all.
    drawing.trace("scatter", x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    drawing.axis("xaxis", range=[0, len(steps) - 1 + _BAR], visible=False)
    drawing.axis("yaxis", range=[-depth - 6, _HEADING], visible=False)
    rooms = {
        step: max(
            text_width(f"{states[state][1]} {write[at, state]}")
            for at, state in spots
            if at == step
        )
        for step in {*outside, len(steps) - 1}
        if any(at == step for at, _ in spots)
    }
    return finish(
        drawing,
        caption,
        alternative_text,
        height=int(118 + depth + 6 + _HEADING),
        margin={
            "l": int(rooms[0]) + 14 if 0 in rooms else 8,
            "r": int(max(rooms.get(len(steps) - 1, 0), text_width(steps[-1]))) + 12,
        },
    )


def _colour(tone: str, colours: Palette) -> str:
    return tone if tone.startswith("#") else str(getattr(colours, tone))


def _rows(frame: pd.DataFrame) -> list[tuple[int, str, str, float]]:
    columns = (frame[name].tolist() for name in ("step", "from_state", "to_state", "projects"))
    return list(zip(*columns, strict=True))


def _spots(frame: pd.DataFrame, order: list[str], scale: float) -> dict[tuple[int, str], _Spot]:
    """Place the states of each step below each other, the best on top."""
    counts: dict[tuple[int, str], float] = {}
    for step, start, end, projects in _rows(frame):
        places = [(step, end), *([(0, start)] if step == 1 else [])]
        for place in places:
            counts[place] = counts.get(place, 0) + projects
    spots: dict[tuple[int, str], _Spot] = {}
    for step in sorted({step for step, _ in counts}):
        top = 0.0
        for state in [state for state in order if (step, state) in counts]:
            spots[step, state] = _Spot(top, counts[step, state] * scale)
            top += max(spots[step, state].height, 2) + _GAP
    return spots


def _draw_ribbons(
    drawing: Drawing,
    frame: pd.DataFrame,
    spots: Mapping[tuple[int, str], _Spot],
    states: Mapping[str, tuple[str, str]],
    scale: float,
    colours: Palette,
) -> None:
    """Join states by ribbons in the colour of where they lead."""
    order = list(states)
    left = {place: spot.top for place, spot in spots.items()}
    right = dict(left)
    rows = sorted(_rows(frame), key=lambda r: (r[0], order.index(r[1]), order.index(r[2])))
    for step, start, end, projects in rows:
        wide = projects * scale
        x0, x1 = step - 1 + _BAR, step
        y0, y1 = -left[step - 1, start], -right[step, end]
        left[step - 1, start] += wide
        right[step, end] += wide
        bend = (x0 + x1) / 2
        drawing.shape(
            "path",
            path=(
                f"M {x0},{y0} C {bend},{y0} {bend},{y1} {x1},{y1} L {x1},{y1 - wide} "
                f"C {bend},{y1 - wide} {bend},{y0 - wide} {x0},{y0 - wide} Z"
            ),
            fillcolor=_colour(states[end][0], colours),
            opacity=0.22,
            line={"width": 0},
            layer="below",
        )
