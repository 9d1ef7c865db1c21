"""Reading a table's columns: every distinct cell once, then absences, years and totals by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from monitor.intake.findings import Finding, Normalised, shown
from monitor.intake.form import Column
from monitor.intake.received import cell_name
from monitor.intake.tabulating.amounts import PLAIN, Measure
from monitor.intake.tabulating.cells import CellProblem, Read, ShownAsPercent, plain_text
from monitor.intake.tabulating.normalising import Normaliser
from monitor.intake.tabulating.sheet_rows import UNVALUED, Grid
from monitor.vocabulary import Vocabulary

_WON: Final = "(원)"
_PERCENT_WORDS: Final = frozenset({"%", "퍼센트", "percent"})
_QUOTED: Final = 80
# Reasons that fall away beside a whole value: the value says that it was counted.
_DROPPED: Final = frozenset({"not_collected", "nil"})
_SAYS_NOTHING: Final = frozenset({"nil", "not_applicable"})
_PARTS: Final = {
    "ratio": ("numerator", "denominator"),
    "weighted_mean": ("value", "denominator"),
}


def quoted(raw: Any) -> str:
    """Return what stands in a cell as a finding quotes it."""
    if type(raw) in {int, float}:
        return shown(raw)
    return plain_text(raw)[:_QUOTED]


def as_text(value: Any) -> str:
    """Return a value as ``Normalised`` keeps it."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:.15g}" if isinstance(value, float) else str(value)


class Measures:
    """Knows what the numbers of targets and actuals count, by indicator."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._indicators = {row["indicator"]: row for row in vocabulary.rows("indicators")}
        self._units = {row["unit"]: row for row in vocabulary.rows("units")}
        self._counted = frozenset(
            word
            for row in vocabulary.rows("units")
            if row["divisor"] == "1" and row["unit"] != "percent"
            for word in (row["name_ko"], row["name_en"])
        )
        self._known: dict[tuple[str, Any, str, int], Measure] = {}

    def parts(self, indicator: Any) -> tuple[str, ...]:
        """Return the fields that an indicator needs."""
        row = self._indicators.get(indicator)
        return _PARTS.get(row["across_projects"], ("value",)) if row else ("value",)

    def of(self, name: str, indicator: Any, own_unit: str, factor: int) -> Measure:
        """Return what a number counts.

        Args:
            name: field: value, numerator or denominator.
            indicator: id, None where it cannot be read.
            own_unit: unit that the project gave its own indicator, "" for none.
            factor: what heading or note say money is worth.
        """
        key = (name, indicator, own_unit, factor)
        if key not in self._known:
            self._known[key] = self._measure(name, indicator, own_unit, factor)
        return self._known[key]

    def _measure(self, name: str, indicator: Any, own_unit: str, factor: int) -> Measure:
        row = self._indicators.get(indicator)
        if row is None:
            return PLAIN
        if name != "value":
            if row[f"{name}_ko"].endswith(_WON):
                return money(factor)
            return Measure("counted", self._counted)
        if row["unit"] == "own":
            return _own(own_unit)
        unit = self._units[row["unit"]]
        if unit["divisor"] != "1":
            return money(factor)
        if row["unit"] == "percent":
            return Measure("percent", is_percent=True)
        return Measure(row["unit"], frozenset({unit["name_ko"], unit["name_en"]}))


_POINTS: Final = Measure("points", frozenset({"점", "point", "points"}))
_PEOPLE: Final = Measure("people", frozenset({"명", "인", "people"}))
# Fields whose numbers count the same in every row.
_MEASURES: Final = {
    **dict.fromkeys(("points", "score", "social_value"), _POINTS),
    **dict.fromkeys(("users", "residents", "attendance"), _PEOPLE),
    "jobs": Measure("jobs", frozenset({"명", "개", "people"})),
}


def money(factor: int) -> Measure:
    """Return the measure of money whose bare numbers are worth ``factor`` 원."""
    return Measure(f"money {factor}", frozenset({"원"}), is_money=True, factor=factor)


def _own(unit: str) -> Measure:
    if unit.casefold() in _PERCENT_WORDS:
        return Measure("percent", is_percent=True)
    return Measure(f"own {unit}", frozenset({unit} - {""}))


@dataclass
class Part:
    """A table as one sheet gives it: by field what its rows say, and what was found there."""

    grid: Grid
    columns: list[Column]
    rows: list[int]
    reads: dict[str, list[Read]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    normalised: list[Normalised] = field(default_factory=list)

    def cell(self, row: int, name: str) -> str:
        """Return the name of the cell of a row (counted in ``rows``) and field."""
        return cell_name(self.grid.number(self.rows[row]), self.grid.layout.columns[name])

    def raw(self, row: int, name: str) -> Any:
        """Return what stands there."""
        return self.grid.raws[name][self.rows[row]]

    def find(self, code: str, row: int, column: Column, raw: Any, expected: str = "") -> None:
        """Add a finding about a cell."""
        cell = self.cell(row, column.field)
        sheet = self.grid.sheet.name
        self.findings.append(Finding(code, sheet, cell, column.label_ko, quoted(raw), expected))

    def note(self, row: int, column: Column, value: Any, rules: Sequence[str]) -> None:
        """Note that a value is not simply what was written."""
        cell, raw = self.cell(row, column.field), self.raw(row, column.field)
        written = "" if raw is None else str(raw)[:_QUOTED]
        name = self.grid.sheet.name
        self.normalised.append(
            Normalised(name, cell, column.label_ko, written, as_text(value), " ".join(rules))
        )


def _are_told_apart(raws: list[Any]) -> bool:
    """Say whether equal cells read equally: True equals 1, and 0.123 equals 12.3% otherwise."""
    return not {bool, ShownAsPercent} & set(map(type, raws))


class ColumnReader:
    """Reads the columns of a grid."""

    def __init__(
        self, normaliser: Normaliser, measures: Measures, own_units: Mapping[tuple[Any, Any], str]
    ) -> None:
        self.normaliser, self.measures, self.own_units = normaliser, measures, own_units

    def read(self, grid: Grid, columns: list[Column], rows: list[int]) -> Part:
        """Return what rows of a grid say, names before the numbers that depend on them."""
        part = Part(grid, columns, rows)
        by_indicator = any(column.field == "value" for column in columns)
        for column in columns:
            raws = grid.raws[column.field]
            raws = raws if len(rows) == len(raws) else [raws[index] for index in rows]
            factor = grid.layout.factor(column.field)
            if by_indicator and column.kind == "number":
                measures = self._measures(part, column, factor)
                part.reads[column.field] = self._each(column, raws, measures)
            else:
                measure = (
                    money(factor) if column.kind == "won" else _MEASURES.get(column.field, PLAIN)
                )
                part.reads[column.field] = self._all(column, raws, measure)
        return part

    def _all(self, column: Column, raws: list[Any], measure: Measure) -> list[Read]:
        if _are_told_apart(raws):
            known = {raw: self._one(column, raw, measure) for raw in set(raws)}
            return [known[raw] for raw in raws]
        return [self._one(column, raw, measure) for raw in raws]

    def _each(self, column: Column, raws: list[Any], measures: list[Measure]) -> list[Read]:
        pairs = list(zip([m.name for m in measures], raws, strict=True))
        if _are_told_apart(raws):
            named = {measure.name: measure for measure in measures}
            known = {(m, raw): self._one(column, raw, named[m]) for m, raw in set(pairs)}
            return [known[pair] for pair in pairs]
        return [self._one(column, raw, m) for raw, m in zip(raws, measures, strict=True)]

    def _one(self, column: Column, raw: Any, measure: Measure) -> Read:
        if raw is UNVALUED:
            return Read(None, problem="formula_without_value")
        try:
            return self.normaliser.read(column, raw, measure)
        except CellProblem as problem:
            return Read(None, problem=problem.code, expected=problem.expected)

    def _measures(self, part: Part, column: Column, factor: int) -> list[Measure]:
        indicators = [read.value for read in part.reads["indicator"]]
        projects = [read.value for read in part.reads["project"]]
        own = self.own_units
        units = [own.get(key, "") for key in zip(projects, indicators, strict=True)]
        known = {
            pair: self.measures.of(column.field, *pair, factor)
            for pair in set(zip(indicators, units, strict=True))
        }
        return [known[pair] for pair in zip(indicators, units, strict=True)]
