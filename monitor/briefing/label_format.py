"""Formats of spreadsheets that write numbers as they are written here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from monitor.wording import NEGATIVE_MARK, number_text

_NUMBER: Final = re.compile(r"([+△]?)(\d[\d,]*)(?:\.(\d+))?([^\d\"]{0,8})")
_DIVISORS: Final = (1, 1_000, 1_000_000, 1_000_000_000)  # each a comma at the end of a format


def briefing_format(number_format: str) -> str:
    """Return a format that writes △ before what is negative: ``#,##0;△#,##0``."""
    return number_format if ";" in number_format else f"{number_format};△{number_format}"


def label_format(values: Sequence[float | None], texts: Sequence[str]) -> str:
    """Return the format under which every value comes out as its text; empty where there is none.

    Empty texts are passed over: nothing is written there.
    """
    pairs = [
        (value, text)
        for value, text in zip(values, texts, strict=True)
        if text and value is not None
    ]
    found = [_NUMBER.fullmatch(text) for _, text in pairs]
    if not pairs or found[0] is None or None in found:
        return ""
    _, _, decimals, unit = found[0].groups()
    sign = _sign(pairs)
    for commas, divisor in enumerate(_DIVISORS):
        if all(_written(v, len(decimals or ""), divisor, unit, sign) == text for v, text in pairs):
            return _code(len(decimals or ""), commas, unit, sign)
    return ""


def _sign(pairs: Sequence[tuple[float, str]]) -> str:
    """Return what stands before positive values: a plus, or △ where they are sizes of losses."""
    positive = [text for value, text in pairs if value > 0]
    first = positive[0][0] if positive else ""
    return first if first in {"+", NEGATIVE_MARK} else ""


def _written(value: float, decimals: int, divisor: int, unit: str, sign: str) -> str:
    """Write a value as a spreadsheet does, which chooses its sign before it rounds."""
    before = NEGATIVE_MARK if value < 0 else sign if value > 0 else ""
    return f"{before}{number_text(abs(value), decimals, divisor)}{unit}"


def _code(decimals: int, commas: int, unit: str, sign: str) -> str:
    number = "#,##0" + ("." + "0" * decimals if decimals else "") + "," * commas
    number += f'"{unit}"' if unit else ""
    return f"{sign}{number};△{number};{number}" if sign else f"{number};△{number}"
