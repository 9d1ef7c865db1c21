"""What a sheet of an xlsx says besides its values, found in its XML without building a tree.

A sheet of 20,000 rows has 5 MB of XML, so that each thing looked for is one regular expression over
bytes. What they miss in a sheet that nobody's spreadsheet writes, the bounds of the process catch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from monitor.intake.reading_worker.cells import place_of
from monitor.intake.reading_worker.problem import MAXIMUM_CELLS

_LETTERS: Final = 26
_PREFIX: Final = re.compile(rb"<(?:([\w.-]+):)?worksheet\b")
_ATTRIBUTE: Final = re.compile(rb"""\s([\w:]+)\s*=\s*["']([^"']*)["']""")
_PLACE: Final = re.compile(rb"[A-Z]{1,3}[1-9][0-9]{0,6}")
_ROW_NUMBER: Final = re.compile(rb"""[^>]*?\sr=["']([0-9]{1,7})["']""")
_FAR: Final = re.compile(rb""" r="[A-Z]{2}""")  # fast; most sheets stay within Z
_TRUE: Final = frozenset({b"1", b"true"})


@dataclass(frozen=True)
class Scanned:
    """How far a sheet's values reach, and its marks; rows and columns count from one.

    ``errors``: names of cells whose formula came to an error, and which: ``#DIV/0!``.
    """

    height: int
    width: int
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]
    unvalued: frozenset[str]
    percents: frozenset[tuple[int, int]]
    errors: tuple[tuple[str, str], ...]


def scan(xml: bytes, percent_styles: frozenset[int]) -> Scanned:
    """Return what a sheet's XML says.

    Args:
        xml: the sheet's part.
        percent_styles: numbers of the cell formats that show a percentage.
    """
    if xml[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        xml = xml.decode("utf-16").encode()
    found = _PREFIX.search(xml, 0, 10_000)
    prefix = found[1] + b":" if found and found[1] else b""
    patterns = _patterns(prefix, percent_styles)
    return Scanned(
        height=(height := _height(xml, prefix)),
        width=_width(xml, patterns, height),
        hidden_rows=frozenset(_hidden_rows(xml, patterns)),
        hidden_columns=tuple(_hidden_columns(xml, patterns)),
        unvalued=frozenset(_unvalued(xml, prefix, patterns)),
        percents=frozenset(_percents(xml, patterns)),
        errors=tuple(_errors(xml, patterns)),
    )


@dataclass(frozen=True)
class _Patterns:
    hidden_row: re.Pattern[bytes]
    column: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    far_cell: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    error: re.Pattern[bytes]
    percent: re.Pattern[bytes] | None


@lru_cache(maxsize=16)
def _patterns(prefix: bytes, percent_styles: frozenset[int]) -> _Patterns:
    p = re.escape(prefix)
    styles = b"|".join(str(style).encode() for style in sorted(percent_styles))
    place = rb"""\sr=["']([A-Z]{1,3})([1-9][0-9]{0,6})["']"""
    holds_more = rb"[^>]*(?<!/)>"  # not <c …/>, which has a format but no value
    return _Patterns(
        re.compile(
            rb"<%brow(?=\s[^>]*?\bhidden=[\"'](?:1|true)[\"'])[^>]*?\sr=[\"']([0-9]{1,7})[\"']" % p
        ),
        re.compile(rb"<%bcol\s[^>]*>" % p),
        re.compile(rb"<%bc(?=\s)[^>]*?\sr=[\"']([A-Z]{1,3})[0-9]+[\"']%b" % (p, holds_more)),
        re.compile(rb"<%bc(?=\s)[^>]*?\sr=[\"']([A-Z]{2,3})[0-9]+[\"']%b" % (p, holds_more)),
        re.compile(
            rb"<%bc(\s[^>]*)>\s*<%bf\b(?:[^>]*/>|[^>]*>[^<]*</%bf>)\s*+(?!<%bv\b[^>]*>[^<])"
            % (p, p, p, p)
        ),
        re.compile(
            rb"<%bc(?=\s[^>]*?\st=[\"']e[\"'])[^>]*?%b[^>]*>(?:<%bf\b[^>]*>(?:[^<]*</%bf>)?)?"
            rb"\s*<%bv\b[^>]*>([^<]+)<" % (p, place, p, p, p)
        ),
        re.compile(
            rb"<%bc(?=\s[^>]*?\ss=[\"'](?:%b)[\"'])[^>]*?%b%b" % (p, styles, place, holds_more)
        )
        if styles
        else None,
    )


def _height(xml: bytes, prefix: bytes) -> int:
    """Return the number of the last row with a cell that holds more than a format."""
    last = xml.rfind(b"</%bc>" % prefix)
    row = xml.rfind(b"<%brow" % prefix, 0, max(last, 0))
    if last < 0 or row < 0:
        return 0
    numbered = _ROW_NUMBER.match(xml, row + 4)
    return int(numbered[1]) if numbered else xml.count(b"<%brow" % prefix)


def _width(xml: bytes, patterns: _Patterns, height: int) -> int:
    """Return the last column with a cell that holds more than a format.

    Columns up to Z are told apart only in a sheet so long that it matters.
    """
    columns = set()
    if _FAR.search(xml) or b" r='" in xml:
        columns = {found[1] for found in patterns.far_cell.finditer(xml)}
    if not columns and height * _LETTERS > MAXIMUM_CELLS:
        columns = {found[1] for found in patterns.cell.finditer(xml)}
    return max((place_of(f"{column.decode('ascii')}1")[1] for column in columns), default=_LETTERS)


def _hidden_rows(xml: bytes, patterns: _Patterns) -> Iterator[int]:
    if b"hidden" in xml:
        yield from map(int, patterns.hidden_row.findall(xml))


def _hidden_columns(xml: bytes, patterns: _Patterns) -> Iterator[tuple[int, int]]:
    """Yield first and last column of each hidden stretch."""
    for column in patterns.column.findall(xml, 0, max(xml.find(b"sheetData"), 0)):
        attributes = dict(_ATTRIBUTE.findall(column))
        if attributes.get(b"hidden") in _TRUE:
            yield int(attributes.get(b"min", b"1")), int(attributes.get(b"max", b"1"))


def _unvalued(xml: bytes, prefix: bytes, patterns: _Patterns) -> Iterator[str]:
    """Yield the names of cells with a formula and no value; an empty text is a value."""
    if b"<%bf" % prefix not in xml:
        return
    for cell in patterns.formula.findall(xml):
        attributes = dict(_ATTRIBUTE.findall(cell))
        place = attributes.get(b"r", b"")
        if attributes.get(b"t") != b"str" and _PLACE.fullmatch(place):
            yield place.decode("ascii")


def _errors(xml: bytes, patterns: _Patterns) -> Iterator[tuple[str, str]]:
    if b't="e"' in xml or b"t='e'" in xml:
        for letters, row, error in patterns.error.findall(xml):
            yield (letters + row).decode("ascii"), error.decode("utf-8", "replace")


def _percents(xml: bytes, patterns: _Patterns) -> Iterator[tuple[int, int]]:
    if patterns.percent is None:
        return
    for found in patterns.percent.finditer(xml):
        yield place_of((found[1] + found[2]).decode("ascii"))
