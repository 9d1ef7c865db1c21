"""Parts of what a file says of a figure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Kind = Literal["table", "chart", "workbook", "sheet", "shape", "sentences"]
Rows: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """One part of what a file says of a figure.

    Attributes:
        code: of the figure, as written in the file; of the document for what is of none.
        kind: ``table``: the texts of its cells, headings first; ``chart``: a corner, names of
            series, then a category and its values a row; ``workbook``: the cells of the sheet
            behind a chart; ``sheet``: the cells of a sheet; ``sentences``: one a row.
        rows: the texts; numbers of charts and sheets as their digits.
    """

    code: str
    kind: Kind
    rows: Rows


@dataclass(frozen=True)
class Contents:
    """What a file says: its form, its parts in reading order."""

    form: str
    parts: tuple[Part, ...]

    @property
    def codes(self) -> list[str]:
        """Return the codes that it carries, in reading order."""
        return list(dict.fromkeys(part.code for part in self.parts))

    def by_code(self) -> dict[str, list[tuple[str, Rows]]]:
        """Return what is said of each code, as the ledger keeps it with an export."""
        said: dict[str, list[tuple[str, Rows]]] = {code: [] for code in self.codes}
        for part in self.parts:
            said[part.code].append((part.kind, part.rows))
        return said


def parts_of(code: str, recorded: Iterable[Any]) -> list[Part]:
    """Return parts as ``by_code`` gave them, from the JSON of the ledger."""
    return [
        Part(code, kind, tuple(tuple(map(str, row)) for row in rows)) for kind, rows in recorded
    ]


def joined(text: str) -> str:
    """Return a text on one line, its Hangul composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())
