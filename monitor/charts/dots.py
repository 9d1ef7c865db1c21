"""Dots: several marks a row on one scale, with an interval, a connection or bands behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from monitor.charts.lettering import text_width
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

_ROW_HEIGHT: Final = 25
_MOST_ROWS: Final = 40  # that stand side by side in a chart of another program
_SPELLED: Final = {
    "circle": "●",
    "circle-open": "○",
    "diamond-open": "◇",
    "line-ns": "<b>|</b>",
}


@dataclass(frozen=True)
class Mark:
    """A mark in every row: the column of its value, its name, and plotly's symbol for it.

    ``tone`` is ``accent`` for what the figure is about, ``ink`` for what it is compared with.
    """

    column: str
    name: str
    symbol: str = "circle"
    tone: str = "accent"


@dataclass(frozen=True)
class Band:
    """A stretch of the scale with its name, such as a grade."""

    name: str
    start: float
    end: float


def dots(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    marks: Sequence[Mark],
    interval_name: str = "",
    connected: tuple[str, str] | None = None,
    bands: Sequence[Band] = (),
    label_width: int = 150,
    whole_scale: tuple[float, float] | None = None,
) -> Chart:
    """Draw a row a label, with a dot or more on a common scale.

    Args:
        frame: columns label, text (what is written right of the row), and one a mark; optional
            lower and upper (ends of an interval), is_soft (drawn pale), hover, key (what a click
            returns).
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        marks: the marks of a row; the first is drawn last, on top.
        interval_name: what the line from lower to upper is, in words.
        connected: two columns whose marks a line joins.
        bands: stretches of the scale, named above it.
        label_width: room for the labels on the left in pixels.
        whole_scale: ends of the scale; else what the values need.
    """
    colours = palette(dark=caption.dark)
    low, high = whole_scale or _range(frame, marks)
    shown_bands = [band for band in bands if band.end > low and band.start < high]
    drawing = Drawing()
    _draw_bands(drawing, shown_bands, low, high, colours)
    ends = ("lower", "upper") if "lower" in frame else connected
    if ends:
        _draw_lines(drawing, frame, *ends, colours)
    for mark in reversed(marks):
        _draw_mark(drawing, frame, mark, colours)
    text_room = 16 + int(max((text_width(text) for text in frame["text"]), default=0))
    # One trace: the browser measures each annotation by itself, which takes as long as the figure.
    drawing.trace(
        "scatter",
        x=[high] * len(frame),
        y=list(range(len(frame))),
        mode="text",
        text=[f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{escaped(text)}" for text in frame["text"]],
        textposition="middle right",
        textfont={"size": SMALL_SIZE, "color": colours.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )
    ticks = nice_ticks(low, high)
    drawing.axis(
        "xaxis",
        range=[low, high],
        tickvals=ticks,
        ticktext=[axis_text(round(tick, 6), caption.language) for tick in ticks],
        showgrid=not shown_bands,
    )
    drawing.axis(
        "yaxis",
        tickvals=list(range(len(frame))),
        ticktext=[escaped(label) for label in frame["label"]],
        ticklabelstandoff=6,
        range=[len(frame) - 0.4, -0.6],
        showgrid=False,
    )
    return finish(
        drawing,
        caption,
        alternative_text,
        height=138 + (18 if shown_bands else 0) + _ROW_HEIGHT * len(frame),
        margin={"l": label_width, "r": text_room, "b": 76, "t": 74 if shown_bands else 56},
        key=_key(marks, interval_name, colours),
        native=_native(frame, marks, interval_name, shown_bands, (low, high), colours),
    )


def _native(
    frame: pd.DataFrame,
    marks: Sequence[Mark],
    interval_name: str,
    bands: Sequence[Band],
    ends: tuple[float, float],
    colours: Palette,
) -> Plot | None:
    """Marks side by side instead of below each other, ends of intervals as ticks, bands as lines.

    A band's line lies where it begins, with its name at the right.
    """
    if len(frame) > _MOST_ROWS:
        return None
    soft = tuple(colours.soft_ink if is_soft else "" for is_soft in _softness(frame))
    series = [
        Series(
            mark.name,
            numbers(frame[mark.column]),
            colours.accent if mark.tone == "accent" else colours.ink,
            "tick" if mark.symbol == "line-ns" else "dot",
            colours=soft,
        )
        for mark in marks
    ]
    if "lower" in frame:
        series += [
            Series(f"{interval_name} {end}", numbers(frame[column]), colours.soft_ink, "tick")
            for end, column in (("↓", "lower"), ("↑", "upper"))
        ]
    low, high = nice_ends(*ends)
    for band in bands:
        if band.start > low:
            texts = (*[""] * (len(frame) - 1), band.name)
            values = (band.start,) * len(frame)
            series.append(Series("", values, colours.soft_ink, "line", texts))
    categories = tuple(
        f"{label} ({text})" if pd.isna(value) and text != "–" else str(label)
        for label, text, value in zip(
            frame["label"], frame["text"], frame[marks[0].column], strict=True
        )
    )
    return Plot("line", categories, tuple(series), lowest=low, highest=high)


def _range(frame: pd.DataFrame, marks: Sequence[Mark]) -> tuple[float, float]:
    columns = [mark.column for mark in marks] + [c for c in ("lower", "upper") if c in frame]
    values = pd.concat([frame[column] for column in columns]).dropna()
    if values.empty:
        return 0, 1
    low, high = float(values.min()), float(values.max())
    room = 0.06 * (high - low or abs(high) or 1)
    return low - room, high + room


def _draw_bands(
    drawing: Drawing, bands: Sequence[Band], low: float, high: float, colours: Palette
) -> None:
    """Shade every other band, rule its edges, and name it above."""
    for number, band in enumerate(bands):
        start, end = max(band.start, low), min(band.end, high)
        if number % 2 == 0:
            drawing.shape(
                "rect",
                x0=start,
                x1=end,
                yref="paper",
                y0=0,
                y1=1,
                fillcolor=colours.faint,
                line={"width": 0},
                layer="below",
            )
        if start > low:
            drawing.shape(
                "line",
                x0=start,
                x1=start,
                yref="paper",
                y0=0,
                y1=1,
                line={"color": colours.soft_ink, "width": 1, "dash": "dot"},
                layer="below",
            )
        drawing.text(
            f"<b>{escaped(band.name)}</b>",
            x=(start + end) / 2,
            yref="paper",
            y=1,
            yanchor="bottom",
            font={"size": SMALL_SIZE, "color": colours.ink},
        )


def _draw_lines(
    drawing: Drawing, frame: pd.DataFrame, start: str, end: str, colours: Palette
) -> None:
    """Draw a line a row, those of soft rows paler."""
    for is_soft in (False, True):
        rows = [row for row, soft in enumerate(_softness(frame)) if soft is is_soft]
        pairs = [(frame[start].iloc[row], frame[end].iloc[row], row) for row in rows]
        known = [pair for pair in pairs if not (pd.isna(pair[0]) or pd.isna(pair[1]))]
        if not known:
            continue
        drawing.trace(
            "scatter",
            x=[x for first, last, _ in known for x in (first, last, None)],
            y=[y for _, _, row in known for y in (row, row, None)],
            mode="lines",
            line={
                "color": colours.line if is_soft else colours.soft_ink,
                "width": 2,
                "dash": "solid" if not is_soft else "2px,1px",
            },
            hoverinfo="skip",
        )


def _draw_mark(drawing: Drawing, frame: pd.DataFrame, mark: Mark, colours: Palette) -> None:
    tone = colours.accent if mark.tone == "accent" else colours.ink
    soften = _softness(frame)
    inks = [colours.soft_ink if soft else tone for soft in soften]
    is_tick = mark.symbol == "line-ns"
    parts: dict[str, Any] = {"hoverinfo": "skip"}
    if "hover" in frame:
        parts = {"hovertemplate": "%{customdata[1]}<extra></extra>"}
        keys = frame["key"] if "key" in frame else [""] * len(frame)
        parts["customdata"] = [list(each) for each in zip(keys, frame["hover"], strict=True)]
    drawing.trace(
        "scatter",
        x=frame[mark.column],
        y=list(range(len(frame))),
        mode="markers",
        marker={
            "symbol": [_softened(mark.symbol) if soft else mark.symbol for soft in soften],
            "size": 16 if is_tick else 10,
            "color": inks,
            "line": {"width": 2, "color": inks},
        },
        cliponaxis=False,
        **parts,
    )


def _softened(symbol: str) -> str:
    """Return the open form of a symbol, so that what is pale is told apart in grey print too."""
    return symbol if symbol.endswith("-open") or symbol == "line-ns" else f"{symbol}-open"


def _softness(frame: pd.DataFrame) -> list[bool]:
    return [bool(soft) for soft in frame["is_soft"]] if "is_soft" in frame else [False] * len(frame)


def _key(marks: Sequence[Mark], interval_name: str, colours: Palette) -> str:
    """Say what each mark is."""
    said = []
    for mark in marks:
        tone = colours.accent if mark.tone == "accent" else colours.ink
        said.append(f"<span style='color:{tone}'>{_SPELLED[mark.symbol]}</span> {mark.name}")
    return "   ".join([*said, *([f"— {interval_name}"] if interval_name else [])])
