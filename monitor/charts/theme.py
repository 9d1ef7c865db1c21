"""The one theme of every figure: type, colours, lines, title, unit, source and as-of date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from monitor.wording import NEGATIVE_MARK, Language

FONT: Final = "Pretendard Variable, Pretendard, sans-serif"
BODY_SIZE: Final = 13
SMALL_SIZE: Final = 12
TITLE_SIZE: Final = 15


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
    classes=("#e3edfe", "#b1cefb", "#76a3f8", "#256ef4", "#083891"),
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
    diverging=("#f3a15c", "#b5651d", "#5a3a1c", "#22365c", "#4c87f6", "#a9c7fb"),
)


def palette(*, dark: bool) -> Palette:
    """Return the colours of light or dark."""
    return DARK if dark else LIGHT


@dataclass(frozen=True)
class Caption:
    """What stands around a figure: title, unit, where the numbers come from, and as of when.

    ``unit`` is the plain unit (``명``); ``source`` is the finished line with release, as-of date,
    잠정/확정 and, for made-up data, their mark.
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


@dataclass(frozen=True)
class Chart:
    """A figure with the sentence that states its finding."""

    figure: go.Figure
    alternative_text: str


def finish(
    figure: go.Figure,
    caption: Caption,
    alternative_text: str,
    *,
    height: int,
    margin: Mapping[str, int] | None = None,
) -> Chart:
    """Put a figure under the theme: title top left, unit top right, source at the foot.

    Args:
        figure: traces and axes.
        caption: what stands around it.
        alternative_text: the finding as a sentence, for readers who do not see the figure.
        height: in pixels, title and source included.
        margin: left and right, where labels need more room than usual; top and bottom are ours.
    """
    colours = palette(dark=caption.dark)
    room = {"l": 8, "r": 8, "t": 56, "b": 44} | dict(margin or {})
    figure.update_layout(
        height=height,
        margin={**room, "autoexpand": False},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": BODY_SIZE, "color": colours.ink},
        hoverlabel={
            "font": {"family": FONT, "size": BODY_SIZE, "color": colours.ink},
            "bgcolor": colours.paper,
            "bordercolor": colours.line,
            "align": "left",
        },
        showlegend=False,
        separators=".,",
        dragmode=False,
        title={
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
        meta={"unit": caption.unit, "source": caption.source},
    )
    figure.update_xaxes(**_axis(colours))
    figure.update_yaxes(**_axis(colours))
    figure.add_annotation(**_corner(caption.unit_line, colours, room))
    figure.add_annotation(**_foot(caption.source, colours, room))
    return Chart(figure, alternative_text)


def _axis(colours: Palette) -> dict[str, Any]:
    return {
        "linecolor": colours.line,
        "gridcolor": colours.faint,
        "zerolinecolor": colours.line,
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
        "showarrow": False,
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
        "yshift": 22 - room["b"],
        "showarrow": False,
        "font": {"size": SMALL_SIZE - 1, "color": colours.soft_ink},
    }


def axis_text(value: float, language: Language) -> str:
    """Write an axis value short: 만 and 억 in Korean, K, M and B in English."""
    steps = (
        ((1e8, "억"), (1e4, "만")) if language == "ko" else ((1e9, "B"), (1e6, "M"), (1e3, "K"))
    )
    sign = NEGATIVE_MARK if value < 0 and language == "ko" else "-" if value < 0 else ""
    size = abs(value)
    for step, name in steps:
        if size >= step:
            return f"{sign}{size / step:,.10g}{name}"
    return f"{sign}{size:,.10g}"


def escaped(text: str) -> str:
    """Keep a name from data from being read as plotly's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
