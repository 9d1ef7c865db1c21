"""What the cells of a row say together: absence beside value, quarter beside year, totals."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Final

from monitor.intake.form import Column
from monitor.intake.tabulating.cells import Read, is_blank
from monitor.intake.tabulating.column_reading import ColumnReader, Measures, Part
from monitor.intake.tabulating.headings import folded
from monitor.intake.tabulating.sheet_rows import Total, is_number

# Reasons that fall away beside a whole value: the value says that it was counted.
_DROPPED: Final = frozenset({"not_collected", "nil"})
# Words that leave a cell blank where a number may be missing.
_SAYS_NOTHING: Final = frozenset({"nil", "not_applicable"})
_NUMBERS: Final = ("value", "numerator", "denominator")
_NUMBER_KINDS: Final = frozenset({"number", "integer", "won"})
_CLOSE: Final = 1e-6


def settle_absences(part: Part, measures: Measures) -> None:
    """Make a word in a number's cell the row's absence; drop one that stands beside a value.

    A cell that the indicator does not need may say '-'. '미집계' and '-' fall away beside a whole
    value; other reasons beside a value stay, and are found wrong.
    """
    columns = {column.field: column for column in part.columns}
    stated = part.reads["absence"]
    touched = {row for row, read in enumerate(stated) if read.value is not None}
    touched |= {row for name in _NUMBERS for row, r in enumerate(part.reads[name]) if r.absence}
    for row in sorted(touched):
        needed = measures.parts(part.reads["indicator"][row].value)
        said = {n: part.reads[n][row].absence for n in _NUMBERS if part.reads[n][row].absence}
        is_whole = all(_is_given(part.reads[name][row]) for name in needed)
        if is_whole and stated[row].value in _DROPPED:
            stated[row] = Read(None, ("absence_dropped",))
        elif not is_whole and stated[row].value is None and not stated[row].problem:
            stated[row] = Read(_spoken(said, needed))
        for name, word in said.items():
            is_reason = word == stated[row].value
            part.reads[name][row] = Read(None, () if is_reason else ("word_is_blank",))
            if is_reason:
                part.note(row, columns[name], word, ("absence_word",))


def _is_given(read: Read) -> bool:
    return read.value is not None or bool(read.problem)


def _spoken(said: Mapping[str, str], needed: tuple[str, ...]) -> str | None:
    """Return the absence that the cells of a row speak of, None when it is of no matter."""
    words = [said[name] for name in needed if name in said]
    words += [word for word in said.values() if word not in _SAYS_NOTHING]
    return next((word for word in words if word != "nil"), words[0] if words else None)


def blank_words(part: Part) -> None:
    """Leave a number blank where '-' or '해당없음' stands; another word is no number."""
    for column in part.columns:
        if column.kind not in _NUMBER_KINDS:
            continue
        for row, read in enumerate(part.reads[column.field]):
            if read.absence in _SAYS_NOTHING:
                part.reads[column.field][row] = Read(None, ("word_is_blank",))
            elif read.absence:
                part.reads[column.field][row] = Read(None, problem="not_a_number")


def settle_quarters(part: Part) -> None:
    """Take the year from a quarter's cell where the year is blank; find where the two disagree."""
    columns = {column.field: column for column in part.columns}
    years = part.reads["year"]
    for row, read in enumerate(part.reads["quarter"]):
        if read.year is None:
            continue
        if years[row].value is None and not years[row].problem:
            years[row] = Read(read.year, ("year_of_quarter",))
        elif years[row].value not in {None, read.year}:
            quarter = columns["quarter"]
            part.find(
                "period_disagrees", row, quarter, part.raw(row, "quarter"), str(years[row].value)
            )


class Totals:
    """Holds the rows of totals against the sums of the rows that they cover."""

    def __init__(self, part: Part, reader: ColumnReader) -> None:
        self.part, self.grid = part, part.grid
        self.totals = reader.read(
            part.grid, part.columns, [total.index for total in part.grid.totals]
        )
        self.keys = [column.field for column in part.columns if column.is_key]
        self.is_repeated = sum(total.kind == "total" for total in part.grid.totals) > 1
        self._keyed: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], float]] = {}

    def check(self) -> None:
        """Find the totals that differ from every sum they may stand for."""
        for column in self.part.columns:
            if is_number(column):
                self._check_column(column)

    def _check_column(self, column: Column) -> None:
        reads = self.part.reads[column.field]
        sums = [0, *accumulate(read.value or 0 for read in reads)]
        unread = [0, *accumulate(bool(read.problem) for read in reads)]
        for place, total in enumerate(self.grid.totals):
            read = self.totals.reads[column.field][place]
            if read.value is None or not self._is_comparable(column, place):
                continue
            expected: list[float] = []
            for start, end in self._ranges(place, total):
                if unread[end] == unread[start]:
                    expected.append(sums[end] - sums[start])
            expected += self._sum_of_keys(column, total)
            if expected and not any(_is_close(read.value, each) for each in expected):
                factor = self.grid.layout.factor(column.field) if column.kind == "won" else 1
                self.totals.find(
                    "total_differs", place, column, self.totals.raw(place, column.field),
                    f"{expected[0] / factor:,.15g}",
                )  # fmt: skip

    def _is_comparable(self, column: Column, place: int) -> bool:
        """Say whether a total is in the unit of what it adds up."""
        if column.kind == "won" or self.grid.layout.factor(column.field) == 1:
            return True
        return self.totals.reads["indicator"][place].value is not None

    def _ranges(self, place: int, total: Total) -> Iterator[tuple[int, int]]:
        """Yield the stretches of data rows that a total may cover, the likeliest first."""
        rows, totals = self.part.rows, self.grid.totals
        here = bisect_left(rows, total.index)
        before = bisect_left(rows, totals[place - 1].index) if place else 0
        after = len(rows)
        if place + 1 < len(totals):
            after = bisect_left(rows, totals[place + 1].index)
        if total.kind == "total":
            yield 0, len(rows)
        if total.kind != "total" or self.is_repeated:
            stretches = [(before, here), (here, after), (0, here)]
            yield from (each for each in stretches if each[0] < each[1])
        if total.kind == "either":
            yield 0, len(rows)

    def _sum_of_keys(self, column: Column, total: Total) -> list[float]:
        """Return the sum of the rows whose keys are those that a total names, if it names any."""
        names = {key: self._name(total, key) for key in self.keys}
        keys = tuple(key for key, name in names.items() if name)
        if not keys:
            return []
        known = self._keyed.setdefault((column.field, keys), {})
        if not known:
            reads, raws = self.part.reads[column.field], self.grid.raws
            for row, index in enumerate(self.part.rows):
                name = tuple(folded(str(raws[key][index])) for key in keys)
                known[name] = known.get(name, 0) + (reads[row].value or 0)
        found = known.get(tuple(names[key] for key in keys))
        return [] if found is None else [found]

    def _name(self, total: Total, key: str) -> str:
        """Return what a total says of a key: 국비 for '국비 소계', "" for nothing."""
        raw = self.grid.raws[key][total.index]
        if is_blank(raw):
            return ""
        return total.word_removed(raw) if key in total.named_by else folded(str(raw))


def _is_close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE)
