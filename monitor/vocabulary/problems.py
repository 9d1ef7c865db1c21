"""The rows of the reference files, and what a problem in one says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from monitor.wording import Language, Words

Row: TypeAlias = dict[str, str]
Tables: TypeAlias = dict[str, list[Row]]


@dataclass(frozen=True)
class Problem:
    """What is wrong in a reference file: where, and a sentence of the catalogue's section.

    Attributes:
        file: its name, without the ending.
        row: as a spreadsheet counts them; 0 for the file itself.
        code: entry of the section ``reference``: what is wrong, an arrow, and what to do.
        values: what fills the sentence.
    """

    file: str
    row: int
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """Return file, row, what is wrong and what to do."""
        words = Words(language)
        where = words("reference.where", file=self.file, row=self.row)
        return f"{where}: {words(f'reference.{self.code}', **self.values)}"

    def __str__(self) -> str:
        return self.say("ko")


@dataclass(frozen=True)
class Read:
    """The rows of all files, with the number that a spreadsheet gives each."""

    tables: Tables
    numbers: Mapping[str, list[int]]

    def numbered(self, file: str) -> Iterator[tuple[int, Row]]:
        """Give the rows of a file with their numbers."""
        return zip(self.numbers[file], self.tables[file], strict=True)
