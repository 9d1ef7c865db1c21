"""Normalising: what a person wrote in a cell becomes a value of the ledger."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any, Final

import pandas as pd

from monitor.intake.form import Column
from monitor.vocabulary import Vocabulary

_IDENTIFIER: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")
_LONGEST_TEXT: Final = 200
MERGED: Final = "jeonnam_gwangju"


class CellProblem(ValueError):
    """A cell that cannot be read; ``code`` names the finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain_text(raw: Any) -> str:
    """Return a cell's text: full-width characters made plain, white space and breaks folded."""
    text = unicodedata.normalize("NFKC", str(raw))
    return " ".join(text.split())


class Normaliser:
    """Turns cells into values with the vocabulary's names, aliases and dates."""

    def __init__(self, vocabulary: Vocabulary) -> None:
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
        if isinstance(raw, str) and any(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in raw):
            raise CellProblem("control_character")
        return getattr(self, f"_{column.kind}")(column, raw)

    def _text(self, column: Column, raw: Any) -> str:
        text = plain_text(raw)
        if len(text) > _LONGEST_TEXT:
            raise CellProblem("text_too_long")
        return text

    def _municipality(self, column: Column, raw: Any) -> str:
        return self._text(column, raw)

    def _identifier(self, column: Column, raw: Any) -> str:
        text = plain_text(raw)
        if not _IDENTIFIER.match(text):
            raise CellProblem("bad_identifier")
        return text

    def _number(self, column: Column, raw: Any) -> float:
        if isinstance(raw, bool):
            raise CellProblem("not_a_number")
        if isinstance(raw, int | float):
            return float(raw)
        try:
            number = float(plain_text(raw).replace(",", ""))
        except ValueError:
            raise CellProblem("not_a_number") from None
        if pd.isna(number) or number in (float("inf"), float("-inf")):
            raise CellProblem("not_a_number")
        return number

    def _integer(self, column: Column, raw: Any) -> int:
        number = self._number(column, raw)
        if not number.is_integer():
            raise CellProblem("not_an_integer")
        return int(number)

    def _won(self, column: Column, raw: Any) -> int:
        return self._integer(column, raw)

    def _date(self, column: Column, raw: Any) -> dt.date:
        if isinstance(raw, dt.datetime):
            return raw.date()
        if isinstance(raw, dt.date):
            return raw
        try:
            return dt.date.fromisoformat(plain_text(raw))
        except ValueError:
            raise CellProblem("not_a_date") from None

    def _choice(self, column: Column, raw: Any) -> str:
        try:
            return self._choices[column.vocabulary][self._folded(str(raw))]
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
