"""What a cell says: its text made plain, and a value together with the rules that led to it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final, NamedTuple

# Control and formatting characters: invisible, so that two names look alike and are not.
_INVISIBLE: Final = frozenset({"Cc", "Cf"})
_SPREADSHEET_ERROR: Final = re.compile(r"#(REF|DIV/0|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]?|#N/A")
_SPREADSHEET_ERRORS_ELSEWHERE: Final = re.compile(r"(Err|오류):\s?[0-9]{3}")


class CellProblem(ValueError):
    """A cell that cannot be read: ``code`` names the finding, ``expected`` what was meant."""

    def __init__(self, code: str, expected: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.expected = expected


class Read(NamedTuple):
    """What a cell says.

    Attributes:
        value: the value, None for none.
        rules: names of ``normalising_rules.csv``, in the order in which they were applied; empty
            when the value is simply what was written.
        absence: why there is no value, where the cell says so: an id of ``absences.csv``.
        year: the year, where a quarter's cell carries it.
        warning: code of the finding that the value deserves all the same.
        problem: code of the finding when the cell cannot be read.
        expected: what was probably meant then.
    """

    value: Any
    rules: tuple[str, ...] = ()
    absence: str = ""
    year: int | None = None
    warning: str = ""
    problem: str = ""
    expected: str = ""

    def after(self, *rules: str) -> Read:
        """Return the same, read after other rules had been applied."""
        return self._replace(rules=(*rules, *self.rules))


class ShownAsPercent(float):
    """A number that its cell shows as a percentage: 0.123 as 12.3%."""

    def __str__(self) -> str:
        return f"{self * 100:.15g}%"


def plain_text(raw: Any) -> str:
    """Return a cell's text: full-width characters made plain, white space and breaks folded."""
    if isinstance(raw, float) and raw.is_integer() and not isinstance(raw, ShownAsPercent):
        raw = int(raw)  # a workbook keeps 12 as 12.0
    text = str(raw)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def tidied(raw: str) -> tuple[str, tuple[str, ...]]:
    """Return a text made plain, and the rules by which it differs from what was written.

    ``composed``: syllables kept as single letters, as macOS does, are put together. ``full_width``:
    １２，Ａ（ become 12,A(. ``trimmed``: stray spaces and line breaks.
    """
    rules: tuple[str, ...] = ()
    text = raw
    if not raw.isascii():
        composed = unicodedata.normalize("NFC", raw)
        text = unicodedata.normalize("NFKC", composed)
        spaces_only = text.split() == composed.split()
        rules += ("composed",) if composed != raw else ()
        rules += () if spaces_only else ("full_width",)
    folded = " ".join(text.split())
    return folded, rules if folded == text else (*rules, "trimmed")


def is_blank(raw: Any) -> bool:
    """Say whether nothing stands in a cell."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def refuse_unreadable(raw: str) -> None:
    """Refuse what no cell may hold.

    Raises:
        CellProblem: ``control_character``; ``cell_error`` for an error of the spreadsheet (#REF!).
    """
    if not raw.isprintable() and any(map(_is_invisible, raw)):
        raise CellProblem("control_character")
    if _is_error(raw):
        raise CellProblem("cell_error")


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE and character not in "\r\n\t"


def _is_error(raw: str) -> bool:
    text = raw.strip()
    if text[:1] not in {"#", "E", "오"}:
        return False
    return bool(_SPREADSHEET_ERROR.fullmatch(text) or _SPREADSHEET_ERRORS_ELSEWHERE.fullmatch(text))
