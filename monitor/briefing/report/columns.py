"""How the width of a page is divided among the columns of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from monitor.briefing.report.looks import CELL_SIZES, POINT
from monitor.briefing.report.widths import ems, wrapped_lines

# Left and right of a cell's text, by type size: 1.8 mm each, as Hancom's own tables have, or less.
SIDE_MARGINS: Final[Mapping[float, int]] = MappingProxyType(
    {10.0: 510, 9.0: 425, 8.0: 283, 7.0: 227}
)
_AIR: Final = 160
# A word longer than this may be broken.
_LONGEST_WORD: Final = 11.0
# Headings are bold.
_BOLD: Final = 1.1
# Sizes at which texts are not broken, if they fit; texts are rather broken than set smaller.
_UNBROKEN: Final = CELL_SIZES[:2]
_SMALLEST_BROKEN: Final = 8.0
_FEW_LINES: Final = 2
# How a column breaks is told by so many of its longest texts, but for one in ten that stands out.
_LOOKED_AT: Final = 12
_OUTSTANDING: Final = 0.1
_STEP: Final = 0.5


@dataclass(frozen=True)
class Column:
    """A column's texts: how narrow and how wide it may be, in ems, long ones and the longest."""

    least: float
    natural: float
    long: tuple[str, ...]
    longest: tuple[str, ...]

    @classmethod
    def of(cls, heading: str, texts: Sequence[str], *, is_number: bool) -> Column:
        """Measure a column: numbers are never broken, other texts between words."""
        longest = sorted(texts, key=ems, reverse=True)
        natural = ems(longest[0]) if longest else 0.0
        long = longest[int(len(longest) * _OUTSTANDING) :][:_LOOKED_AT]
        least = natural if is_number else max(map(_longest_word, texts), default=0.0)
        head = _longest_word(heading) * _BOLD
        whole = max(natural, min(ems(heading) * _BOLD, max(natural, head) * 1.6))
        return cls(max(least, head), whole, tuple(dict.fromkeys(long)), tuple(longest[:1]))


def _lines(texts: Sequence[str], width: float) -> int:
    """Count the lines of the text that has the most, in a width in ems."""
    return max((wrapped_lines(text, width) for text in texts), default=1)


def _wider(texts: Sequence[str], width: float) -> float:
    """Return the next width in which texts have fewer lines."""
    before = _lines(texts, width)
    longest = max(map(ems, texts), default=0.0)
    while width < longest and _lines(texts, width) == before:
        width += _STEP
    return width


def _longest_word(text: str) -> float:
    return min(_LONGEST_WORD, max(map(ems, text.split()), default=0.0))


@dataclass(frozen=True)
class Division:
    """How a width is divided among columns, and at which type size."""

    size: float
    widths: tuple[int, ...]


def divided(columns: Sequence[Column], width: int) -> Division | None:
    """Divide a width among columns at the largest size that reads well; None where none fits."""
    for size in _UNBROKEN:
        natural = [_units(column.natural, size) for column in columns]
        if sum(natural) <= width:
            return Division(size, _filled(natural, natural, width))
    broken = {size: _broken(columns, size, width) for size in CELL_SIZES}
    for found in broken.values():
        if found and _most_lines(columns, found) <= _FEW_LINES:
            return found
    return broken[_SMALLEST_BROKEN] or broken[CELL_SIZES[-1]]


def _broken(columns: Sequence[Column], size: float, width: int) -> Division | None:
    """Divide a width among columns whose texts are broken, so that rows have few lines.

    None where the columns are too wide even so.
    """
    widths = [_units(column.least, size) for column in columns]
    if sum(widths) > width:
        return None
    for texts in ([column.long for column in columns], [column.longest for column in columns]):
        _grow(widths, texts, size, width)
    return Division(size, _filled(widths, widths, width))


def _grow(widths: list[int], texts: Sequence[Sequence[str]], size: float, width: int) -> None:
    """Widen the column whose texts have the most lines, as long as there is room."""
    growing = set(range(len(widths)))
    while growing:
        held = {place: letters(widths[place], size) for place in growing}
        lines = {place: _lines(texts[place], held[place]) for place in growing}
        place = max(growing, key=lambda each: (lines[each], -each))
        wanted = _units(_wider(texts[place], held[place]), size)
        if lines[place] == 1 or sum(widths) - widths[place] + wanted > width:
            growing.remove(place)
        else:
            widths[place] = wanted


def _most_lines(columns: Sequence[Column], division: Division) -> int:
    return max(
        _lines(column.long, letters(width, division.size))
        for column, width in zip(columns, division.widths, strict=True)
    )


def letters(width: int, size: float) -> float:
    """Return how many ems of text a column of a width holds."""
    return (width - _around(size)) / (size * POINT)


def _units(length: float, size: float) -> int:
    return round(length * size * POINT) + _around(size)


def _around(size: float) -> int:
    return 2 * SIDE_MARGINS[size] + _AIR


def _filled(widths: Sequence[int], shares: Sequence[int], total: int) -> tuple[int, ...]:
    """Return the widths with the rest of the total spread over them by shares."""
    rest = total - sum(widths)
    grown = [
        width + rest * share // sum(shares) for width, share in zip(widths, shares, strict=True)
    ]
    grown[-1] += total - sum(grown)
    return tuple(grown)
