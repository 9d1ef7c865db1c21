"""Asking again: a recorded question, put to a release as it was asked then, or as it is now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final, Literal

import duckdb
import pandas as pd

from monitor.access import Actor
from monitor.store import Question, Release, is_open, questions, whole
from monitor.store.answers import canonical, digest_of
from monitor.store.cells import NO_CELLS, differing_cells
from monitor.store.question import answer, parse
from monitor.store.stamped import Recorded, RecordedQuestion
from monitor.wording import Refused

QuestionState = Literal["same", "changed", "gone"]
# Told by its name, since its file may be gone: ``2028-06-30-preview-4``.
_PREVIEW: Final = "-preview-"


class Again:
    """Asks each question of a release once, however many figures were drawn from its answer.

    What it compares is compared once, too. One such object serves one verification: it keeps all
    that it was answered, whoever may read it: what is shown of it is decided by ``may_be_told``.
    """

    def __init__(self) -> None:
        self._answers: dict[tuple[Any, ...], pd.DataFrame | None] = {}
        self._cells: dict[tuple[Any, ...], pd.DataFrame] = {}

    def as_then(self, release: Release, recorded: RecordedQuestion) -> pd.DataFrame | None:
        """Ask as it was asked when it was recorded; None where that can be asked no more."""

        def asked() -> pd.DataFrame:
            return answer(question_then(recorded), release.cursor(), recorded.parameters)

        return self._once((release.path, recorded.sql, _given(recorded)), asked)

    def as_now(self, release: Release, recorded: RecordedQuestion) -> pd.DataFrame | None:
        """Ask as it is asked today; as then where there is no such question any more.

        None where the release cannot answer it: it does not cover the year, or knows no such
        project.
        """
        if recorded.question not in questions():
            return self.as_then(release, recorded)

        def asked() -> pd.DataFrame:
            return whole(recorded.question, release=release, **recorded.parameters)

        return self._once((release.path, recorded.question, _given(recorded)), asked)

    def _once(self, key: tuple[Any, ...], asked: Callable[[], pd.DataFrame]) -> pd.DataFrame | None:
        if key not in self._answers:
            try:
                self._answers[key] = asked()
            except (duckdb.Error, Refused):
                self._answers[key] = None
        return self._answers[key]

    def change(self, recorded: RecordedQuestion, before: Release, after: Release) -> bool:
        """Say whether two releases answer a question otherwise, as it is asked today."""
        earlier, later = self.as_now(before, recorded), self.as_now(after, recorded)
        if earlier is None or later is None or canonical(earlier) == canonical(later):
            return False
        return len(differing_cells(question_then(recorded), earlier, later)) > 0

    def differing(self, recorded: Recorded, found: pd.DataFrame) -> pd.DataFrame:
        """Return the cells in which an answer differs from the recorded one."""
        key = (recorded.digest, recorded.sql, id(found))
        if key not in self._cells:
            is_same = digest_of(canonical(found)) == recorded.digest
            self._cells[key] = (
                NO_CELLS
                if is_same
                else differing_cells(question_then(recorded), recorded.frame, found)
            )
        return self._cells[key]


def question_then(recorded: RecordedQuestion) -> Question:
    """Return the question as it was when it was recorded."""
    return parse(recorded.question, recorded.sql)


def may_be_told(actor: Actor, release: str, asked: Iterable[RecordedQuestion]) -> bool:
    """Say whether what was recorded of a figure is open to somebody.

    It is not where the figure was drawn from a preview that they may not read, or from rows that
    are not theirs: what was recorded is recorded whole.
    """
    if _PREVIEW in release and not actor.opens("read_preview"):
        return False
    now = questions()
    return all(
        is_open(question_then(each), actor)
        and (each.question not in now or is_open(now[each.question], actor))
        for each in asked
    )


def question_state(recorded: RecordedQuestion) -> QuestionState:
    """Say whether a question is asked today as it was then."""
    known = questions().get(recorded.question)
    if known is None:
        return "gone"
    return "same" if known.sql == recorded.sql else "changed"


def _given(recorded: RecordedQuestion) -> str:
    return json.dumps(dict(recorded.parameters), sort_keys=True)
