"""Asking the audit: which lines are wanted, and how they leave for an inspection."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from monitor.access.chain import FIELDS, Line
from monitor.wording import harmless

_AT: Final = b'"at":"'


@dataclass(frozen=True)
class Wanted:
    """Which lines are asked for."""

    since: dt.date | None = None
    until: dt.date | None = None
    account: str | None = None
    action: str | None = None
    outcome: str | None = None

    @cached_property
    def _texts(self) -> dict[str, str]:
        asked = {"account": self.account, "action": self.action, "outcome": self.outcome}
        return {name: text for name, text in asked.items() if text is not None}

    @cached_property
    def _bytes(self) -> list[bytes]:
        return [
            f'"{name}":{json.dumps(text, ensure_ascii=False)}'.encode("utf-8", "replace")
            for name, text in self._texts.items()
        ]

    def may_be(self, raw: bytes) -> bool:
        """Say whether a line could be asked for, from its bytes: reading them all takes longer."""
        start = raw.find(_AT) + len(_AT)
        is_day = self._has_day(raw[start : start + 10].decode("latin-1"))
        return is_day and all(text in raw for text in self._bytes)

    def has(self, line: Line) -> bool:
        """Say whether a line is asked for."""
        day = line.at[:10]
        asked = self._texts.items()
        return self._has_day(day) and all(getattr(line, name) == text for name, text in asked)

    def _has_day(self, day: str) -> bool:
        """Say whether a day is asked for; ISO texts stand in the order of their days."""
        return (self.since is None or day >= self.since.isoformat()) and (
            self.until is None or day <= self.until.isoformat()
        )


ALL: Final = Wanted()


def csv_of(lines: Iterable[Line]) -> str:
    """Return lines as CSV that is safe to open in a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    writer.writerows(map(harmless, line) for line in lines)
    return text.getvalue()
