"""What every figure must pass before it is drawn: unit, source, glyphs, not by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from fontTools.ttLib import TTFont

from monitor.charts import Chart

FONTS = Path(__file__).resolve().parents[2] / "static" / "pretendard-1.3.9"
_MARKUP = re.compile(r"<[^>]+>|&\w+;")


@cache
def _glyphs() -> frozenset[int]:
    """Return every character that the font we carry can draw."""
    files = [*FONTS.rglob("*.woff2")]
    assert files, "the project carries no font"
    return frozenset().union(*(TTFont(file).getBestCmap() for file in files))


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text that a figure may show."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in {"color", "colorscale", "family", "dash", "symbol", "shape"}:
                yield from texts_of(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts_of(part)


def missing_glyphs(figure: go.Figure) -> set[str]:
    """Return the characters of a figure that our font lacks: they would show as boxes."""
    shown = "".join(_MARKUP.sub("", text) for text in texts_of(figure.to_plotly_json()))
    return {letter for letter in shown if letter.isprintable() and ord(letter) not in _glyphs()}


def annotations(figure: go.Figure) -> list[str]:
    """Return the texts that stand around and in a figure."""
    return [annotation.text or "" for annotation in figure.layout.annotations]


def is_unit_left_out(figure: go.Figure) -> bool:
    """Say whether no unit stands at the figure."""
    return not any(re.match(r"\((단위|Unit): .+\)", text) for text in annotations(figure))


def is_source_left_out(figure: go.Figure) -> bool:
    """Say whether no source with its as-of date stands at the figure."""
    return not any(re.search(r"기준일|As of", text) for text in annotations(figure))


def told_by_colour_alone(figure: go.Figure) -> list[int]:
    """Return the traces that differ from another only in colour: no text, pattern or mark does."""
    looks: dict[str, int] = {}
    alone = []
    for number, trace in enumerate(figure.data):
        if trace.type == "scatter" and "lines" in (trace.mode or ""):
            look = f"{trace.line.dash} {trace.marker.symbol} {trace.xaxis} {trace.yaxis}"
        elif trace.type == "bar":
            # Bars of one trace have their labels on the axis; of several, texts or patterns.
            is_written = trace.text is not None and any(trace.text)
            look = f"{trace.marker.pattern.shape} {trace.name} {is_written or len(figure.data)}"
        else:
            continue
        if look in looks:
            alone.append(number)
        looks[look] = number
    return alone


def problems(chart: Chart) -> list[str]:
    """Return everything that is wrong with a figure, in words."""
    figure = chart.figure
    found = []
    if missing := missing_glyphs(figure):
        found.append(f"our font lacks {sorted(missing)}")
    if is_unit_left_out(figure):
        found.append("no unit")
    if is_source_left_out(figure):
        found.append("no source")
    if not (figure.layout.title.text or "").strip():
        found.append("no title")
    if told_by_colour_alone(figure):
        found.append(f"told by colour alone: traces {told_by_colour_alone(figure)}")
    if len(chart.alternative_text.strip()) < 10:
        found.append("alternative text says nothing")
    return found
