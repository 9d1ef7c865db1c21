"""How wide texts are, before a program has laid them out: enough to divide a table well."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from monitor.briefing.report.looks import CELL_SIZES, POINT

# Left and right of a cell's text: 1.8 mm each, as Hancom's own tables have, and a little air.
_PADDING = 2 * 510 + 160
# A word longer than this may be broken.
_LONGEST_WORD = 11.0
# Below this, texts are rather broken than set smaller; above this, rather set smaller than broken.
_SMALLEST_UNBROKEN = 9.0
_LARGEST_BROKEN = 10.0
_FEW_LINES = 2


def ems(text: str) -> float:
    """Estimate the width of a text in its type size; rather too wide than too narrow."""
    return sum(_em(character) for character in text)


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character.isupper() or character in "%&@":
        return 0.8 if character in "MW%@" else 0.68
    if character == " ":
        return 0.5  # Hancom's spaces are half as wide as a character
    return 0.32 if character in "ilj.,:;'|!()[]" else 0.57


def wrapped_lines(text: str, width: float) -> int:
    """Count the lines of a text in a width given in ems, broken between words where possible."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = ems(word)
        if used and used + 0.5 + length > width:
            lines, used = lines + 1, length
        else:
            used += length + (0.5 if used else 0)
        while used > width + 0.01 and used > 1:
            lines, used = lines + 1, used - width
    return lines


@dataclass(frozen=True)
class Column:
    """A column's texts: how narrow and how wide it may be, in ems."""

    least: float
    natural: float

    @classmethod
    def of(cls, heading: str, texts: Sequence[str], *, is_number: bool) -> Column:
        """Measure a column: numbers are never broken, other texts between words."""
        longest = max((ems(text) for text in texts), default=0.0)
        least = longest if is_number else max((_longest_word(text) for text in texts), default=0.0)
        head = _longest_word(heading)
        return cls(max(least, head), max(longest, min(ems(heading), max(longest, head) * 1.6)))


def _longest_word(text: str) -> float:
    return min(_LONGEST_WORD, max((ems(word) for word in text.split()), default=0.0))


@dataclass(frozen=True)
class Division:
    """How a width is divided among columns, and at which type size."""

    size: float
    widths: tuple[int, ...]


def divided(columns: Sequence[Column], width: int) -> Division | None:
    """Divide a width among columns at the largest size that reads well; None where none fits."""
    for size in CELL_SIZES:
        natural = [_units(column.natural, size) for column in columns]
        if size >= _SMALLEST_UNBROKEN and sum(natural) <= width:
            return Division(size, _filled(natural, natural, width))
        broken = _broken(columns, size, width)
        if broken and size <= _LARGEST_BROKEN and max(_lines(columns, broken)) <= _FEW_LINES:
            return broken
    return _broken(columns, CELL_SIZES[-1], width)


def _broken(columns: Sequence[Column], size: float, width: int) -> Division | None:
    """Divide a width among columns whose texts are broken; None where they are too wide even so."""
    widths = [_units(column.least, size) for column in columns]
    if sum(widths) > width:
        return None
    while True:
        lines = _lines(columns, Division(size, tuple(widths)))
        place = lines.index(max(lines))
        wanted = _units(columns[place].natural / max(1, lines[place] - 1), size) + 1
        if lines[place] == 1 or sum(widths) - widths[place] + wanted > width:
            return Division(size, _filled(widths, widths, width))
        widths[place] = wanted


def _lines(columns: Sequence[Column], division: Division) -> list[int]:
    """Estimate into how many lines the longest text of each column is broken."""
    return [
        ceil(round(column.natural / letters(width, division.size), 2))
        for column, width in zip(columns, division.widths, strict=True)
    ]


def _units(length: float, size: float) -> int:
    return round(length * size * POINT) + _PADDING


def letters(width: int, size: float) -> float:
    """Return how many ems of text a column of a width holds."""
    return (width - _PADDING) / (size * POINT)


def _filled(widths: Sequence[int], shares: Sequence[int], total: int) -> tuple[int, ...]:
    """Return the widths with the rest of the total spread over them by shares."""
    rest = total - sum(widths)
    grown = [
        width + rest * share // sum(shares) for width, share in zip(widths, shares, strict=True)
    ]
    grown[-1] += total - sum(grown)
    return tuple(grown)
