"""What the ministry's own demonstration workbooks hold: one a half year, each says what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from form import MARK, Row, Tables, changed, words
from progress import Period
from recognition import award_rows, meeting_rows
from selection import CALLS, application_rows, call_rows, session_rows
from spread import MODELS

FORM: Final = "programme_form_columns"
# After the projects of its calls are reported, and before provinces name its standard models.
SUBMITTED_ON: Final = {
    Period(2026, 2): date(2026, 8, 12),
    Period(2026, 4): date(2027, 1, 4),
    Period(2027, 2): date(2027, 8, 25),
    Period(2027, 4): date(2028, 1, 4),
    Period(2028, 2): date(2028, 7, 4),
}


@dataclass(frozen=True)
class Register:
    """One file of the ministry."""

    period: Period

    @property
    def name(self) -> str:
        """File name without its ending."""
        return f"{self.period.name}_ministry"


def registers() -> Iterator[Register]:
    """Every file of the ministry, in order."""
    yield from map(Register, SUBMITTED_ON)


def register_cover(book: Register) -> Row:
    """The cover sheet."""
    return {
        **book.period._asdict(),
        "submitted_on": SUBMITTED_ON[book.period],
        "office": "사회연대경제 담당(가상)",
        "form_version": words("settings", "setting", "value")["programme_form_version"],
        "data_kind": words("data_kinds", "data_kind")[MARK],
    }


def register_tables(book: Register) -> Tables:
    """What is new since the workbook before."""
    periods = list(SUBMITTED_ON)
    place = periods.index(book.period)
    now = _known(book.period.end)
    before = _known(periods[place - 1].end) if place else {table: [] for table in now}
    return {table: changed(now[table], before[table]) for table in now}


def _known(day: date) -> Tables:
    """Everything known on a day."""
    calls = [call for call in CALLS if call.selected_on <= day]
    return {
        "call": [row for call in calls for row in call_rows(call)],
        "briefing_session": [row for call in calls for row in session_rows(call)],
        "application": [row for call in calls for row in application_rows(call)],
        "standard_model": [
            {
                "model": model.id,
                "project": model.project,
                "name": model.name,
                "designated_on": model.designated_on,
                "summary": model.summary,
                "conditions": model.conditions,
            }
            for model in MODELS
            if model.designated_on <= day
        ],
        "council_meeting": _until(day, meeting_rows(), "held_on"),
        "award": _until(day, award_rows(), "awarded_on"),
    }


def _until(day: date, rows: list[Row], field: str) -> list[Row]:
    return [row for row in rows if isinstance(row[field], date) and row[field] <= day]
