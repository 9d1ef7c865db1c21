"""Comparing two answers to one question, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import pyarrow as pa

from monitor.store.answers import canonical
from monitor.store.question import Question, parse

_SQL: Final = Path(__file__).with_name("cells.sql")
# The key of a row that has none: its place in the answer, from 1.
ROW: Final = "#"
NO_CELLS: Final = pd.DataFrame(
    columns=[column.name for column in parse("cells", _SQL.read_text(encoding="utf-8")).columns]
)
# Whole numbers that name what a row is about, not how much of it there is.
NAMING: Final = frozenset(
    {
        "year",
        "quarter",
        "programme_year",
        "selection_year",
        "step",
        "entry",
        "finding",
        "submission",
    }
)
_CELL: Final = pa.schema(
    [
        ("row_place", pa.int32()),
        ("row_key", pa.string()),
        ("column_place", pa.int32()),
        ("column_name", pa.string()),
        ("number", pa.float64()),
        ("text", pa.string()),
    ]
)


def differing_cells(asked: Question, earlier: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """Return the cells in which two answers differ, and the rows that only one of them has.

    Columns: as cells.sql says; a row's key is an object of its values in ``key_columns``. Columns
    that only one answer has are not compared.
    """
    keys = key_columns(asked, earlier, later)
    with duckdb.connect() as connection:
        connection.register("earlier", _cells(earlier, keys))
        connection.register("later", _cells(later, keys))
        return connection.execute(_SQL.read_text(encoding="utf-8")).df()


def key_columns(asked: Question, *answers: pd.DataFrame) -> list[str]:
    """Return the fewest first columns that tell rows apart; none where none do, or need to.

    A question's header lists what a row is about before what is known of it.
    """
    naming = [
        column.name
        for column in asked.columns
        if (column.kind not in {"number", "integer"} or column.name in NAMING)
        and all(column.name in answer for answer in answers)
    ]
    if all(len(answer) <= 1 for answer in answers):
        return []  # one row needs no name
    for count in range(1, len(naming) + 1):
        if _tell_apart(naming[:count], answers):
            return _needed(naming[:count], answers)
    return []


def _tell_apart(keys: Sequence[str], answers: Sequence[pd.DataFrame]) -> bool:
    return not any(answer.duplicated(list(keys)).any() for answer in answers)


def _needed(keys: list[str], answers: Sequence[pd.DataFrame]) -> list[str]:
    """Leave out what only says more of a column before it: a project's name, its province."""
    for key in keys[1:-1]:
        fewer = [each for each in keys if each != key]
        if _tell_apart(fewer, answers):
            keys = fewer
    return keys


def _cells(answer: pd.DataFrame, keys: Sequence[str]) -> pa.Table:
    columns: list[tuple[str, str, list[Any]]] = json.loads(canonical(answer))
    values = {name: each for name, _, each in columns}
    rows = range(len(answer))
    named = [_named({key: values[key][row] for key in keys}, row, len(answer)) for row in rows]
    # A row is there even if all of it is its key.
    cells: list[tuple[Any, ...]] = [(row, named[row], 0, "", None, None) for row in rows]
    cells += [
        (row, named[row], place, name, *_told(each[row]))
        for place, (name, _, each) in enumerate(columns, start=1)
        if name not in keys
        for row in rows
    ]
    names = _CELL.names
    return pa.Table.from_pylist([dict(zip(names, cell, strict=True)) for cell in cells], _CELL)


def _named(keys: dict[str, Any], row: int, rows: int) -> str:
    """Name a row by its keys; by its place where nothing tells rows apart."""
    name = keys if keys or rows == 1 else {ROW: row + 1}
    return json.dumps(name, ensure_ascii=False, separators=(",", ":"))


def _told(value: Any) -> tuple[float | None, str | None]:
    """Return a value as number or as text."""
    if isinstance(value, bool):
        return None, str(value).lower()
    if isinstance(value, (int, float)):
        return float(value), None
    return None, value
