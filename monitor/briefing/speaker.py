"""How numbers, names and reasons are said inside a sentence, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitor.vocabulary import Vocabulary
from monitor.wording import EMPHASIS, Words, money_text, number_text, period_text, signed_text

_COUNTED = ("overdue_stages", "overdue_follow_ups")


def is_known(value: Any) -> bool:
    """Say whether an answer has a value here."""
    return value is not None and not pd.isna(value)


@dataclass(frozen=True)
class Speaker:
    """Says facts of one year up to a quarter."""

    words: Words
    vocabulary: Vocabulary
    year: int
    quarter: int

    def __call__(self, key: str, **values: Any) -> str:
        """Return an entry of the briefing's section, its fields filled."""
        return self.words(f"briefing.{key}", **values)

    @property
    def is_korean(self) -> bool:
        """Say whether Korean is spoken."""
        return self.words.language == "ko"

    @property
    def period(self) -> str:
        """Return the year up to the quarter."""
        return period_text(self.year, self.quarter, self.words.language)

    def kind(self, kind: str) -> str:
        """Return what a sentence is about: 성과, 위험, 예산, 평가, 확산."""
        return self(f"kind_{kind}")

    def joined(self, parts: Iterable[str]) -> str:
        """Return clauses one after another; the empty ones are none."""
        return ", ".join(part for part in parts if part)

    def money(self, won: Any) -> str:
        """Write an amount in 억 or 백만 원."""
        return money_text(won, self.words.language)

    def label(self, file: str, key: str, form: str = "name") -> str:
        """Return the label of a row of a reference file."""
        rows = self.vocabulary.rows(file)
        first = next(iter(rows[0]))
        return self.words.label(next(row for row in rows if row[first] == key), form)

    def name(self, text: str) -> str:
        """Return a text from data without the marks of emphasis, on one line."""
        return " ".join(text.replace(EMPHASIS[0], "∗").split())

    # ── indicators ───────────────────────────────────────────────────────────────────────────

    def amount(self, indicator: str, value: float) -> str:
        """Write an indicator's value with its unit: ``12,345명``, ``12,345 people``."""
        unit = self._unit(indicator)
        if unit["unit"] == "million_won":
            return self.money(value)
        text = number_text(value, int(unit["decimals"]), int(unit["divisor"]))
        return self._with_unit(text, self.words.label(unit))

    def change(self, indicator: str, change: Any, change_percent: Any) -> str:
        """Write a change as briefings do: % of an amount, %p or the own unit of a rate."""
        if not self.vocabulary.indicators[indicator].is_rate:
            return signed_text(change_percent, 1, "%")
        label = self.words.label(self._unit(indicator))
        return self._with_unit(signed_text(change, 1), "%p" if label == "%" else label)

    def _with_unit(self, text: str, unit: str) -> str:
        apart = "" if self.is_korean or unit.startswith("%") else " "
        return f"{text}{apart}{unit}"

    def _unit(self, indicator: str) -> dict[str, str]:
        unit = self.vocabulary.indicators[indicator].unit
        return next(row for row in self.vocabulary.rows("units") if row["unit"] == unit)

    def reason(self, measure: str, value: float) -> str:
        """Say which measure gave a project its status, with its number."""
        if measure in _COUNTED:
            return self.words(f"reason.{measure}", count=number_text(value))
        return self.words(f"reason.{measure}", gap=number_text(value, 1))
