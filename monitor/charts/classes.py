"""Classes that suit the data: quantiles, natural breaks, and mirrored ones around zero for change.

A class holds what is at or above its lower break and below its upper one; the last class holds its
upper end too. Breaks are moved to readable numbers only as far as no value changes its class.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal

import jenkspy  # type: ignore[import-untyped, unused-ignore]  # it has no types
import numpy as np

Method = Literal["quantile", "jenks"]
METHODS: Final[tuple[Method, ...]] = ("quantile", "jenks")
NUMBER_OF_CLASSES: Final = 5
HALF_OF_DIVERGING: Final = 3
_READABLE_STEPS: Final = (5, 2, 1)
_DIGITS: Final = 17  # no double holds more
_END_ROOM: Final = 0.1  # how far an end may move outwards, as a share of the whole span


@dataclass(frozen=True)
class Classes:
    """Breaks from the lowest end to the highest, both included, and how they were found.

    Without any value there are no breaks and no classes. ``diverging`` breaks are the same on both
    sides of zero, so that equal colours mean equal changes.
    """

    breaks: tuple[float, ...]
    method: Method
    diverging: bool = False

    def __post_init__(self) -> None:
        if len(self.breaks) == 1 or list(self.breaks) != sorted(self.breaks):
            raise ValueError(f"breaks must rise from end to end: {self.breaks}")

    @property
    def count(self) -> int:
        """Return the number of classes."""
        return max(0, len(self.breaks) - 1)

    def class_of(self, value: float | None) -> int | None:
        """Return the class that a value belongs to, counted from 0; none for an absent value.

        What lies beyond the ends belongs to the class at that end.
        """
        if value is None or math.isnan(value) or not self.count:
            return None
        return bisect_right(self.breaks[1:-1], value)

    def labels(self, write: Callable[[float], str]) -> tuple[str, ...]:
        """Write each class as a range: ``1,200 – 3,400``; a class of one value as that value."""
        texts = [write(edge) for edge in self.breaks]
        return tuple(low if low == high else f"{low} – {high}" for low, high in pairwise(texts))

    def covering(self, values: Iterable[float]) -> Classes:
        """Return the same classes with ends that hold these values too, inner breaks unchanged."""
        known = _finite(values)
        if not known or not self.count:
            return self
        low, high = min(known), max(known)
        if self.diverging:
            high = max(abs(low), abs(high))
            low = -high
        first, *inner, last = self.breaks
        return replace(self, breaks=(min(first, low), *inner, max(last, high)))

    def colours(self, ramp: Sequence[str]) -> tuple[str, ...]:
        """Choose one colour a class from a ramp, as far apart as the ramp allows."""
        if self.diverging:
            half = len(ramp) // 2
            upper = _spread(self.count // 2, half)
            return tuple(ramp[half - 1 - place] for place in reversed(upper)) + tuple(
                ramp[half + place] for place in upper
            )
        return tuple(ramp[place] for place in _spread(self.count, len(ramp)))


def classify(
    values: Iterable[float], method: Method = "quantile", count: int = NUMBER_OF_CLASSES
) -> Classes:
    """Put values into classes, fewer than ``count`` where there are fewer distinct values.

    Args:
        values: of one year, or of several together to hold the breaks fixed; absent ones are
            passed over.
        method: ``quantile`` for classes of about equal size, ``jenks`` for natural breaks.
        count: the most classes wanted.
    """
    known = sorted(_finite(values))
    if not known:
        return Classes((), method)
    gaps = [
        simplest_between(math.nextafter(low, math.inf), high)
        for low, high in _gaps(known, method, count)
    ]
    low, high = _readable_ends(known[0], known[-1], gaps)
    return Classes((low, *gaps, high), method)


def classify_change(
    values: Iterable[float], method: Method = "quantile", half: int = HALF_OF_DIVERGING
) -> Classes:
    """Put changes into classes with the same breaks below and above zero.

    Args:
        values: changes, of one year or of several; absent ones are passed over.
        method: how the sizes of the changes are classed.
        half: the most classes on each side of zero.
    """
    sizes = sorted(abs(value) for value in _finite(values))
    if not sizes:
        return Classes((), method, diverging=True)
    inner = [
        simplest_between(math.nextafter(low, math.inf), math.nextafter(high, -math.inf))
        for low, high in _gaps(sizes, method, half)
        if math.nextafter(low, math.inf) < high
    ]
    _, end = _readable_ends(sizes[0], sizes[-1], inner)
    upper = [*inner, end or 1.0]
    return Classes((*(-size for size in reversed(upper)), 0.0, *upper), method, diverging=True)


def simplest_between(low: float, high: float) -> float:
    """Return the number with the fewest digits from ``low`` to ``high``, both included.

    Multiples of 5, 2 and 1 of the greatest power of ten that fits are tried in turn; of several
    the one nearest to the middle is taken.
    """
    if low > high:
        raise ValueError(f"nothing lies between {low} and {high}")
    if low <= 0 <= high:
        return 0.0
    exact_low, exact_high = Decimal(low), Decimal(high)
    top = max(exact_low.copy_abs(), exact_high.copy_abs()).adjusted()
    middle = (exact_low + exact_high) / 2
    for exponent in range(top + 1, top - _DIGITS, -1):
        for digit in _READABLE_STEPS:
            step = Decimal(digit).scaleb(exponent)
            nearest = float((middle / step).to_integral_value() * step)
            if low <= nearest <= high:
                return nearest
    return high


def _finite(values: Iterable[float]) -> list[float]:
    return [float(value) for value in values if value is not None and math.isfinite(value)]


def _gaps(known: Sequence[float], method: Method, count: int) -> list[tuple[float, float]]:
    """Return the neighbouring values between which a break falls, from low to high."""
    distinct = np.unique(known)
    if len(distinct) < 2:
        return []
    # A quantile opens the upper class, a Jenks break closes the lower one; and no class is empty.
    side: Literal["left", "right"] = "left" if method == "quantile" else "right"
    places = np.searchsorted(distinct, _cuts(known, method, count, len(distinct)), side=side)
    inside = np.unique(np.clip(places, 1, len(distinct) - 1))
    return [(float(distinct[place - 1]), float(distinct[place])) for place in inside]


def _cuts(known: Sequence[float], method: Method, count: int, distinct: int) -> list[float]:
    """Return where the method itself cuts: one number fewer than classes."""
    if method == "jenks":
        edges: list[float] = jenkspy.jenks_breaks(known, n_classes=min(count, distinct))
        return edges[1:-1]
    return [float(cut) for cut in np.quantile(known, np.arange(1, count) / count)]


def _readable_ends(low: float, high: float, inner: Sequence[float]) -> tuple[float, float]:
    """Move the ends outwards to readable numbers, but never across zero."""
    room = (high - low) * _END_ROOM
    lowest = low - room if low < 0 else max(0.0, low - room)
    highest = high + room if high > 0 else min(0.0, high + room)
    ends = simplest_between(lowest, low), simplest_between(high, highest)
    return min(ends[0], *inner, low), max(ends[1], *inner, high)


def _spread(count: int, length: int) -> list[int]:
    """Return ``count`` places of ``length``, evenly spread; a single one lies in the middle."""
    if count > length:
        raise ValueError(f"{count} classes, but only {length} colours")
    if count == 1:
        return [length // 2]
    return [round(place * (length - 1) / (count - 1)) for place in range(count)]
