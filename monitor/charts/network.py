"""Network: projects as boxes, with those they work with on either side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from monitor.charts.lettering import text_width, wrapped
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

WIDTH: Final = 900  # pixels of a whole page at its narrowest
_BOX: Final = (0.27, 0.73)  # where a project's box begins and ends, as a share of the plane
_LINE: Final = 17  # pixels a line of text
_BOX_ROOM: Final = 14  # pixels between two boxes
_SIDE_ROOM: Final = 8  # pixels between two names of a side
_WIDEST: Final = 210  # pixels that a name of a side may take
_HEADING: Final = 26


@dataclass(frozen=True)
class _Spot:
    """Where a node stands: its middle and half its height in pixels downwards, and its lines."""

    middle: float
    half: float
    lines: tuple[str, ...]


def network(
    nodes: pd.DataFrame,
    ties: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    headings: Mapping[str, str],
) -> Chart:
    """Draw projects as boxes in the middle, and on either side those they work with.

    Whom several boxes share stands between them, so that lines cross little. A box that nothing
    ties is dashed.

    Args:
        nodes: columns side (left, middle or right), key, label, note (a second line of a box),
            is_open (drawn hollow or dashed); the boxes in order.
        ties: columns from_key (of the middle), to_key (of a side), weight.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        headings: what each side is, in words.
    """
    colours = palette(dark=caption.dark)
    rooms = {side: _room(nodes, side) for side in ("left", "right")}
    wide = (_BOX[1] - _BOX[0]) * (WIDTH - sum(rooms.values()) - 16) - 16
    spots = _middle_spots(nodes[nodes["side"] == "middle"], wide)
    for side, room in rooms.items():
        spots |= _side_spots(nodes[nodes["side"] == side], ties, spots, room - 16)
    depth = max(spot.middle + spot.half for spot in spots.values())
    drawing = Drawing()
    sides = dict(zip(nodes["key"], nodes["side"], strict=True))
    _draw_ties(drawing, ties, spots, sides, colours)
    _draw_boxes(drawing, nodes[nodes["side"] == "middle"], spots, colours)
    for side in rooms:
        _draw_side(drawing, nodes[nodes["side"] == side], spots, side, colours)
    _write_headings(drawing, headings, rooms, colours)
    drawing.axis("xaxis", range=[0, 1], visible=False)
    drawing.axis("yaxis", range=[-depth - 4, _HEADING], visible=False)
    return finish(
        drawing,
        caption,
        alternative_text,
        height=int(116 + depth + 4 + _HEADING),
        margin={"l": rooms["left"] + 8, "r": rooms["right"] + 8},
    )


def _room(nodes: pd.DataFrame, side: str) -> int:
    labels = nodes.loc[nodes["side"] == side, "label"]
    return int(min(max(map(text_width, labels), default=40), _WIDEST)) + 16


def _middle_spots(nodes: pd.DataFrame, wide: float) -> dict[str, _Spot]:
    spots: dict[str, _Spot] = {}
    top = 0.0
    for key, label, note in zip(nodes["key"], nodes["label"], nodes["note"], strict=True):
        lines = (*wrapped(label, wide, SMALL_SIZE), note)
        half = (len(lines) * _LINE + 8) / 2
        spots[key] = _Spot(top + half, half, lines)
        top += 2 * half + _BOX_ROOM
    return spots


def _side_spots(
    nodes: pd.DataFrame, ties: pd.DataFrame, boxes: Mapping[str, _Spot], room: float
) -> dict[str, _Spot]:
    """Stand each name at the height of the boxes it is tied to, moved apart where they touch."""
    places = {
        key: sum(boxes[box].middle for box in tied["from_key"]) / len(tied)
        for key, tied in ties.groupby("to_key", sort=False)
    }
    labels = dict(zip(nodes["key"], nodes["label"], strict=True))
    order = sorted(labels, key=lambda key: (places[key], list(labels).index(key)))
    lines = {key: tuple(wrapped(labels[key], room, SMALL_SIZE)) for key in order}
    halves = {key: (len(lines[key]) * _LINE + _SIDE_ROOM) / 2 for key in order}
    middles = _apart([places[key] for key in order], [halves[key] for key in order])
    return {
        key: _Spot(middle, halves[key], lines[key])
        for key, middle in zip(order, middles, strict=True)
    }


def _apart(wished: Sequence[float], halves: Sequence[float]) -> list[float]:
    """Move places apart as little as needed: neighbours that touch become a block around its mean.

    Nothing stands above the first line.
    """
    blocks: list[tuple[float, float, int]] = []  # sum of wished tops, height, members
    for place, half in zip(wished, halves, strict=True):
        block = (place - half, 2 * half, 1)
        while blocks and _top(blocks[-1]) + blocks[-1][1] > _top(block):
            before = blocks.pop()
            # A member's wish for the block's top is its own less what stands above it.
            block = (
                before[0] + block[0] - block[2] * before[1],
                before[1] + block[1],
                before[2] + block[2],
            )
        blocks.append(block)
    middles: list[float] = []
    number = 0
    for block in blocks:
        top = _top(block)
        for _ in range(block[2]):
            middles.append(top + halves[number])
            top += 2 * halves[number]
            number += 1
    return middles


def _top(block: tuple[float, float, int]) -> float:
    return max(block[0] / block[2], 0.0)


def _draw_ties(
    drawing: Drawing,
    ties: pd.DataFrame,
    spots: Mapping[str, _Spot],
    sides: Mapping[str, str],
    colours: Palette,
) -> None:
    for box, other, weight in zip(ties["from_key"], ties["to_key"], ties["weight"], strict=True):
        is_left = sides[other] == "left"
        x0, x1 = (_BOX[0], 0.0) if is_left else (_BOX[1], 1.0)
        y0, y1, bend = -spots[box].middle, -spots[other].middle, (x0 + x1) / 2
        drawing.shape(
            "path",
            path=f"M {x0},{y0} C {bend},{y0} {bend},{y1} {x1},{y1}",
            line={
                "color": colours.soft_ink if is_left else colours.accent,
                "width": min(1 + 0.6 * (weight - 1), 4),
            },
            opacity=0.55,
            layer="below",
        )


def _draw_boxes(
    drawing: Drawing, nodes: pd.DataFrame, spots: Mapping[str, _Spot], colours: Palette
) -> None:
    for key, is_open in zip(nodes["key"], nodes["is_open"], strict=True):
        spot = spots[key]
        drawing.shape(
            "rect",
            x0=_BOX[0],
            x1=_BOX[1],
            y0=-spot.middle - spot.half,
            y1=-spot.middle + spot.half,
            fillcolor=colours.paper if is_open else colours.faint,
            line={"color": colours.line, "width": 1, "dash": "dash" if is_open else "solid"},
            layer="below",
        )
        *name, note = spot.lines
        drawing.text(
            "<br>".join([f"<b>{escaped(line)}</b>" for line in name])
            + f"<br><span style='color:{colours.soft_ink}'>{escaped(note)}</span>",
            x=_BOX[0],
            y=-spot.middle,
            xanchor="left",
            yanchor="middle",
            align="left",
            xshift=6,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )


def _draw_side(
    drawing: Drawing,
    nodes: pd.DataFrame,
    spots: Mapping[str, _Spot],
    side: str,
    colours: Palette,
) -> None:
    is_left = side == "left"
    tone = colours.soft_ink if is_left else colours.accent
    # The plane needs a trace to be drawn at all, also where a side is empty.
    drawing.trace(
        "scatter",
        x=[0 if is_left else 1] * len(nodes),
        y=[-spots[key].middle for key in nodes["key"]],
        mode="markers",
        marker={
            "size": 9,
            "symbol": [
                ("square" if is_left else "circle") + ("-open" if is_open else "")
                for is_open in nodes["is_open"]
            ],
            "color": tone,
            "line": {"width": 1.5, "color": tone},
        },
        cliponaxis=False,
        hoverinfo="skip",
    )
    for key in nodes["key"]:
        drawing.text(
            "<br>".join(map(escaped, spots[key].lines)),
            x=0 if is_left else 1,
            y=-spots[key].middle,
            xanchor="right" if is_left else "left",
            yanchor="middle",
            align="right" if is_left else "left",
            xshift=-9 if is_left else 9,
            font={"size": SMALL_SIZE, "color": colours.ink},
        )


def _write_headings(
    drawing: Drawing, headings: Mapping[str, str], rooms: Mapping[str, int], colours: Palette
) -> None:
    places = {
        "left": (0.0, "left", -rooms["left"] - 6),
        "middle": (_BOX[0], "left", 0),
        "right": (1.0, "right", rooms["right"] + 6),
    }
    for side, (x, anchor, shift) in places.items():
        drawing.text(
            f"<b>{escaped(headings[side])}</b>",
            x=x,
            y=_HEADING,
            xanchor=anchor,
            yanchor="top",
            xshift=shift,
            font={"size": SMALL_SIZE, "color": colours.soft_ink},
        )
