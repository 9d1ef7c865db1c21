"""The one theme of every figure: type, colours, lines, title, unit, source and as-of date."""

from __future__ import annotations

import math
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio

from monitor.charts.native import Native
from monitor.wording import NEGATIVE_MARK, Language

FONT: Final = "Pretendard Variable, Pretendard, sans-serif"
BODY_SIZE: Final = 13
SMALL_SIZE: Final = 12
TITLE_SIZE: Final = 15
# Half a page at 1280 pixels: what fits here fits everywhere.
NARROWEST: Final = 430
FOOT_HEIGHT: Final = 38  # two lines of source


@dataclass(frozen=True)
class Palette:
    """Colours by role, one set for each of light and dark.

    ``classes`` runs from few to many, ``diverging`` from decrease over none to increase; both
    change lightness steadily, so that they survive grey print and colour blindness.
    """

    paper: str
    ink: str
    soft_ink: str
    line: str
    faint: str
    accent: str
    good: str
    warning: str
    bad: str
    classes: tuple[str, ...]
    diverging: tuple[str, ...]


LIGHT: Final = Palette(
    paper="#ffffff",
    ink="#1e2124",
    soft_ink="#58616a",
    line="#cdd1d5",
    faint="#eef0f2",
    accent="#256ef4",
    good="#228738",
    warning="#9e6a00",
    bad="#de3412",
    classes=("#e3edfe", "#b1cefb", "#76a3f8", "#1f5fdc", "#083891"),
    diverging=("#a34a08", "#e0812f", "#f8d3b5", "#d3e2fd", "#4c87f6", "#083891"),
)
DARK: Final = Palette(
    paper="#131416",
    ink="#e6e8ea",
    soft_ink="#b1b8be",
    line="#464c53",
    faint="#24272b",
    accent="#6b9cf8",
    good="#5fc274",
    warning="#f0b64a",
    bad="#f6927f",
    classes=("#16284a", "#1f4389", "#2f66cf", "#6b9cf8", "#c3d8fd"),
    diverging=("#f3a15c", "#b0611a", "#5a3a1c", "#22365c", "#4c87f6", "#a9c7fb"),
)


def palette(*, dark: bool) -> Palette:
    """Return the colours of light or dark."""
    return DARK if dark else LIGHT


@dataclass(frozen=True)
class Caption:
    """What stands around a figure: title, unit, where the numbers come from, and as of when.

    ``unit`` is the plain unit (``명``); ``source`` is the finished line with as-of date and
    잠정/확정 and, below it, the mark of made-up data.
    """

    title: str
    unit: str
    source: str
    language: Language = "ko"
    dark: bool = False

    @property
    def unit_line(self) -> str:
        """Return the unit as it stands top right."""
        return f"(Unit: {self.unit})" if self.language == "en" else f"(단위: {self.unit})"


class Drawing:
    """A figure in the making: plain parts, put together once.

    plotly checks a part each time that another joins it, so a figure of a hundred labels costs
    seconds. Here nothing is checked while a reader waits; a test checks every finished figure.
    """

    def __init__(self) -> None:
        self.traces: list[dict[str, Any]] = []
        self.annotations: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        self.axes: dict[str, dict[str, Any]] = {"xaxis": {}, "yaxis": {}}
        self.layout: dict[str, Any] = {}

    def trace(self, kind: str, **parts: Any) -> None:
        """Add a trace of a kind of plotly's: ``bar``, ``scatter``."""
        self.traces.append({"type": kind} | {name: _plain(part) for name, part in parts.items()})

    def text(self, text: str, **parts: Any) -> None:
        """Write a text at a place."""
        self.annotations.append({"text": text, "showarrow": False} | parts)

    def shape(self, kind: str, **parts: Any) -> None:
        """Draw a shape: ``rect``, ``line``."""
        self.shapes.append({"type": kind} | parts)

    def axis(self, name: str, **parts: Any) -> None:
        """Set parts of an axis: ``xaxis``, ``yaxis2``."""
        self.axes.setdefault(name, {}).update(parts)

    def all_axes(self, letter: str, **parts: Any) -> None:
        """Set parts of every axis of a direction, ``x`` or ``y``."""
        for name in [name for name in self.axes if name.startswith(letter)]:
            self.axes[name].update(parts)

    def whole_layout(self) -> dict[str, Any]:
        """Return everything but the traces."""
        own = {"annotations": self.annotations, "shapes": self.shapes, "template": _template()}
        return self.layout | self.axes | own

    def figure(self) -> go.Figure:
        """Return the figure as plotly's own object."""
        return go.Figure(data=self.traces, layout=self.whole_layout(), _validate=False)

    def parts(self) -> dict[str, Any]:
        """Return the figure as plain parts. Arrays are packed, which only plotly does."""
        if any(isinstance(part, np.ndarray) for trace in self.traces for part in trace.values()):
            packed: dict[str, Any] = self.figure().to_dict()
            return packed
        return {"data": self.traces, "layout": self.whole_layout()}


@cache
def _template() -> dict[str, Any]:
    """Return what plotly takes for granted unless the theme says otherwise."""
    template: dict[str, Any] = pio.templates[pio.templates.default].to_plotly_json()
    return template


@dataclass(frozen=True)
class Chart:
    """A drawing with its title and the sentence that states its finding.

    ``native`` is what other programs draw it from; ``unit`` and ``source`` are its caption's.
    """

    drawing: Drawing
    alternative_text: str
    title: str = ""
    unit: str = ""
    source: str = ""
    native: Native | None = None

    @cached_property
    def figure(self) -> go.Figure:
        """Return the figure as plotly's own object."""
        return self.drawing.figure()

    @cached_property
    def parts(self) -> dict[str, Any]:
        """Return the figure as plain parts, to be read only."""
        return self.drawing.parts()


def stamped(chart: Chart, stamp: str) -> Chart:
    """Return a chart whose source line says its stamp, too; the chart itself stays as it is."""
    first, *rest = chart.source.split("<br>")
    source = "<br>".join([f"{first} · {stamp}", *rest])
    drawing = copy(chart.drawing)
    drawing.annotations = [
        text | {"text": source} if text["text"] == chart.source else text
        for text in drawing.annotations
    ]
    return replace(chart, drawing=drawing, source=source)


def _plain(part: Any) -> Any:
    """Return a column of a frame as a list, which plotly takes as it is."""
    return part.tolist() if isinstance(part, pd.Series) else part


def finish(
    drawing: Drawing,
    caption: Caption,
    alternative_text: str,
    *,
    height: int,
    margin: Mapping[str, int] | None = None,
    key: str = "",
    legend: bool = False,
    native: Native | None = None,
) -> Chart:
    """Put a figure under the theme: title top left, unit top right, source at the foot.

    Args:
        drawing: traces, texts, shapes and axes.
        caption: what stands around it.
        alternative_text: the finding as a sentence, for readers who do not see the figure.
        height: in pixels, title and source included.
        margin: left and right, where labels need more room than usual; top and bottom are ours.
        key: what a mark is, in words, at the left of the line of the unit.
        legend: whether plotly's legend is shown.
        native: what other programs draw it from, where they can.
    """
    colours = palette(dark=caption.dark)
    room = {"l": 8, "r": 8, "t": 56, "b": 56} | dict(margin or {})
    texts = [
        _corner(caption.unit_line, colours, room),
        _foot(caption.source, colours, room),
        *([_key(key, colours, room)] if key else []),
    ]
    frame = _frame(caption, colours, height, room) | {"showlegend": legend}
    drawing.all_axes("x", **_axis(colours))
    drawing.all_axes("y", **_axis(colours))
    for text in texts:
        drawing.text(**text)
    drawing.layout |= frame
    return Chart(drawing, alternative_text, caption.title, caption.unit, caption.source, native)


def _frame(
    caption: Caption, colours: Palette, height: int, room: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "height": height,
        "margin": {**room, "autoexpand": False},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": BODY_SIZE, "color": colours.ink},
        "hoverlabel": {
            "font": {"family": FONT, "size": BODY_SIZE, "color": colours.ink},
            "bgcolor": colours.paper,
            "bordercolor": colours.line,
            "align": "left",
        },
        "separators": ".,",
        "dragmode": False,
        "title": {
            "text": f"<b>{caption.title}</b>",
            "font": {"size": TITLE_SIZE, "color": colours.ink},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 2, "t": 6},
        },
        "meta": {"unit": caption.unit, "source": caption.source},
    }


def _axis(colours: Palette) -> dict[str, Any]:
    return {
        "linecolor": colours.line,
        "gridcolor": colours.faint,
        "zeroline": False,
        "tickfont": {"size": SMALL_SIZE, "color": colours.ink},
        "fixedrange": True,
        "automargin": False,
    }


def _corner(text: str, colours: Palette, room: Mapping[str, int]) -> dict[str, Any]:
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 1,
        "xanchor": "right",
        "yanchor": "bottom",
        "xshift": room["r"] - 2,
        "yshift": room["t"] - 50,
        "font": {"size": SMALL_SIZE, "color": colours.soft_ink},
    }


def _foot(text: str, colours: Palette, room: Mapping[str, int]) -> dict[str, Any]:
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "xshift": 2 - room["l"],
        "yshift": FOOT_HEIGHT - room["b"],
        "font": {"size": SMALL_SIZE - 1, "color": colours.soft_ink},
    }


def _key(text: str, colours: Palette, room: Mapping[str, int]) -> dict[str, Any]:
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": 2 - room["l"],
        "yshift": room["t"] - 50,
        "font": {"size": SMALL_SIZE, "color": colours.soft_ink},
    }


def axis_text(value: float, language: Language) -> str:
    """Write an axis value short: 만 and 억 in Korean, K, M and B in English."""
    steps = ((1e8, "억"), (1e4, "만")) if language == "ko" else ((1e9, "B"), (1e6, "M"), (1e3, "K"))
    sign = NEGATIVE_MARK if value < 0 and language == "ko" else "-" if value < 0 else ""
    size = abs(value)
    for step, name in steps:
        if size >= step:
            return f"{sign}{size / step:,.10g}{name}"
    return f"{sign}{size:,.10g}"


def escaped(text: str) -> str:
    """Keep a name from data from being read as plotly's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def nice_ends(lowest: float, highest: float) -> tuple[float, float]:
    """Return round ends that hold a range, where other programs choose the steps between."""
    ticks = nice_ticks(lowest, highest)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else (highest - lowest) or 1
    return math.floor(lowest / step) * step, math.ceil(highest / step) * step


def nice_ticks(lowest: float, highest: float, count: int = 4) -> list[float]:
    """Return round values that cover a range in about ``count`` steps."""
    rough = (highest - lowest) / count
    size = 10 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next((n * size for n in (1, 2, 2.5, 5) if n * size >= rough), 10 * size)
    first = math.ceil(lowest / step)
    return [step * n for n in range(first, math.floor(highest / step) + 1)]
