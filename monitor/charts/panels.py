"""Panels: many small figures on one common plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from monitor.charts.theme import BODY_SIZE, SMALL_SIZE, Drawing, Palette

PANEL_HEIGHT: Final = 92
PANEL_GAP: Final = 58
PANEL_SPACE: Final = 0.2  # between panels, as a share of one
PANEL_STEP: Final = 1 + PANEL_SPACE


@dataclass(frozen=True)
class Plane:
    """One plane for all panels: across in panels, down in pixels.

    An axis a panel would cost the browser more than all that is drawn on it.
    """

    columns: int
    first_year: int
    last_year: int
    lowest: float
    highest: float

    def across(self, panel: int, year: float) -> float:
        """Return where a year of a panel lies."""
        share = (year - self.first_year + 0.45) / (self.last_year - self.first_year + 0.9)
        return (panel % self.columns) * PANEL_STEP + share

    def bottom(self, panel: int) -> float:
        """Return where a panel stands."""
        return -(panel // self.columns) * (PANEL_HEIGHT + PANEL_GAP) - PANEL_HEIGHT

    def up(self, panel: int, value: float) -> float:
        """Return where a value of a panel lies."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.bottom(panel) + share * PANEL_HEIGHT


def draw_frames(
    drawing: Drawing, plane: Plane, names: Sequence[str], years: Sequence[int], colours: Palette
) -> None:
    """Draw each panel's name, its base line and its years."""
    panels = range(len(names))
    ends = (plane.first_year - 0.45, plane.last_year + 0.45)
    middle = sum(ends) / 2
    drawing.trace(
        "scatter",
        x=[x for p in panels for x in (*(plane.across(p, end) for end in ends), None)],
        y=[y for p in panels for y in (plane.bottom(p), plane.bottom(p), None)],
        mode="lines",
        line={"color": colours.line, "width": 1, "dash": "solid"},
        cliponaxis=False,
        hoverinfo="skip",
    )
    write_texts(
        drawing,
        [plane.across(p, middle) for p in panels],
        [plane.bottom(p) + PANEL_HEIGHT for p in panels],
        [f"<b>{name}</b>" for name in names],
        "top center",
        {"size": BODY_SIZE, "color": colours.ink},
    )
    write_texts(
        drawing,
        [plane.across(p, year) for p in panels for year in years],
        [plane.bottom(p) for p in panels for _ in years],
        [f"'{year % 100:02d}" for _ in panels for year in years],
        "bottom center",
        {"size": SMALL_SIZE, "color": colours.ink},
    )


def write_texts(
    drawing: Drawing,
    x: list[float],
    y: list[float],
    texts: list[str],
    position: str,
    font: dict[str, Any],
) -> None:
    """Write texts at places, kept off a mark that stands there."""
    drawing.trace(
        "scatter",
        x=x,
        y=y,
        mode="markers+text",
        marker={"size": 8, "opacity": 0, "symbol": "square"},
        text=texts,
        textposition=position,
        textfont=font,
        cliponaxis=False,
        hoverinfo="skip",
    )
