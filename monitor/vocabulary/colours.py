"""Colours of the reference files: seen on the page, told apart by everybody who looks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Final

from monitor.vocabulary.problems import Problem, Read, Row
from monitor.vocabulary.schema import COLOURED

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
# What a colour lies on: the paper of the light and of the dark theme (monitor/charts/theme.py).
_PAPERS: Final = {"colour": "#ffffff", "colour_dark": "#131416"}
_LEAST_CONTRAST: Final = 3.0  # WCAG 2.2, 1.4.11, of what is no text
# Distances in OKLab. Colours never stand alone, so that what a colour-blind reader tells apart with
# effort is left to shape and word; what nobody tells apart is refused.
_LEAST_APART: Final = 0.045
_LEAST_APART_BLIND: Final = 0.008
# Full protanopia, deuteranopia and tritanopia on linear RGB (Machado, Oliveira, Fernandes 2009).
_SEEING: Final = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
# Linear RGB to OKLab (Ottosson 2020).
_TO_CONES: Final = ((0.4122214708, 0.5363325363, 0.0514459929),
                    (0.2119034982, 0.6806995451, 0.1073969566),
                    (0.0883024619, 0.2817188376, 0.6299787005))  # fmt: skip
_TO_LAB: Final = ((0.2104542553, 0.7936177850, -0.0040720468),
                  (1.9779984951, -2.4285922050, 0.4505937099),
                  (0.0259040371, 0.7827717662, -0.8086757660))  # fmt: skip

_Triple = tuple[float, ...]
_Matrix = tuple[tuple[float, float, float], ...]


def colour_problems(read: Read) -> Iterator[Problem]:
    """Yield colours that cannot be read, seen, or told apart, and marks that stand twice."""
    for file, mark in COLOURED.items():
        numbered = list(read.numbered(file))
        yield from _marks(file, mark, numbered)
        for column, paper in _PAPERS.items():
            sound = []
            for number, row in numbered:
                if not _COLOUR.fullmatch(row[column]):
                    about = {"column": column, "value": row[column]}
                    yield Problem(file, number, "no_colour", about)
                    continue
                sound.append((number, row))
                if file != "stages" and (found := contrast(row[column], paper)) < _LEAST_CONTRAST:
                    about = {"column": column, "value": row[column], "contrast": f"{found:.1f}"}
                    yield Problem(file, number, "faint", about)
            yield from _alike(file, column, sound)


def _marks(file: str, mark: str, numbered: list[tuple[int, Row]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for number, row in numbered if mark else ():
        if other := seen.get(row[mark]):
            about = {"value": row[mark], "other": other}
            yield Problem(file, number, "same_mark", about)
        seen[row[mark]] = row["name_ko"]


def _alike(file: str, column: str, numbered: list[tuple[int, Row]]) -> Iterator[Problem]:
    """Compare the rows that stand in one figure: those that count at the same time."""
    for (_, one), (number, other) in combinations(numbered, 2):
        if any(one.get(name) != other.get(name) for name in ("scheme", "valid_from")):
            continue
        if too_alike(one[column], other[column]):
            about = {"column": column, "value": other[column], "other": one[column]}
            yield Problem(file, number, "alike", about)


@cache
def too_alike(one: str, other: str) -> bool:
    """Say whether two colours are not told apart, by everybody or by a colour-blind reader."""
    apart = distances(one, other)
    return apart.pop("") < _LEAST_APART or min(apart.values()) < _LEAST_APART_BLIND


def distances(one: str, other: str) -> dict[str, float]:
    """Return how far two colours are apart: for most readers (no name), and by blindness."""
    return {"": math.dist(_lab(_linear(one)), _lab(_linear(other)))} | {
        name: math.dist(_lab(_times(matrix, _linear(one))), _lab(_times(matrix, _linear(other))))
        for name, matrix in _SEEING.items()
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return how light a colour is, from 0 to 1: what is left of it in grey print."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> _Triple:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def _lab(linear: _Triple) -> _Triple:
    clipped = tuple(min(1.0, max(0.0, part)) for part in linear)
    return _times(_TO_LAB, tuple(math.cbrt(part) for part in _times(_TO_CONES, clipped)))


def _times(matrix: _Matrix, vector: _Triple) -> _Triple:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
