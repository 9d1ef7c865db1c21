"""Ledgers as earlier versions of the program left them: their migrations, and rows they wrote.

``ledgers/0003.sql`` has what the code of schema 3 wrote and that of schema 2 could not. A ledger of
version 3 is the first three migrations with the rows of 1 to 3; going on with the rows of 4 and
later, every ledger comes to hold the same, wherever it began.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, TypeAlias

import duckdb

from monitor.store.ledger import _MIGRATIONS, Ledger, set_up

ROWS: Final = Path(__file__).with_name("ledgers")
VERSIONS: Final = sorted(int(file.stem.split("_")[0]) for file in _MIGRATIONS.glob("*.sql"))
NEWEST: Final = VERSIONS[-1]
Contents: TypeAlias = dict[str, list[dict[str, object]]]


def made(path: Path, version: int) -> None:
    """Make a ledger of an earlier version, with the rows of its time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(path) as connection:
        set_up(connection)
        connection.begin()
        for file in sorted(_MIGRATIONS.glob("*.sql")):
            if (number := int(file.stem.split("_")[0])) <= version:
                connection.execute(file.read_text(encoding="utf-8"))
                connection.execute(
                    "insert into schema_migration values (?, ?)", [number, file.stem]
                )
        for number in range(1, version + 1):
            _write_rows(connection, number)
        connection.commit()


def go_on(ledger: Ledger, version: int) -> None:
    """Write what came after a version, as later versions of the program did."""
    with ledger.writing() as connection:
        for number in range(version + 1, NEWEST + 1):
            _write_rows(connection, number)


def contents(path: Path) -> Contents:
    """Return every row of every table of a ledger, as it is."""
    with duckdb.connect(path, read_only=True) as connection:
        set_up(connection)
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
        return {table: _rows(connection, table) for (table,) in tables}


def shown(path: Path) -> dict[str, str]:
    """Return how every table, view and macro of a ledger is defined."""
    with duckdb.connect(path, read_only=True) as connection:
        asked = (
            "select 'table ' || table_name, sql from duckdb_tables() union all "
            "select 'view ' || view_name, sql from duckdb_views() where not internal union all "
            "select 'macro ' || function_name, macro_definition from duckdb_functions() "
            "where not internal"
        )
        return dict(connection.execute(asked).fetchall())


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, object]]:
    rows = connection.execute(f'select to_json(t)::varchar from "{table}" as t order by 1')
    return [json.loads(row) for (row,) in rows.fetchall()]


def _write_rows(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    file = ROWS / f"{version:04d}.sql"
    if file.exists():
        connection.execute(file.read_text(encoding="utf-8"))
