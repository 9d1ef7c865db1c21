"""What lies in the folder of a store, read as it is: files, rows, digests."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from monitor.store.digest import content_digest

LEDGER: Final = "ledger.duckdb"
RELEASES: Final = "releases"
PREVIEWS: Final = "previews"
# Who may do what, and the record of what they did.
ACCESS: Final = "access"
# Where the reference files of that time lie in a restored store.
PROGRAM: Final = "backed-up"
_TABLES: Final = "select table_name from duckdb_tables() where not temporary order by table_name"


def release_files(folder: Path) -> list[Path]:
    """Return the files of all releases and previews in a store's folder, sound or not."""
    places = [folder / RELEASES, folder / PREVIEWS]
    files = [path for place in places for path in place.glob("[!.]*.duckdb") if path.is_file()]
    return sorted(files)


def said_digest(path: Path) -> str | None:
    """Return the content digest in a release's own manifest, None when it is no such release."""
    try:
        with duckdb.connect(path, read_only=True) as connection:
            (row,) = connection.execute("select release, content_digest from manifest").fetchall()
    except (duckdb.Error, ValueError):
        return None
    return str(row[1]) if row[0] == path.stem else None


def found_digest(path: Path) -> str | None:
    """Return the digest of what a release holds, row by row, None when it cannot be read."""
    try:
        return content_digest(path)
    except duckdb.Error:
        return None


def entries_and_rows(connection: duckdb.DuckDBPyConnection) -> tuple[int, dict[str, int]]:
    """Return the last entry of a ledger of any schema, and how many rows each table has."""
    tables = [name for (name,) in connection.execute(_TABLES).fetchall()]
    rows = {name: _number(connection, f'select count(*) from "{name}"') for name in tables}
    has_sequence = _number(
        connection, "select count(*) from duckdb_views() where view_name = 'last_entry'"
    )
    asked = "select entry from last_entry" if has_sequence else (
        "select coalesce(max(submission), 0) from submission"
    )  # fmt: skip
    return _number(connection, asked), rows


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    (row,) = connection.execute(sql).fetchall()
    return int(row[0])
