"""Checking: frames of normalised cells against the form's schemas and rules across rows."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from monitor.intake.findings import Finding, Place
from monitor.intake.form import Column, Form
from monitor.intake.received import cell_name
from monitor.vocabulary import Indicator, Vocabulary

# rule → (the field it marks, what must hold in every row)
_ROW_RULES: Final[dict[str, dict[str, tuple[str, Callable[[pd.DataFrame], pd.Series]]]]] = {
    "budget": {
        "granted_over_allocated": ("granted", lambda rows: _at_most(rows, "granted", "allocated")),
        "executed_over_granted": ("executed", lambda rows: _at_most(rows, "executed", "granted")),
    },
    "stage": {
        "ends_before_start": (
            "planned_end",
            lambda rows: ~_before(rows["planned_end"], rows["planned_start"]),
        ),
        "ended_before_started": (
            "actual_end",
            lambda rows: ~_before(rows["actual_end"], rows["actual_start"]),
        ),
    },
}


def _at_most(rows: pd.DataFrame, part: str, whole: str) -> pd.Series:
    return (rows[part] <= rows[whole]).fillna(True)


def _before(first: pd.Series, second: pd.Series) -> pd.Series:
    return pd.to_datetime(first) < pd.to_datetime(second)


@lru_cache(maxsize=32)
def schema_of(form: Form, table: str) -> pa.DataFrameSchema:
    """Return the schema of a table: what is required, ranges, unique keys, rules within a row."""
    columns = form.of(table)
    keys = [column.field for column in columns if column.is_key]
    return pa.DataFrameSchema(
        {column.field: _schema_column(column) for column in columns if _is_limited(column)},
        checks=[
            pa.Check(holds, error=code) for code, (_, holds) in _ROW_RULES.get(table, {}).items()
        ],
        unique=keys,
        report_duplicates="exclude_first",
    )


def _is_limited(column: Column) -> bool:
    return column.required or column.minimum is not None or column.maximum is not None


def _schema_column(column: Column) -> pa.Column:
    checks = []
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error="too_small"))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, error="too_large"))
    return pa.Column(checks=checks, nullable=not column.required)


def schema_findings(form: Form, table: str, rows: pd.DataFrame, place: Place) -> Iterator[Finding]:
    """Yield what the schema of a table finds wrong, a finding a cell."""
    try:
        schema_of(form, table).validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        labels = {column.field: column.label_ko for column in form.of(table)}
        keys = [column.field for column in form.of(table) if column.is_key]
        cases = errors.failure_cases
        if cases["index"].isna().any():
            raise  # the schema itself failed, which is a mistake of ours: no row may pass by it
        for case in cases.to_dict("records"):
            code, field = _meaning(table, str(case["check"]), str(case["column"]), keys)
            cell = place.cell(rows, case["index"], field)
            shown = "" if code == "required" else _shown(rows.loc[case["index"], field])
            yield Finding(code, place.sheet, cell, labels[field], shown)


def _shown(value: Any) -> str:
    """Write a cell's value as a finding quotes it."""
    if pd.isna(value):
        return ""
    return f"{value:,.15g}" if isinstance(value, numbers.Real) else str(value)


def _meaning(table: str, check: str, column: str, keys: list[str]) -> tuple[str, str]:
    """Return the finding's code and the field it marks, from the schema's own words."""
    if check in _ROW_RULES.get(table, {}):
        return check, _ROW_RULES[table][check][0]
    if check.startswith("multiple_fields_uniqueness"):
        return "duplicate_row", keys[0]
    if check == "not_nullable":
        return "required", column
    return check, column


def across_findings(
    vocabulary: Vocabulary,
    tables: dict[str, pd.DataFrame],
    places: dict[str, Place],
    period: tuple[int, int],
) -> Iterator[Finding]:
    """Yield what is wrong between tables: unknown projects, wrong indicators, missing parts."""
    types = dict(zip(tables["project"]["project"], tables["project"]["model_type"], strict=True))
    for table, rows in tables.items():
        for row in rows.to_dict("records"):
            at = _Marker(places[table], row["source_row"])
            if table != "project" and row["project"] and row["project"] not in types:
                yield at("unknown_project", "project", "사업번호", row["project"])
            if table in {"target", "observation", "own_indicator"}:
                yield from _indicator_findings(vocabulary, row, types, at, table)
            if table in {"budget", "observation"} and _is_after(row, period):
                yield at("after_the_period", "quarter", "분기", f"{row['year']}-{row['quarter']}")
    yield from _part_findings(vocabulary, tables["observation"], places["observation"])


def _part_findings(
    vocabulary: Vocabulary, observations: pd.DataFrame, place: Place
) -> Iterator[Finding]:
    """Yield parts that exceed their whole, such as jobs for vulnerable groups and all jobs."""
    rows = observations.dropna(subset=["value", "year", "quarter"]).to_dict("records")
    values = {_about(row, row["indicator"]): row["value"] for row in rows}
    for row in rows:
        indicator = vocabulary.indicators.get(row["indicator"])
        if indicator and indicator.part_of:
            whole = values.get(_about(row, indicator.part_of))
            if whole is not None and row["value"] > whole:
                at = _Marker(place, row["source_row"])
                yield at("part_over_whole", "value", indicator.name_ko, _shown(row["value"]))


def _about(row: Mapping[Any, Any], indicator: str) -> tuple[Any, ...]:
    return row["project"], row["year"], row["quarter"], indicator


class _Marker:
    """Makes findings for one row of a table."""

    def __init__(self, place: Place, source_row: int) -> None:
        self.place, self.source_row = place, source_row

    def __call__(self, code: str, field: str, label: str, raw: Any = "") -> Finding:
        cell = cell_name(self.source_row, self.place.columns[field])
        return Finding(code, self.place.sheet, cell, label, str(raw))


def _is_after(row: Mapping[Any, Any], period: tuple[int, int]) -> bool:
    if pd.isna(row["year"]) or pd.isna(row["quarter"]):
        return False
    return (int(row["year"]), int(row["quarter"])) > period


def _indicator_findings(
    vocabulary: Vocabulary, row: Mapping[Any, Any], types: dict[str, str], at: _Marker, table: str
) -> Iterator[Finding]:
    indicator = vocabulary.indicators.get(row["indicator"])
    if indicator is None:
        return
    name = indicator.name_ko
    if indicator.source_rule != "reported":
        yield at("computed_indicator", "indicator", name)
        return
    model_type = types.get(row["project"])
    if model_type and not indicator.applies_to(model_type):
        yield at("indicator_not_of_type", "indicator", name)
    if table == "own_indicator":
        if indicator.across_projects != "none":
            yield at("unknown_value", "indicator", "지표", name)
        return
    yield from _value_findings(indicator, row, at, table)


def _value_findings(
    indicator: Indicator, row: Mapping[Any, Any], at: _Marker, table: str
) -> Iterator[Finding]:
    name = indicator.name_ko
    needed = {
        "ratio": ("numerator", "denominator"),
        "weighted_mean": ("value", "denominator"),
    }.get(indicator.across_projects, ("value",))
    missing = [field for field in needed if pd.isna(row[field])]
    absent = table == "observation" and bool(row["absence"])
    if absent and len(missing) < len(needed):
        yield at("value_and_absence", "absence", name)
    elif missing and not absent:
        yield at("value_missing", missing[0], name)
    elif not missing:
        yield from _range_findings(indicator, row, at, name)


def _range_findings(
    indicator: Indicator, row: Mapping[Any, Any], at: _Marker, name: str
) -> Iterator[Finding]:
    if indicator.across_projects == "ratio":
        # Written without a division, so that a denominator of zero needs no rule of its own.
        if row["numerator"] * indicator.factor > row["denominator"] * indicator.plausible_maximum:
            yield at("numerator_over_denominator", "numerator", name, f"{row['numerator']:,.0f}")
    elif not indicator.plausible_minimum <= row["value"] <= indicator.plausible_maximum:
        yield at("implausible", "value", name, f"{row['value']:,.10g}")
