"""The gate: what must hold before anything is published; each check must come back empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import pandas as pd

from monitor.store.question import answer, questions
from monitor.wording import LANGUAGES, Language, Refused, Words

_CHECKS: Final = "checks/"
_SAMPLE: Final = 3


@dataclass(frozen=True)
class Check:
    """A question of the gate, and the rows that it should not have found."""

    name: str
    found: pd.DataFrame

    def asked(self, words: Words) -> str:
        """Say what it asks."""
        return words(f"question.{self.name}")


class ChecksFailed(Refused):
    """Nothing is published: what each check found, and what else was still open.

    Attributes:
        failed: the checks that found something.
        still_open: what the checklist found, as ``releases/checklist`` answers.
    """

    def __init__(self, failed: Sequence[Check], still_open: pd.DataFrame) -> None:
        self.failed, self.still_open = tuple(failed), still_open
        failures = {language: _said(self.failed, language) for language in LANGUAGES}
        super().__init__("checks_failed", failures=failures)


def checks() -> list[str]:
    """Return the names of the checks."""
    return [name for name in questions() if name.startswith(_CHECKS)]


def failing(connection: duckdb.DuckDBPyConnection) -> list[Check]:
    """Run every check on the release that is being built; return those that found something."""
    asked = questions()
    run = (Check(name, answer(asked[name], connection, {})) for name in checks())
    return [check for check in run if len(check.found)]


def _said(failed: Sequence[Check], language: Language) -> str:
    words = Words(language)
    return "\n".join(
        f"{check.name}: {check.asked(words)} ({len(check.found)}) "
        f"{check.found.head(_SAMPLE).to_dict('records')}"
        for check in failed
    )
