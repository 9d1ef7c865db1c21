"""A figure as a picture: PNG for screen and print, SVG and PDF whose letters stay letters."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Mapping
from html import escape, unescape
from typing import Any, Final, Literal, TypeAlias

from plotly.utils import PlotlyJSONEncoder

from monitor.briefing import fonts
from monitor.briefing.browser import Stage
from monitor.briefing.renderer import print_pdf, renderer
from monitor.charts import Chart
from monitor.charts.theme import FOOT_HEIGHT

Form: TypeAlias = Literal["png", "print", "svg", "pdf"]

# The narrowest at which labels of every figure keep apart, in Korean and English; across the text
# of a page of A4, letters of 13 px are then 8 pt high.
WIDTH: Final = 760
# Pixels of the picture to one of the figure: sharp on a screen, and 300 dpi across A4.
SCALES: Final[Mapping[str, int]] = {"png": 2, "print": 4}
_PIXELS_A_METRE: Final = 96 / 0.0254
_TITLE_HEIGHT: Final = 28
_MARKUP: Final = re.compile(r"<[^>]+>")
_ID: Final = re.compile(r'id="defs-([0-9a-f]{6})"')
_DRESS: Final = re.compile(r"<title>.*?</style>", re.DOTALL)


def image(chart: Chart, form: Form, *, width: int = WIDTH, bare: bool = False) -> bytes:
    """Return a figure as a picture on white paper; an SVG has no paper.

    Args:
        chart: in light.
        form: ``png`` has 2 pixels for one of the figure, ``print`` has 4.
        width: of the figure, in its own pixels.
        bare: without title and source, for a document that writes them itself.
    """
    figure, height = _figure(chart, bare=bare)

    async def drawn(stage: Stage) -> tuple[str, bytes]:
        svg = await stage.draw(figure, width, height)
        scale = SCALES.get(form)
        return svg, await stage.photograph(width, height, scale) if scale else b""

    svg, png = renderer().run(drawn)
    if form in SCALES:
        return _with_density(png, SCALES[form])
    svg = _named(svg, figure)
    if form == "svg":
        return _dressed(svg, chart).encode()
    return print_pdf(_sheet(svg, chart, width, height))


def inline(svg: bytes, alternative_text: str) -> str:
    """Return an SVG file of ours as a part of a page that carries the letters itself."""
    bare = _DRESS.sub("", svg.decode(), count=1)
    label = escape(" ".join(alternative_text.split()))
    return bare.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def letters_of(html: str) -> str:
    """Return what a page or drawing shows, without its markup."""
    return unescape(_MARKUP.sub("", html))


def _figure(chart: Chart, *, bare: bool) -> tuple[str, int]:
    """Return a figure as JSON, and its height."""
    parts = chart.parts
    layout = _bared(parts["layout"], chart.source) if bare else parts["layout"]
    whole = {"data": parts["data"], "layout": layout}
    return json.dumps(whole, cls=PlotlyJSONEncoder), int(layout["height"])


def _bared(layout: Mapping[str, Any], source: str) -> dict[str, Any]:
    """Take title and source off, and the paper under them."""
    texts = [text for text in layout["annotations"] if text["text"] != source]
    margin = dict(layout["margin"])
    margin["t"] -= _TITLE_HEIGHT
    margin["b"] -= FOOT_HEIGHT
    kept = {name: part for name, part in layout.items() if name != "title"}
    height = layout["height"] - _TITLE_HEIGHT - FOOT_HEIGHT
    return kept | {"annotations": texts, "margin": margin, "height": height}


def _named(svg: str, figure: str) -> str:
    """Name a drawing's parts after the figure: the same each time, another in each figure."""
    svg = svg.replace(' style=""', "", 1)  # now before, now after its neighbour
    if not (drawn := _ID.search(svg)):
        return svg
    own = hashlib.blake2s(figure.encode(), digest_size=5).hexdigest()
    return re.sub(rf"(?<=[a-z-]){drawn[1]}", f"x{own}", svg)


def _dressed(svg: str, chart: Chart) -> str:
    """Give an SVG its title, its finding, and the letters that it is written with."""
    told = f"<title>{escape(chart.title)}</title><desc>{escape(chart.alternative_text)}</desc>"
    style = fonts.embedded(letters_of(svg))
    end = svg.index(">") + 1
    return f"{svg[:end]}{told}<style>{style}</style>{svg[end:]}"


def _sheet(svg: str, chart: Chart, width: int, height: int) -> str:
    """Return a page that a figure fills."""
    style = (
        f"@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}svg{{display:block}}"
        + fonts.embedded(letters_of(svg))
    )
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{escape(chart.title)}</title>"
        f"<style>{style}</style></head><body>{inline(svg.encode(), chart.alternative_text)}"
    )


def _with_density(png: bytes, scale: int) -> bytes:
    """Say how large a picture is on paper: as large as the figure is at 96 pixels an inch."""
    dots = round(scale * _PIXELS_A_METRE)
    body = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    after_header = 8 + 25
    return png[:after_header] + chunk + png[after_header:]
