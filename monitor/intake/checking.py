"""Checking: tables against the form's schemas, and against the rules of ``rules/*.sql``.

A rule is a query over what was sent and what the ledger knows; its file is named for the code of
its finding. ``checks.csv`` says how grave a finding is. A rule that looks at the rows of sheets is
not asked where these have none: what a workbook lacks is found by way of ``sent_row``.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pandas as pd

from monitor.intake.findings import Finding, Place, shown
from monitor.intake.form import Column, Form
from monitor.intake.layout import known_views, lay_out, planned
from monitor.intake.tabulating import Tabulated
from monitor.store import Rows, set_up
from monitor.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandera.pandas as pa

_HERE: Final = Path(__file__).parent
_SHEET: Final = re.compile(r"\b(?:from|join) sent_(\w+)")
_LOOKED_AT: Final = re.compile(r"\b(?:from|join) (\w+)")
# What the ledger itself calls what it knows.
_OF_LEDGER: Final = ("current_", "accepted_")
# Views on what was sent, whichever sheet it stands on.
_VIEWS: Final = frozenset({"row", "value", "indicator"})
# Which rule asks whether a table is whole.
_COMPLETENESS: Final = {"budget": "budget_missing", "observation": "indicator_missing"}


@lru_cache(maxsize=32)
def schema_of(form: Form, table: str) -> pa.DataFrameSchema:
    """Return the schema of a table: what is required, ranges, unique keys."""
    import pandera.pandas as pa  # noqa: PLC0415 - only who checks a workbook waits for it

    columns = form.of(table)
    return pa.DataFrameSchema(
        {column.field: _schema_column(column) for column in columns if _is_limited(column)},
        unique=[column.field for column in columns if column.is_key],
        report_duplicates="exclude_first",
    )


def _is_limited(column: Column) -> bool:
    return column.required or column.minimum is not None or column.maximum is not None


def _schema_column(column: Column) -> pa.Column:
    import pandera.pandas as pa  # noqa: PLC0415 - as above

    checks = []
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error="too_small"))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, error="too_large"))
    return pa.Column(checks=checks, nullable=not column.required)


def schema_findings(form: Form, table: str, rows: pd.DataFrame, place: Place) -> Iterator[Finding]:
    """Yield what the schema of a table finds wrong, a finding a cell."""
    from pandera.errors import SchemaErrors  # noqa: PLC0415 - as above

    if rows.empty:
        return
    try:
        schema_of(form, table).validate(rows, lazy=True)
    except SchemaErrors as errors:
        labels = {column.field: column.label_ko for column in form.of(table)}
        keys = [column.field for column in form.of(table) if column.is_key]
        cases = errors.failure_cases
        if cases["index"].isna().any():
            raise  # the schema itself failed, which is a mistake of ours: no row may pass by it
        for case in cases.to_dict("records"):
            code, field = _meaning(str(case["check"]), str(case["column"]), keys)
            at = place.where(rows.loc[case["index"], "source_row"], field)
            value = "" if code == "required" else shown(rows.loc[case["index"], field])
            yield Finding(code, *at, labels[field], value)


def _meaning(check: str, column: str, keys: list[str]) -> tuple[str, str]:
    """Return the finding's code and the field it marks, from the schema's own words."""
    if check.startswith("multiple_fields_uniqueness"):
        return "duplicate_row", keys[0]
    if check == "not_nullable":
        return "required", column
    return check, column


@cache
def rules() -> dict[str, str]:
    """Return the SQL of each rule by the code of its finding."""
    files = sorted((_HERE / "rules").rglob("*.sql"), key=lambda file: file.stem)
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


@cache
def _sheets_of(code: str) -> frozenset[str]:
    """Return the tables of whose rows a rule speaks; none for one that is always asked."""
    named = frozenset(_SHEET.findall(rules()[code]))
    return frozenset() if named & _VIEWS else named


@cache
def _asks_ledger(code: str) -> bool:
    """Say whether a rule looks at what the ledger knows."""
    named = _LOOKED_AT.findall(rules()[code])
    return any(name in known_views() or name.startswith(_OF_LEDGER) for name in named)


class _Alone(threading.local):
    """A connection to no file, one a thread: its layout and plans are kept, as is its reference."""

    vocabulary: Vocabulary | None = None

    def by(self, vocabulary: Vocabulary) -> duckdb.DuckDBPyConnection:
        """Return the connection on which workbooks are laid out by a vocabulary."""
        if self.vocabulary is not vocabulary:
            self.vocabulary, self.connection = vocabulary, duckdb.connect()
            set_up(self.connection)
        return self.connection


_ALONE: Final = _Alone()


def own_findings(
    form: Form, tabulated: Tabulated, tables: Mapping[str, Rows], vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Yield what the rules find wrong in a workbook by itself; as ``rule_findings``."""
    connection = _ALONE.by(vocabulary)
    lay_out(connection, tabulated.cover, tables, vocabulary, alone=True)
    yield from _found(connection, form, tabulated, asks_ledger=False)


def rule_findings(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    tabulated: Tabulated,
    tables: Mapping[str, Rows],
    vocabulary: Vocabulary,
) -> Iterator[Finding]:
    """Yield what the rules find wrong beside what the ledger knows.

    Args:
        connection: the ledger's, to read what was accepted before.
        form: the form that the tables follow.
        tabulated: what the workbook says, and where.
        tables: its tables, regions assigned.
        vocabulary: the reference data.
    """
    lay_out(connection, tabulated.cover, tables, vocabulary)
    yield from _found(connection, form, tabulated, asks_ledger=True)


def _found(
    connection: duckdb.DuckDBPyConnection, form: Form, tabulated: Tabulated, *, asks_ledger: bool
) -> Iterator[Finding]:
    untouched = tabulated.unfilled >= _COMPLETENESS.keys()
    filled = {table for table, rows in tabulated.tables.items() if not rows.empty}
    for code, sql in rules().items():
        if _asks_ledger(code) != asks_ledger:
            continue
        if untouched and code in _COMPLETENESS.values():
            continue  # a template as it was made: nothing of it is missing yet
        if (sheets := _sheets_of(code)) and not sheets & filled:
            continue
        for row in planned(connection, f"rule_{code}", sql).fetchall():
            yield _finding(code, row, form, tabulated)


def _finding(code: str, row: tuple[Any, ...], form: Form, tabulated: Tabulated) -> Finding:
    table, source_row, field, subject, raw_value, expected = row
    columns = form.of(table)
    label = subject or next(column.label_ko for column in columns if column.field == field)
    place = tabulated.places.get(table)
    at = (place.sheet if place else columns[0].sheet, "")
    if place and source_row:
        at = place.where(source_row, field)
    return Finding(code, *at, label, shown(raw_value), shown(expected))
