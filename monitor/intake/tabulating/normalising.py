"""Normalising: what a person wrote in a cell becomes a value of the ledger, by named rules.

Numbers are read in ``amounts``, days and quarters in ``days``, names in ``choices``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from monitor.intake.form import Column
from monitor.intake.tabulating.amounts import PLAIN, Measure, number, whole
from monitor.intake.tabulating.cells import (
    CellProblem,
    Read,
    is_blank,
    plain_text,
    refuse_unreadable,
    tidied,
)
from monitor.intake.tabulating.choices import Choices, Municipalities
from monitor.intake.tabulating.days import day, quarter_of, year_of
from monitor.vocabulary import Vocabulary

__all__ = ["CellProblem", "Normaliser", "Read", "plain_text"]

_IDENTIFIER: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")
_FORMULA: Final = re.compile(r"[=+@]|-[^\W\d_]")
_LONGEST_TEXT: Final = 200
_LONGEST_REMARK: Final = 1000
_QUARTER, _YEARS = "quarter", frozenset({"year", "selection_year"})
# Kinds of absence that an optional cell may say in place of staying blank.
_NOTHING: Final = frozenset({"nil", "not_applicable"})
_MAY_BE_BLANK: Final = frozenset({"choice", "date", "identifier", "municipality", "text"})
_ABSENT_NUMBERS: Final = frozenset({"nil", "not_collected", "not_applicable", "withheld"})


def text(raw: Any, longest: int = _LONGEST_TEXT, too_long: str = "text_too_long") -> Read:
    """Return a text with stray spaces and full-width characters mended.

    Raises:
        CellProblem: ``too_long``; ``formula_text`` for a text that a spreadsheet would run.
    """
    written, rules = tidied(raw) if isinstance(raw, str) else (plain_text(raw), ())
    if len(written) > longest:
        raise CellProblem(too_long)
    if _FORMULA.match(written):
        raise CellProblem("formula_text")
    return Read(written, rules)


def identifier(raw: Any) -> Read:
    """Return an id: letters, digits, hyphens.

    Raises:
        CellProblem: ``bad_identifier``.
    """
    if isinstance(raw, str) and _IDENTIFIER.match(raw):
        return Read(raw)
    written, rules = tidied(raw) if isinstance(raw, str) else (plain_text(raw), ())
    if not _IDENTIFIER.match(written):
        raise CellProblem("bad_identifier")
    return Read(written, rules)


def year(raw: Any) -> Read:
    """Return a year, which may be written 2027년.

    Raises:
        CellProblem: as ``amounts.whole``.
    """
    return _worded(raw, year_of)


def quarter(raw: Any) -> Read:
    """Return a quarter, which may be written 1분기 or 2027-1Q.

    Raises:
        CellProblem: as ``amounts.whole``.
    """
    return _worded(raw, quarter_of)


def _worded(raw: Any, words: Callable[[str], Read | None]) -> Read:
    if isinstance(raw, str):
        written, rules = tidied(raw)
        read = words(written)
        if read is not None and not (words is year_of and written.isdecimal()):
            return read.after(*rules)
    return whole(raw)


def _is_plain(raw: Any) -> bool:
    """Say whether a number is written as most are, so that nothing else need be asked."""
    return type(raw) is float or (isinstance(raw, str) and raw.isdecimal() and raw.isascii())


class Normaliser:
    """Turns cells into values with the vocabulary's names, aliases and dates."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.choices = Choices(vocabulary)
        self.municipalities = Municipalities(vocabulary)

    def value(self, column: Column, raw: Any, measure: Measure = PLAIN) -> Any:
        """Return the value of a cell, ``None`` for an empty one.

        Raises:
            CellProblem: with the code of the finding.
        """
        return self.read(column, raw, measure).value

    def read(self, column: Column, raw: Any, measure: Measure = PLAIN) -> Read:
        """Return what a cell says, and by which rules.

        Args:
            column: the column it stands in.
            raw: what stands there.
            measure: what its number counts, where it is one.

        Raises:
            CellProblem: with the code of the finding.
        """
        if is_blank(raw):
            return Read(None)
        if column.kind in _PLAIN_NUMBERS and _is_plain(raw):
            return _NUMBERS[column.kind](raw, measure)
        if isinstance(raw, str):
            refuse_unreadable(raw)
            blank = self._blank_by_word(column, raw) if plain_text(raw) else Read(None)
            if blank is not None:
                return blank
        return self._read_kind(column, raw, measure)

    def _read_kind(self, column: Column, raw: Any, measure: Measure) -> Read:
        if column.kind == "choice":
            return self.choices.find(column.vocabulary, raw)
        if column.field == _QUARTER:
            return quarter(raw)
        if column.field in _YEARS:
            return year(raw)
        if column.kind == "date":
            return day(raw, column.field)
        if column.kind in _NUMBERS:
            return self._absent_number(column, raw) or _NUMBERS[column.kind](raw, measure)
        return _TEXTS[column.kind](raw)

    def _blank_by_word(self, column: Column, raw: str) -> Read | None:
        """Read '-' and 해당없음 as blank where a date, a name or an id may be missing."""
        if column.required or column.kind not in _MAY_BE_BLANK or column.vocabulary == "absence":
            return None
        absence = self.choices.absence(raw)
        return Read(None, (f"{absence}_is_blank",)) if absence in _NOTHING else None

    def _absent_number(self, column: Column, raw: Any) -> Read | None:
        """Read '-' as 0 in money, and a word for why there is no number as that absence."""
        if not isinstance(raw, str) or raw[:1].isdecimal():
            return None
        absence = self.choices.absence(raw)
        if column.required:
            return Read(0, ("dash_is_zero",)) if absence == "nil" else None
        return Read(None, absence=absence) if absence in _ABSENT_NUMBERS else None

    def municipality(self, name: str, region: str, day: dt.date) -> tuple[str, str]:
        """Return (municipality id, province of the 17) for a name reported under a province.

        Raises:
            CellProblem: ``unknown_municipality``.
        """
        return self.municipalities.find(name, region, day)


_NUMBERS: Final[Mapping[str, Callable[[Any, Measure], Read]]] = {
    "number": number,
    "integer": whole,
    "won": whole,
}
_PLAIN_NUMBERS: Final = frozenset({"number", "won"})
_TEXTS: Final[Mapping[str, Callable[[Any], Read]]] = {
    "text": text,
    "long_text": partial(text, longest=_LONGEST_REMARK, too_long="remark_too_long"),
    "municipality": text,
    "identifier": identifier,
}
