"""An exhibit in a PDF: its figure, its numbers, and what stands beneath them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from monitor.briefing.exhibit import Exhibit
from monitor.briefing.images import image, inline
from monitor.briefing.printed.sheet import sheet
from monitor.briefing.printed.tables import table
from monitor.briefing.renderer import print_pdf
from monitor.wording import Words

PAGE_WIDTH = 481.0  # points between the margins of a page


def exhibit_pdf(exhibit: Exhibit) -> bytes:
    """Return one exhibit as PDF."""
    svg = image(exhibit.chart, "svg", bare=True) if exhibit.chart else None
    return print_pdf(exhibit_html(exhibit, svg))


def exhibit_html(exhibit: Exhibit, svg: bytes | None) -> str:
    """Return one exhibit as a document to be printed: figure, numbers, source, notes.

    Args:
        exhibit: what is shown.
        svg: its figure, bare; none where it is a table alone.
    """
    words = Words(exhibit.language)
    mark = f'<p class="mark">{escape(words("common.demonstration"))}</p>'
    unit = unit_line(exhibit, words)
    numbers = table(exhibit.columns, exhibit.numeric, unit, PAGE_WIDTH) if exhibit.columns else ""
    definitions = "".join(f"<li>{escape(line)}</li>" for line in exhibit.definitions)
    body = (
        f'{mark if exhibit.is_demonstration else ""}<h1 class="single">{escape(exhibit.title)}</h1>'
        f"{figure(exhibit, svg)}{numbers}{foot(exhibit, words)}"
        f"{f'<ul class=definitions>{definitions}</ul>' if definitions else ''}"
    )
    return sheet(
        body,
        form="report",
        title=exhibit.title,
        language=exhibit.language,
        foot=words("document.code", code=exhibit.code),
        is_demonstration=exhibit.is_demonstration,
    )


def figure(exhibit: Exhibit, svg: bytes | None) -> str:
    """Return an exhibit's figure, which says its finding; nothing where there is none."""
    if svg is None:
        return ""
    return f'<div class="figure">{inline(svg, exhibit.alternative_text)}</div>'


def unit_line(exhibit: Exhibit, words: Words) -> str:
    """Return the unit as it stands at the right above a table."""
    if not exhibit.unit:
        return ""
    return f'<span class="unit">{escape(words("document.unit", unit=exhibit.unit))}</span>'


def foot(exhibit: Exhibit, words: Words) -> str:
    """Return source, code and notes."""
    return f'<div class="foot">{"".join(_foot(exhibit, words))}</div>'


def _foot(exhibit: Exhibit, words: Words) -> Iterator[str]:
    first, *others = exhibit.source or ("",)
    code = words("document.code", code=exhibit.code)
    yield f"<p>{escape(' · '.join(filter(None, (first, code))))}</p>"
    yield from (f"<p>{escape(line)}</p>" for line in others)
    yield from (f'<p class="note">※ {escape(line)}</p>' for line in exhibit.notes)
