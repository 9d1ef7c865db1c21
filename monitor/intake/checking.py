"""Checking: frames of normalised cells against the form's schemas and rules across rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from monitor.intake.findings import Finding
from monitor.intake.form import Column, Form
from monitor.intake.reading import cell_name
from monitor.vocabulary import Vocabulary

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


class Place:
    """Where a table's cells stand: the sheet, each field's column and each row's number."""

    def __init__(self, sheet: str, columns: dict[str, int]) -> None:
        self.sheet = sheet
        self.columns = columns

    def cell(self, rows: pd.DataFrame, index: Any, field: str) -> str:
        """Return the name of the cell of a frame's row and field."""
        return cell_name(int(rows.loc[index, "source_row"]), self.columns.get(field, 1))


def schema_of(form: Form, table: str) -> pa.DataFrameSchema:
    """Return the schema of a table: what is required, ranges, unique keys, rules within a row."""
    columns = form.of(table)
    keys = [column.field for column in columns if column.is_key]
    return pa.DataFrameSchema(
        {column.field: _schema_column(column) for column in columns},
        checks=[
            pa.Check(holds, name=code) for code, (_, holds) in _ROW_RULES.get(table, {}).items()
        ],
        unique=keys,
        report_duplicates="exclude_first",
    )


def _schema_column(column: Column) -> pa.Column:
    checks = []
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, name="too_small"))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, name="too_large"))
    return pa.Column(checks=checks, nullable=not column.required)


def schema_findings(form: Form, table: str, rows: pd.DataFrame, place: Place) -> Iterator[Finding]:
    """Yield what the schema of a table finds wrong, a finding a cell."""
    try:
        schema_of(form, table).validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        labels = {column.field: column.label_ko for column in form.of(table)}
        keys = [column.field for column in form.of(table) if column.is_key]
        cases = errors.failure_cases.dropna(subset=["index"])
        seen: set[tuple[str, str]] = set()
        for case in cases.to_dict("records"):
            code, field = _meaning(table, str(case["check"]), str(case["column"]), keys)
            cell = place.cell(rows, case["index"], field)
            if (code, cell) not in seen:
                seen.add((code, cell))
                raw = rows.loc[case["index"], field]
                shown = "" if code == "required" or pd.isna(raw) else f"{raw:,}" if isinstance(raw, int) else str(raw)
                yield Finding(code, place.sheet, cell, labels[field], shown)


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
        for index, row in rows.iterrows():
            at = _Marker(rows, places[table], index)
            if table != "project" and row["project"] and row["project"] not in types:
                yield at("unknown_project", "project", "사업번호", row["project"])
            if table in {"target", "observation"}:
                yield from _indicator_findings(vocabulary, row, types, at, table)
            if table in {"budget", "observation"} and _is_after(row, period):
                yield at("after_the_period", "quarter", "분기", f"{row['year']}-{row['quarter']}")


class _Marker:
    """Makes findings for one row of a table."""

    def __init__(self, rows: pd.DataFrame, place: Place, index: Any) -> None:
        self.rows, self.place, self.index = rows, place, index

    def __call__(self, code: str, field: str, label: str, raw: Any = "") -> Finding:
        cell = self.place.cell(self.rows, self.index, field)
        return Finding(code, self.place.sheet, cell, label, str(raw))


def _is_after(row: Any, period: tuple[int, int]) -> bool:
    if pd.isna(row["year"]) or pd.isna(row["quarter"]):
        return False
    return (int(row["year"]), int(row["quarter"])) > period


def _indicator_findings(
    vocabulary: Vocabulary, row: Any, types: dict[str, str], at: _Marker, table: str
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


def _range_findings(indicator: Any, row: Any, at: _Marker, name: str) -> Iterator[Finding]:
    if indicator.across_projects == "ratio":
        if row["denominator"] == 0 and row["numerator"] > 0:
            yield at("numerator_over_denominator", "numerator", name, f"{row['numerator']:,.0f}")
        elif row["numerator"] * indicator.factor > row["denominator"] * indicator.plausible_maximum:
            yield at("numerator_over_denominator", "numerator", name, f"{row['numerator']:,.0f}")
    elif not indicator.plausible_minimum <= row["value"] <= indicator.plausible_maximum:
        yield at("implausible", "value", name, f"{row['value']:,.10g}")
