"""What stands above a table: the name of one of the form's sheets, or a note on the unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_UNIT: Final = re.compile(r"[\(\[<（]\s*단위\s*[:：]?[^\)\]>）]*[\)\]>）]|^\s*단위\s*[:：].*$")
_NUMBERING: Final = re.compile(
    r"^(?:표\s*\d{1,2}[\]>.)]*|(?:\d{1,2}|[가-하]|[Ⅰ-Ⅻ]|[IVX]{1,4})\s*[.)]|[①-⑳Ⅰ-Ⅻ])\s*"
)
_MARKS: Final = " \t□■◻◼○●◦◯▢▣◆◇▶▷►-–—‐·ㆍ∙•※*#<>〈〉《》「」『』【】[]()（）:：."


def unit_note(text: str) -> str:
    """Return the note on the unit within a text, ``(단위: 천원)``, ``""`` when there is none."""
    found = _UNIT.search(text)
    return found[0].strip() if found else ""


def without_unit(text: str) -> str:
    """Return a text without its note on the unit."""
    return _UNIT.sub("", text).strip()


def sheet_named(text: str, sheets: Iterable[str]) -> str | None:
    """Return the form's sheet that a heading names, whatever marks and numbering stand around it.

    ``□ 실적``, ``[추진단계]``, ``2. 예산 (단위: 천원)`` name 실적, 추진 단계 and 예산.
    """
    bare = unicodedata.normalize("NFC", without_unit(text)).strip(_MARKS)
    bare = _closed(_NUMBERING.sub("", bare).strip(_MARKS))
    return next((sheet for sheet in sheets if _closed(sheet) == bare), None)


def _closed(text: str) -> str:
    return "".join(text.split())
