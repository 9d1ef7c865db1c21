"""A figure's table for the clipboard, as Hancom, PowerPoint and spreadsheets paste it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from monitor.briefing.exhibit import Exhibit
from monitor.wording import Words, harmless

_TABLE: Final = "border-collapse:collapse;font-size:10pt"
_CELL: Final = "border:1px solid #8a949e;padding:2px 6px"
# Spreadsheets would make a date of 2026-01 and of 45/48.
_TEXT: Final = r"mso-number-format:'\@'"

_NUMBER: Final = re.compile(r"[+△]?[\d,.]+%?")


def table_html(exhibit: Exhibit) -> str:
    """Return the written table with title, unit, source and code, names from data escaped."""
    return "".join(_parts(exhibit))


def _parts(exhibit: Exhibit) -> Iterator[str]:
    words = Words(exhibit.language)
    yield f"<p><b>{escape(exhibit.title)}</b></p>"
    above = [words("common.demonstration")] if exhibit.is_demonstration else []
    if exhibit.unit:
        above.append(words("document.unit", unit=exhibit.unit))
    if above:
        yield f'<p style="text-align:right">{escape(" ".join(above))}</p>'
    yield f'<table style="{_TABLE}"><thead><tr>'
    yield from (f'<th style="{_CELL}">{_safe(heading)}</th>' for heading in exhibit.columns)
    yield "</tr></thead><tbody>"
    numeric = [heading in exhibit.numeric for heading in exhibit.columns]
    for row in zip(*exhibit.columns.values(), strict=True):
        yield from _row(row, numeric)
    yield "</tbody></table>"
    first, *others = exhibit.source or ("",)
    code = words("document.code", code=exhibit.code)
    for line in (f"{first} · {code}", *others, *(f"※ {note}" for note in exhibit.notes)):
        yield f"<p>{escape(line)}</p>"


def _row(cells: Sequence[str], numeric: Sequence[bool]) -> Iterator[str]:
    yield "<tr>"
    for cell, is_number in zip(cells, numeric, strict=True):
        style = f"{_CELL};text-align:right" if is_number else _CELL
        if is_number and _NUMBER.fullmatch(cell):
            yield f'<td style="{style}">{escape(cell)}</td>'
        else:
            yield f'<td style="{style};{_TEXT}">{_safe(cell)}</td>'
    yield "</tr>"


def _safe(text: str) -> str:
    """Return a text that is neither markup nor a formula where it is pasted."""
    return escape(str(harmless(text)))
