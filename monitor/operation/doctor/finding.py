"""What a check found, how bad it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from monitor.store import Store
from monitor.wording import Refused, Words

State: TypeAlias = Literal["well", "doubt", "broken"]
# A mark and a word: colour alone would tell nobody who cannot see it.
MARKS: Final[Mapping[State, str]] = {"well": "✓", "doubt": "△", "broken": "✕"}


@dataclass(frozen=True)
class Finding:
    """A finding of a check.

    Attributes:
        state: how it stands.
        key: entry of the catalogue's section ``doctor``; what to do is under it and ``_do``.
        values: what fills both sentences.
        check: which check it is of.
    """

    state: State
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    check: str = ""

    def found(self, words: Words) -> str:
        """Say what was found."""
        return words(f"doctor.{self.key}", **self._said(words))

    def to_do(self, words: Words) -> str:
        """Say what to do; nothing where all is well."""
        return "" if self.state == "well" else words(f"doctor.{self.key}_do", **self._said(words))

    def _said(self, words: Words) -> dict[str, Any]:
        return {
            name: value.say(words.language) if isinstance(value, Refused) else value
            for name, value in self.values.items()
        }


@dataclass(frozen=True)
class Patient:
    """What is looked at, and how closely.

    Attributes:
        store: that the dashboard serves.
        root: of the program.
        secrets: the file of the secrets of signing in.
        thorough: read everything, not a sample.
        provider: ask the sign-in provider, which is outside of this machine.
        ports: that the dashboard is served on; the configured one when there are none.
        backups: a folder of backups that the audit is held against.
    """

    store: Store
    root: Path
    secrets: Path
    thorough: bool = False
    provider: bool = False
    ports: tuple[int, ...] = ()
    backups: Path | None = None


Check: TypeAlias = Callable[[Patient], Iterator[Finding]]


def well(key: str, **values: Any) -> Finding:
    """Return a finding that all is as it should be."""
    return Finding("well", key, values)


def doubt(key: str, **values: Any) -> Finding:
    """Return a finding that somebody should look at, though all works."""
    return Finding("doubt", key, values)


def broken(key: str, **values: Any) -> Finding:
    """Return a finding that something does not work, or will not."""
    return Finding("broken", key, values)
