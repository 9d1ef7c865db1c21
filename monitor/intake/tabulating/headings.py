"""Headings: which sheet is which table, in which row its headings stand, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from monitor.intake.form import COVER, Column, Form
from monitor.intake.received import Cells, Sheet
from monitor.intake.tabulating.cells import is_blank, plain_text
from monitor.vocabulary import ANY_TABLE, PERIOD, Vocabulary

REFERENCE_ENDING: Final = "(참고)"
# What stands between the letters of a heading and says nothing: spaces, dots of every kind.
_SILENT: Final = re.compile(r"[\s·ㆍᆞ‧∙・․•.,/:'\"*※_-]+")
_ENDING: Final = re.compile(r"[(\[<]([^()\[\]<>]*)[)\]>]$")
_UNIT_NOTE: Final = re.compile(r"단위 ?[:;]? ?([^)\]>]+)")
_SHEET_NUMBER: Final = re.compile(r"^(?:붙임|별지|서식)?[0-9]{0,2}[.)]?|[0-9]{1,2}$|계속$")
_ROWS_SEARCHED: Final = 30
_COLUMNS_SEARCHED: Final = 64
_DEEPEST: Final = 3
_LONGEST_HEADING: Final = 60
_COVER_LABELS_NEEDED: Final = 4
_COVER_COLUMNS: Final = 4
_TABLE_WIDTH: Final = 2
# So many headings of a table say alone what they are, even where others stand below a group's.
_NAMED_ALONE: Final = 3


class Heading(NamedTuple):
    """A heading taken apart: its name as compared, with and without the brackets behind."""

    whole: str
    bare: str
    factor: int | None


@dataclass(frozen=True)
class Layout:
    """Where a table stands in a sheet.

    Attributes:
        columns: by field, its column, from one.
        first: index in ``Sheet.rows`` of the first row below the headings.
        factors: by field, what its heading says a number is worth in 원, where it says so.
        note: what a note above the table says, None when there is none.
        missing: columns of the form that were not found.
        twice: columns of the form that two headings name equally well.
        ignored: headings of columns that the form does not know and that are not blank.
    """

    columns: dict[str, int]
    first: int
    factors: dict[str, int] = field(default_factory=dict)
    note: int | None = None
    missing: tuple[Column, ...] = ()
    twice: tuple[Column, ...] = ()
    ignored: tuple[str, ...] = ()

    def factor(self, name: str) -> int:
        """Return what a number of a field is worth in 원: as its heading says, or the note."""
        return self.factors.get(name) or self.note or 1

    def is_unclear(self, name: str) -> bool:
        """Say whether the heading of a field and the note above contradict each other."""
        return name in self.factors and self.note not in {None, self.factors[name]}


Stacked = tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    """A row taken for the headings: its index, what stands there, and the fields it names."""

    last: int
    headings: Mapping[int, Stacked]
    fields: dict[str, tuple[int, int | None]]
    twice: tuple[str, ...]

    @property
    def score(self) -> tuple[int, int]:
        """Return how many fields it names, and how many units."""
        return len(self.fields), sum(factor is not None for _, factor in self.fields.values())


class Headings:
    """Knows the form's headings and sheet names, and what else people call them."""

    def __init__(self, form: Form, vocabulary: Vocabulary) -> None:
        self.form = form
        self.units = {folded(row["money_unit"]): int(row["factor"])
                      for row in vocabulary.rows("money_units")}  # fmt: skip
        self.take_apart = lru_cache(maxsize=4096)(self._take_apart)
        self._labels = {table: self._labels_of(table) for table in (COVER, *form.tables)}
        aliases = vocabulary.rows("heading_aliases")
        self._aliases = {
            table: {folded(row["alias"]): row["field"] for name in (ANY_TABLE, table)
                    for row in aliases if row["table"] == name and self._knows(row)}
            for table in (COVER, *form.tables)
        }  # fmt: skip
        self._sheets = {folded(row["alias"]): row["table"]
                        for row in vocabulary.rows("sheet_aliases")
                        if row["table"] in {"", COVER, *form.tables}}  # fmt: skip
        self._sheets |= {folded(column.sheet): column.table for column in form.columns}

    def _knows(self, alias: Mapping[str, str]) -> bool:
        """Say whether an alias is of this form: both have a cover."""
        if alias["table"] == ANY_TABLE or (alias["table"], alias["field"]) == PERIOD:
            return True
        return alias["field"] in {column.field for column in self.form.of(alias["table"])}

    def _labels_of(self, table: str) -> dict[str, str]:
        names: dict[str, str] = {}
        for column in self.form.of(table):
            for text in (column.field, column.label_en, column.label_ko):
                heading = self.take_apart(text)
                names |= {heading.bare: column.field, heading.whole: column.field}
        return names

    def _take_apart(self, text: str) -> Heading:
        plain = plain_text(text).rstrip("*※ ")
        ending = _ENDING.search(plain)
        if ending is None:
            return Heading(folded(plain), folded(plain), None)
        unit = folded(ending.group(1)).removeprefix("단위")
        return Heading(folded(plain), folded(plain[: ending.start()]), self.units.get(unit))

    def table_of(self, name: str) -> str | None:
        """Return the table that a sheet's name names, "" for a sheet of no use, None for neither.

        Brackets behind the name (양식) and numbers around it do not count.
        """
        bare = _ENDING.sub("", plain_text(name))
        for written in (folded(name), folded(bare), _SHEET_NUMBER.sub("", folded(bare))):
            if written in self._sheets:
                return self._sheets[written]
        return None

    def field_of(self, table: str, texts: Stacked) -> tuple[str, int, int | None] | None:
        """Return the field that headings above one another name, a rank, and the factor.

        Together they count before the lowest alone, a label before another name for it.
        """
        joined = self.take_apart("".join(texts))
        lowest = self.take_apart(texts[-1]) if len(texts) > 1 else joined
        for rank, (heading, names) in enumerate(
            (heading, names)
            for heading in (joined, lowest)
            for names in (self._labels[table], self._aliases[table])
        ):
            found = names.get(heading.whole) or names.get(heading.bare)
            if found:
                factors = (heading.factor, *(self.take_apart(text).factor for text in texts[::-1]))
                return found, rank, next((f for f in factors if f is not None), None)
        return None

    def is_cover(self, sheet: Sheet) -> bool:
        """Say whether a sheet holds the labels of a cover."""
        cells = (cell for row in sheet.rows[:_ROWS_SEARCHED] for cell in row[:_COVER_COLUMNS])
        found = (self.field_of(COVER, (cell,)) for cell in cells if _may_be_heading(cell))
        return len({each[0] for each in found if each}) >= _COVER_LABELS_NEEDED

    def table_like(self, sheet: Sheet) -> str | None:
        """Return the table whose headings all stand in a sheet, the one with most of them."""
        found = {}
        texts = {cell for row in _text_rows(sheet) for cell in row if cell}
        for table in self.form.tables:
            named = {each[0] for text in texts if (each := self.field_of(table, (text,)))}
            if len(named) < _NAMED_ALONE:
                continue  # laying out every sheet for every table would take long
            layout = self.layout(sheet, table)
            if not layout.missing:
                found[table] = len(layout.columns)
        return max(found, key=lambda table: found[table], default=None)

    def layout(self, sheet: Sheet, table: str) -> Layout:
        """Return where a table stands in a sheet: by the rows that match most of its headings."""
        rows = _text_rows(sheet)
        spread = [[*_spread(row)] for row in rows]
        best, chosen = (0, 0), _Row(0, {}, {}, ())
        for depth in range(1, _DEEPEST + 1):
            for last in range(depth - 1, len(rows)):
                row = self._assigned(table, last, _stacked(rows, spread, last, depth))
                if row.score > best:
                    best, chosen = row.score, row
        return self._layout(table, sheet, chosen)

    def _assigned(self, table: str, last: int, headings: Mapping[int, Stacked]) -> _Row:
        """Assign columns to fields, each field to the heading that names it best."""
        ranked: dict[str, list[tuple[int, int, int | None]]] = {}
        for column, texts in headings.items():
            found = self.field_of(table, texts)
            if found:
                ranked.setdefault(found[0], []).append((found[1], column, found[2]))
        fields, twice = {}, []
        for name, places in ranked.items():
            rank, column, factor = min(places, key=lambda place: place[:2])
            fields[name] = (column, factor)
            if sum(place[0] == rank for place in places) > 1:
                twice.append(name)
        return _Row(last, headings, fields, tuple(twice))

    def _layout(self, table: str, sheet: Sheet, row: _Row) -> Layout:
        used = {column for column, _ in row.fields.values()}
        others = {c: texts[-1] for c, texts in row.headings.items() if c not in used}
        first = row.last + 1 if row.fields else 0
        form = self.form.of(table)
        return Layout(
            columns={name: column for name, (column, _) in row.fields.items()},
            first=first,
            factors={name: f for name, (_, f) in row.fields.items() if f is not None},
            note=self._note(sheet.rows[: row.last]),
            missing=tuple(c for c in form if c.field not in row.fields),
            twice=tuple(c for c in form if c.field in row.twice),
            ignored=tuple(_with_data(sheet.rows[first:], others)) if row.fields else (),
        )

    def _note(self, rows: Cells) -> int | None:
        """Return the factor that a note above the headings gives: (단위: 천원)."""
        for cell in (cell for row in rows for cell in row if isinstance(cell, str)):
            found = _UNIT_NOTE.search(plain_text(cell))
            for word in re.split(r"[,/·]", found.group(1)) if found else ():
                if folded(word) in self.units:
                    return self.units[folded(word)]
        return None


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a heading as it is compared: without spaces and dots, in small letters."""
    return _SILENT.sub("", plain_text(text)).casefold()


def _may_be_heading(cell: Any) -> bool:
    return isinstance(cell, str) and 0 < len(cell.strip()) <= _LONGEST_HEADING


def _text_rows(sheet: Sheet) -> list[list[str]]:
    """Return the rows that may be headings, what cannot be one left blank."""
    rows = [row[:_COLUMNS_SEARCHED] for row in sheet.rows[:_ROWS_SEARCHED]]
    return [[cell if _may_be_heading(cell) else "" for cell in row] for row in rows]


def _spread(row: list[str]) -> Iterator[str]:
    """Yield a group's heading above each of its columns: right over blanks."""
    text = ""
    for cell in row:
        text = cell or text
        yield text


def _stacked(
    rows: list[list[str]], spread: list[list[str]], last: int, depth: int
) -> dict[int, Stacked]:
    """Return by column, from one, the headings down to row ``last`` that stand above one another.

    Where the lowest is blank, the cells above count alone (merged downwards).
    """
    top, stacked = last - depth + 1, {}
    for index in range(max(map(len, rows[top : last + 1]), default=0)):
        texts = [row[index] if index < len(row) else "" for row in rows[top : last + 1]]
        if texts[-1]:
            texts[:-1] = [row[index] if index < len(row) else "" for row in spread[top:last]]
        if any(texts):
            stacked[index + 1] = tuple(dict.fromkeys(text for text in texts if text))
    return stacked


def _with_data(rows: Cells, headings: Mapping[int, str]) -> Iterator[str]:
    """Yield the headings below which something stands, but for those of reference."""
    for column, text in headings.items():
        if plain_text(text).endswith(REFERENCE_ENDING):
            continue
        if any(column <= len(row) and not is_blank(row[column - 1]) for row in rows):
            yield plain_text(text)


def looks_like_a_table(rows: Iterable[list[Any]]) -> bool:
    """Say whether two rows or more hold two cells or more."""
    wide = sum(sum(not is_blank(cell) for cell in row) >= _TABLE_WIDTH for row in rows)
    return wide >= _TABLE_WIDTH
