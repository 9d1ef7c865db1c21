"""Normalising: what a person wrote in a cell becomes a value of the ledger."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from monitor.intake.form import Column
from monitor.vocabulary import Vocabulary

_IDENTIFIER: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")
_NUMBER: Final = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")
# Beyond it a computer's number no longer holds every whole one.
_LARGEST: Final = 10**15
_LONGEST_TEXT: Final = 200
# Control and formatting characters: invisible, so that two names look alike and are not.
_INVISIBLE: Final = frozenset({"Cc", "Cf"})
MERGED: Final = "jeonnam_gwangju"


class CellProblem(ValueError):
    """A cell that cannot be read; ``code`` names the finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain_text(raw: Any) -> str:
    """Return a cell's text: full-width characters made plain, white space and breaks folded."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)  # a workbook keeps 12 as 12.0
    text = unicodedata.normalize("NFKC", str(raw))
    return " ".join(text.split())


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE and character not in "\r\n\t"


def _text(raw: Any) -> str:
    text = plain_text(raw)
    if len(text) > _LONGEST_TEXT:
        raise CellProblem("text_too_long")
    return text


def _identifier(raw: Any) -> str:
    text = plain_text(raw)
    if not _IDENTIFIER.match(text):
        raise CellProblem("bad_identifier")
    return text


def _number(raw: Any) -> float:
    if isinstance(raw, bool):
        raise CellProblem("not_a_number")
    if not isinstance(raw, int | float):
        text = plain_text(raw)
        if not _NUMBER.match(text):
            raise CellProblem("not_a_number")
        raw = float(text.replace(",", ""))
    if math.isnan(raw):
        raise CellProblem("not_a_number")
    if abs(raw) > _LARGEST:
        raise CellProblem("too_large" if raw > 0 else "too_small")
    return float(raw)


def _integer(raw: Any) -> int:
    number = _number(raw)
    if not number.is_integer():
        raise CellProblem("not_an_integer")
    return int(number)


def _date(raw: Any) -> dt.date:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    try:
        return dt.date.fromisoformat(plain_text(raw))
    except ValueError:
        raise CellProblem("not_a_date") from None


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": _text,
    "municipality": _text,
    "identifier": _identifier,
    "number": _number,
    "integer": _integer,
    "won": _integer,
    "date": _date,
}


class Normaliser:
    """Turns cells into values with the vocabulary's names, aliases and dates."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._aliases = {
            self._folded(row["alias"]): row["region"] for row in vocabulary.rows("region_aliases")
        }
        self._choices = {
            "model_type": self._labels(vocabulary, "model_types", "model_type"),
            "stage": self._labels(vocabulary, "stages", "stage"),
            "funding_source": self._labels(vocabulary, "funding_sources", "funding_source"),
            "indicator": self._labels(vocabulary, "indicators", "indicator"),
            "absence": self._labels(vocabulary, "absences", "absence"),
            "project_state": self._labels(vocabulary, "project_states", "project_state"),
            "data_kind": self._labels(vocabulary, "data_kinds", "data_kind"),
            "region": self._aliases,
        }
        self._municipalities = vocabulary.rows("municipalities")

    @staticmethod
    def _folded(text: str) -> str:
        return plain_text(text).replace(" ", "").casefold()

    def _labels(self, vocabulary: Vocabulary, file: str, key: str) -> dict[str, str]:
        names = {}
        for row in vocabulary.rows(file):
            if row.get("cell_ko") == "":
                continue  # nobody writes it in a cell: it is found out
            for column in (key, "name_ko", "short_ko", "name_en", "cell_ko"):
                if row.get(column):
                    names[self._folded(row[column])] = row[key]
        return names

    def value(self, column: Column, raw: Any) -> Any:
        """Return the value of a cell, ``None`` for an empty one.

        Raises:
            CellProblem: with the code of the finding.
        """
        if raw is None or (isinstance(raw, str) and not plain_text(raw)):
            return None
        if isinstance(raw, str) and any(map(_is_invisible, raw)):
            raise CellProblem("control_character")
        if column.kind == "choice":
            return self._choice(column.vocabulary, raw)
        return _READERS[column.kind](raw)

    def _choice(self, vocabulary: str, raw: Any) -> str:
        try:
            return self._choices[vocabulary][self._folded(str(raw))]
        except KeyError:
            raise CellProblem("unknown_value") from None

    def municipality(self, name: str, region: str, day: dt.date) -> tuple[str, str]:
        """Return (municipality id, province of the 17) for a name reported under a province.

        The merged province is split by municipality (PROGRAMME.md, 'Regions move').

        Raises:
            CellProblem: ``unknown_municipality``.
        """
        provinces = {"gwangju", "jeonnam"} if region == MERGED else {region}
        wanted = self._folded(name)
        for row in self._municipalities:
            if row["region"] not in provinces or self._folded(row["name_ko"]) != wanted:
                continue
            begins, ends = row["valid_from"] or "0001-01-01", row["valid_to"] or "9999-12-31"
            if begins <= day.isoformat() <= ends:
                return row["municipality"], row["region"]
        raise CellProblem("unknown_municipality")
