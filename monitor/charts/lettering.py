"""Lettering: how wide a text is, where it breaks, and in which colour it is read."""

from __future__ import annotations

from typing import Final

from monitor.charts.theme import SMALL_SIZE

_NARROW: Final = frozenset(" ,.·'|:;!ilj()[]1-")
_FIRST_WIDE: Final = 0x2500  # box drawing, symbols and, from there on, Hangul
_BLACK: Final = "#000000"
_WHITE: Final = "#ffffff"


def text_width(text: str, size: float = SMALL_SIZE) -> float:
    """Estimate the width of a text in pixels, a little generously."""
    return size * sum(
        0.3 if letter in _NARROW else 0.88 if ord(letter) > _FIRST_WIDE else 0.63 for letter in text
    )


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Break a text at spaces into lines of at most ``width`` pixels."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def halved(label: str, longest: int = 3) -> list[str]:
    """Break a label into two lines: at a space, or before the longer half of a Hangul word."""
    words = label.split()
    if len(words) > 1:
        half = (len(words) + 1) // 2
        return [" ".join(words[:half]), " ".join(words[half:])]
    if len(label) > longest and ord(label[0]) > _FIRST_WIDE:
        half = len(label) // 2
        return [label[:half], label[half:]]
    return [label]


def text_on(fill: str) -> str:
    """Return black or white, whichever is read better on a fill: 4.5 to 1 on any."""
    return max((_BLACK, _WHITE), key=lambda colour: contrast(colour, fill))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21.

    Source: WCAG 2.2, relative luminance and contrast ratio.
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
