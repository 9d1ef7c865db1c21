"""The one catalogue of words, and the refusal that speaks from it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from monitor.wording.filling import Filling

Language = Literal["ko", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ko", "en")
_CATALOGUE: Final = Path(__file__).with_name("catalogue.toml")
_FINDINGS: Final = Path(__file__).with_name("findings.toml")


def language_of(value: object) -> Language:
    """Return the language that an address or a setting names; Korean when it names none."""
    return value if value in LANGUAGES else "ko"


@cache
def _entries() -> dict[str, dict[str, str]]:
    return _flat(_read(_CATALOGUE)) | _flat(
        {f"finding.{k}": v for k, v in _read(_FINDINGS).items()}
    )


def _read(file: Path) -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _flat(sections: dict[str, dict[str, dict[str, str]]]) -> dict[str, dict[str, str]]:
    return {
        f"{section}.{key}": entry
        for section, entries in sections.items()
        for key, entry in entries.items()
    }


@cache
def _keys(section: str) -> frozenset[str]:
    start = f"{section}."
    return frozenset(key.removeprefix(start) for key in _entries() if key.startswith(start))


_FORMATTER: Final = Filling()


class Words:
    """The catalogue in one language.

    ``words("map.title")`` looks a sentence up; ``words("x.y", name=…)`` fills its fields. A key
    that the catalogue lacks raises ``KeyError``: a missing word is a mistake of ours.
    """

    def __init__(self, language: Language = "ko") -> None:
        self.language: Language = language

    def __call__(self, key: str, **values: Any) -> str:
        """Return an entry's words, its fields filled."""
        entry = _entries()[key][self.language]
        return _FORMATTER.vformat(entry, (), values) if values else entry

    def keys(self, section: str) -> frozenset[str]:
        """Return the keys of a section of the catalogue."""
        return _keys(section)

    def label(self, row: Mapping[str, Any] | Any, form: str = "name") -> str:
        """Return a reference row's label in this language, from its ``name_ko``/``name_en``."""
        column = f"{form}_{self.language}"
        return str(row[column] if isinstance(row, Mapping) else getattr(row, column))


class Refused(Exception):
    """Something asked for cannot be done: a sentence that says where, what and what to do.

    Attributes:
        key: entry of the catalogue's section ``refused``.
        values: what fills the sentence; what is called otherwise in each language is a dict.
    """

    def __init__(self, key: str, **values: Any) -> None:
        self.key = key
        self.values = values
        super().__init__(self.say("ko"))

    def say(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        values = {
            name: value[language] if isinstance(value, dict) else value
            for name, value in self.values.items()
        }
        return Words(language)(f"refused.{self.key}", **values)
