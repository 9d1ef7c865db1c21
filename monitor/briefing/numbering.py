"""The numbers of figures and of tables in a document, each counted on its own, alike in any form.

They follow from what an exhibit is, not from what a form can draw of it: 그림 3 is the same figure
in the report and on its slide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from monitor.briefing.exhibit import Document, Exhibit
from monitor.briefing.matrix import is_matrix
from monitor.wording import Words

Kind: TypeAlias = Literal["figure", "table"]


@dataclass(frozen=True)
class Numbers:
    """The numbers of an exhibit; none for what it has not: a matrix is a table and no figure."""

    figure: int | None
    table: int | None

    def caption(self, words: Words, kind: Kind, title: str) -> str:
        """Return number and title: ``〈그림 1〉 …``, ``〈표 1〉 …``."""
        return words(f"document.{kind}_title", number=self._of(kind), title=title)

    def name(self, words: Words, kind: Kind) -> str:
        """Return the number alone: ``〈그림 1〉``, ``〈표 1〉``."""
        return words(f"document.{kind}_name", number=self._of(kind))

    def listed(self, words: Words) -> str:
        """Return both numbers as a list has them: ``그림 1 · 표 2``."""
        return " · ".join(self._each(words))

    def first(self, words: Words) -> str:
        """Return what a sentence calls the exhibit: ``그림 1``, ``표 2`` of a table alone."""
        return next(self._each(words), "")

    def _of(self, kind: Kind) -> int:
        return (self.figure if kind == "figure" else self.table) or 0

    def _each(self, words: Words) -> Iterator[str]:
        if self.figure:
            yield words("document.list_figure", number=self.figure)
        if self.table:
            yield words("document.list_table", number=self.table)


def numbers_of(document: Document) -> Mapping[int, Numbers]:
    """Return the numbers of a document's exhibits by the places of their items."""
    items = [item for section in document.sections for item in section.items]
    counted = counted_up(item.exhibit for item in items)
    return {item.number: numbers for item, numbers in zip(items, counted, strict=True)}


def counted_up(exhibits: Iterable[Exhibit]) -> Iterator[Numbers]:
    """Yield the numbers of exhibits in their order."""
    figures = tables = 0
    for exhibit in exhibits:
        has_figure = exhibit.chart is not None and not is_matrix(exhibit)
        has_table = bool(exhibit.columns) or is_matrix(exhibit)
        figures, tables = figures + has_figure, tables + has_table
        yield Numbers(figures if has_figure else None, tables if has_table else None)
