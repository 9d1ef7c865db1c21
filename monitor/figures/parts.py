"""Parts of a page: texts that are Markdown, tiles, and the table under a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import pandas as pd
import pyarrow as pa

_LINK: Final = re.compile(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)")
_ESCAPED: Final = re.compile(r"\\(.)")
_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\`*_[]$~<>#|:.+-"})


class Marked(str):
    """A text that is Markdown already, its parts from data escaped: shown as it is."""

    __slots__ = ()


def plain(text: str) -> str:
    """Return a text without Markdown: a link is its text, an escaped character is itself."""
    if not isinstance(text, Marked):
        return text
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", text))


@dataclass(frozen=True)
class Tile:
    """One number at a glance: label, value, what it is compared with, and its definition."""

    label: str
    value: str
    note: str = ""
    definition: str = ""
    tone: str = "off"


@dataclass(frozen=True)
class Table:
    """The numbers under a figure: columns by heading, text already written, numbers to the right.

    ``raw`` is the answer itself, for the file that is offered.
    """

    columns: Mapping[str, Sequence[str]]
    numeric: Sequence[str]
    raw: pd.DataFrame
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def length(self) -> int:
        """Return how many rows it has, which may be fewer than the answer has."""
        return max(map(len, self.columns.values()), default=0)

    @cached_property
    def shown(self) -> pa.Table:
        """Return the columns as they are sent, once for every run: names from data are escaped."""
        return pa.table({name: list(map(escape, column)) for name, column in self.columns.items()})

    @cached_property
    def alignment(self) -> str:
        """Return which columns stand to the right, as style.css reads it: ``_c2_c3_``."""
        places = [place for place, name in enumerate(self.columns, 1) if name in self.numeric]
        return "".join(f"_c{place}" for place in places) + "_"


def escape(text: str) -> str:
    """Keep a text from data from being read as Markdown or HTML."""
    return text if isinstance(text, Marked) else text.translate(_MARKDOWN)
