"""Filling the fields of a sentence: particles that agree, emphasis, singular and plural."""

from __future__ import annotations

import re
import string
from typing import Any, Final

from monitor.wording.particles import with_particle

EMPHASIS: Final = "**"
_PAIR: Final = re.compile(r"(?:은/는|이/가|을/를|과/와|으로/로|이라는/라는)$")


class Filling(string.Formatter):
    """``{name:이/가}`` writes the value and the particle that agrees with it.

    ``{name:'이/가}`` puts the value in quotation marks, and the particle behind them.
    ``{count:project|projects}`` writes the number and the noun that agrees with it.
    ``{count:*개을/를}`` emphasises the number with its unit, and the particle stands behind them;
    ``{count:*project|projects}`` and ``{count:*}`` likewise.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a field's value as its format says."""
        if "|" in format_spec or format_spec.startswith("*"):
            return _emphasised(str(value), format_spec)
        if "/" in format_spec:
            pair = format_spec.lstrip("'")
            word = str(value) if pair == format_spec else f"'{value}'"
            return with_particle(word, pair)
        return str(super().format_field(value, format_spec))


def _emphasised(value: str, spec: str) -> str:
    mark = EMPHASIS if spec.startswith("*") else ""
    unit, pair = spec.removeprefix("*"), ""
    if found := _PAIR.search(unit):
        unit, pair = unit[: found.start()], found.group()
    if "|" in unit:
        one, many = unit.split("|")
        unit = f"\N{NO-BREAK SPACE}{one if value == '1' else many}"
    word = value + unit
    particle = with_particle(word, pair).removeprefix(word) if pair else ""
    return f"{mark}{word}{mark}{particle}"
