"""What templates are made of: periods, rows and tables of cells, labels as a cell writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from monitor.vocabulary import Region, Vocabulary
from monitor.wording import Words

Record = dict[str, Any]
Cell = str | int | float | dt.date | None
REFERENCE_MARK: Final = "(참고)"


@dataclass(frozen=True)
class Period:
    """A quarter."""

    year: int
    quarter: int

    @property
    def before(self) -> Period:
        """Return the quarter before."""
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    @property
    def first_day(self) -> dt.date:
        """Return its first day."""
        return dt.date(self.year, 3 * self.quarter - 2, 1)

    @property
    def next_day(self) -> dt.date:
        """Return the first day after it."""
        if self.quarter == 4:
            return dt.date(self.year + 1, 1, 1)
        return dt.date(self.year, 3 * self.quarter + 1, 1)

    @property
    def name(self) -> str:
        """Return its name on headings."""
        return Words("ko")("template.quarter", year=self.year, quarter=self.quarter)


@dataclass(frozen=True)
class Line:
    """One row of a sheet.

    Attributes:
        cells: by field, what stands there already.
        reference: what stands to its right for reference, left to right.
        needed: fields that are still to be filled in; ``None``: whatever the form requires.
        idle: fields that this row does not use.
        note: what a note on its indicator says.
        limits: least and greatest value of the indicator.
    """

    cells: Mapping[str, Cell] = field(default_factory=dict)
    reference: tuple[Cell, ...] = ()
    needed: frozenset[str] | None = None
    idle: frozenset[str] = frozenset()
    note: str = ""
    limits: tuple[float, float] | None = None


@dataclass(frozen=True)
class Table:
    """The rows of one sheet and the headings of its reference columns."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Contents:
    """What a template says: the cover's fields, and a table a sheet."""

    cover: Mapping[str, Cell]
    tables: Mapping[str, Table]
    is_demonstration: bool
    municipalities: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


def labels(vocabulary: Vocabulary, file: str, key: str) -> dict[str, str]:
    """Return by id what a cell writes for each row of a reference file, as far as in words."""
    written = {
        row[key]: row.get("cell_ko") or row["name_ko"]
        for row in vocabulary.rows(file)
        if row.get("cell_ko") != ""
    }
    return {each: text for each, text in written.items() if any(map(str.isalpha, text))}


def municipalities_of(vocabulary: Vocabulary, region: Region, day: dt.date) -> dict[str, str]:
    """Return by id the names of a province's municipalities on a day."""
    return {
        row["municipality"]: row["name_ko"]
        for row in vocabulary.rows("municipalities")
        if row["region"] in vocabulary.parts_of(region.region)
        and (row["valid_from"] or "0001-01-01") <= day.isoformat()
        and day.isoformat() <= (row["valid_to"] or "9999-12-31")
    }
