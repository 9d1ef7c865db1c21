"""The layout: what was sent, as tables for rules and previews, beside the ledger or alone.

A connection that is kept open for many submissions keeps tables and plans; only rows change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import pyarrow as pa

from monitor.intake.form import COVER, PROGRAMME, PROVINCE, Column, forms
from monitor.store import Rows, arrow
from monitor.vocabulary import Vocabulary

_SENT: Final = Path(__file__).with_name("sent.sql")
_KNOWN: Final = Path(__file__).with_name("known.sql")
_NAMED: Final = re.compile(r"create temp view (\w+?)(_now)? as")
_SQL_TYPES: Final = {"integer": "bigint", "won": "bigint", "number": "double", "date": "date"}
_CORRECTION: Final = "correction"
_INDICATOR_COLUMNS: Final = (
    *("indicator", "name_ko", "across_projects", "direction", "factor", "source_rule", "part_of"),
    *("plausible_minimum", "plausible_maximum", "model_types", "position"),
    *("valid_from", "valid_to"),
)


def planned(
    connection: duckdb.DuckDBPyConnection, name: str, sql: str
) -> duckdb.DuckDBPyConnection:
    """Execute a statement that has no parameters, its plan kept by the connection under a name."""
    try:
        return connection.execute(f'execute "{name}"')
    except duckdb.BinderException:
        connection.execute(f'prepare "{name}" as {sql}')
        return connection.execute(f'execute "{name}"')


def lay_out(
    connection: duckdb.DuckDBPyConnection,
    told: Mapping[str, Any],
    tables: Mapping[str, Rows],
    vocabulary: Vocabulary,
    *,
    alone: bool = False,
) -> None:
    """Lay out what was sent: ``sent_…``, ``cover``, what follows from them, what is known of them.

    Args:
        connection: the ledger's, or one to no file at all.
        told: the fields of the cover. (DuckDB would take a ``cover`` of Python's for the table.)
        tables: by table, rows with the fields of the form and ``source_row``; one may be left out.
        vocabulary: the reference data.
        alone: there is no ledger: what is known is not asked for.
    """
    scripts = (_SENT,) if alone else (_SENT, _KNOWN)
    try:
        connection.execute("delete from temp.cover")
    except duckdb.CatalogException:
        _lay_tables(connection, vocabulary, scripts)
    cover, *fields = _fields(vocabulary)
    _fill(connection, "cover", _cover(cover, told))
    connection.execute("delete from temp.sent")
    sheets = [
        _of_sheet(arrow(tables[each.table]), each)
        for each in fields
        if each.table in tables and len(tables[each.table])
    ]
    if sheets:
        _fill(connection, "sent", pa.concat_tables(sheets, promote_options="permissive"))
    for name in (name for script in scripts for name in _kept(script)):
        connection.execute(f"delete from temp.{name}")
        planned(connection, f"fill_{name}", f"insert into {name} select * from {name}_now")


@dataclass(frozen=True)
class _Fields:
    """The fields of a table as it is laid out, and the types of their columns."""

    table: str
    types: Mapping[str, str]


@lru_cache(maxsize=2)
def _fields(vocabulary: Vocabulary) -> tuple[_Fields, ...]:
    """Return the cover, then every table of a province's workbook and of the ministry's.

    Rules and previews look at one layout, whichever of the two was sent: the other's are empty.
    """
    province, programme = forms(vocabulary)[PROVINCE], forms(vocabulary)[PROGRAMME]
    cover = _types(programme.of(COVER)) | _types(province.of(COVER)) | {"is_regular": "boolean"}
    return (
        _Fields(COVER, cover),
        *(
            _Fields(table, _types(form.of(table)) | {"source_row": "integer"})
            for form in (province, programme)
            for table in form.tables
        ),
    )


@cache
def _kept(script: Path) -> tuple[str, ...]:
    """Return the views of a script of which a table is kept, in order."""
    named = _NAMED.findall(script.read_text(encoding="utf-8"))
    return tuple(name for name, is_kept in named if is_kept)


@cache
def known_views() -> frozenset[str]:
    """Return the views and tables that look at the ledger, by name."""
    return frozenset(name for name, _ in _NAMED.findall(_KNOWN.read_text(encoding="utf-8")))


def _lay_tables(
    connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, scripts: Sequence[Path]
) -> None:
    """Make the tables, empty, and the views on them."""
    for name, frame in _reference(vocabulary).items():
        connection.register("laid_out", arrow(frame))
        connection.execute(f"create temp table {name} as select * from laid_out")
        connection.unregister("laid_out")
    cover, *fields = _fields(vocabulary)
    connection.execute(f"create temp table cover ({_listed(cover.types)})")
    # One table for all sheets, since it is filled at once; each sheet is a view on it.
    together = {"table_name": "varchar"} | {
        name: kind for each in fields for name, kind in each.types.items()
    }
    connection.execute(f"create temp table sent ({_listed(together)})")
    for each in fields:
        columns = ", ".join(f'"{name}"' for name in each.types)
        connection.execute(
            f"create temp view sent_{each.table} as "
            f"select {columns} from sent where table_name = '{each.table}'"
        )
    for script in scripts:
        for statement in script.read_text(encoding="utf-8").split(";\n"):
            connection.execute(statement)
            for name, is_kept in _NAMED.findall(statement):
                if is_kept:
                    kept = f"create temp table {name} as select * from {name}_now limit 0"
                    connection.execute(kept)


def _types(columns: list[Column]) -> dict[str, str]:
    return {column.field: _SQL_TYPES.get(column.kind, "varchar") for column in columns}


def _listed(types: Mapping[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in types.items())


def _of_sheet(rows: pa.Table, fields: _Fields) -> pa.Table:
    """Return the rows of a sheet with its fields and its name."""
    named = pa.array([fields.table] * len(rows), pa.string())
    return rows.select(list(fields.types)).append_column("table_name", named)


def _fill(connection: duckdb.DuckDBPyConnection, name: str, rows: Rows) -> None:
    # DuckDB finds it by its name. Registered, it would undo every kept plan.
    laid_out = arrow(rows)
    listed = ", ".join(f'"{column}"' for column in laid_out.column_names)
    connection.execute(f"insert into temp.{name} ({listed}) select {listed} from laid_out")


@lru_cache(maxsize=2)
def _reference(vocabulary: Vocabulary) -> dict[str, pd.DataFrame]:
    """Return the reference frames that the rules name, numbers as numbers."""
    indicators = vocabulary.frame("indicators")[list(_INDICATOR_COLUMNS)]
    for name in ("factor", "plausible_minimum", "plausible_maximum", "position"):
        indicators[name] = pd.to_numeric(indicators[name])
    return {
        "indicator": indicators,
        "region": vocabulary.frame("regions")[["region", "name_ko"]],
        "region_part": vocabulary.part_frame(),
        "model_type": vocabulary.frame("model_types")[["model_type", "name_ko"]],
        "rule_setting": vocabulary.frame("settings")[["setting", "value"]],
    }


def _cover(fields: _Fields, told: Mapping[str, Any]) -> pd.DataFrame:
    cover = {field: told.get(field) for field in fields.types}
    return pd.DataFrame([cover | {"is_regular": told.get("submission_kind") != _CORRECTION}])
