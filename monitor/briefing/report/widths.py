"""How wide texts are, before a program has laid them out: rather too wide than too narrow."""

from __future__ import annotations

import unicodedata


def ems(text: str) -> float:
    """Estimate the width of a text in its type size."""
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
