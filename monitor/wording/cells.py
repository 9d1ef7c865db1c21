"""Texts from data in files that spreadsheets open."""

from __future__ import annotations

from typing import Any, Final

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """Keep a text that a spreadsheet would take for a formula from being one."""
    is_formula = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
    return f"'{value}" if is_formula else value
