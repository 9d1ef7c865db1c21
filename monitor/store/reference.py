"""The reference data of a release: as they were on the day it was published.

A release keeps the files that it was built with. What is shown of it, its names, units, orders and
colours, comes from there, so that an edit of ``data/reference`` begins with the next release.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Final

import duckdb
import pyarrow as pa

from monitor.store.release import Release
from monitor.vocabulary import Vocabulary
from monitor.vocabulary.problems import Tables
from monitor.vocabulary.schema import KEYS, bases_of, basis_column, columns_of

# What a release published before it kept its files can still be asked: (file, table of ids).
_LIMITED: Final = (("indicators", "indicator"), ("model_types", "model_type"))


def keep_reference(connection: duckdb.DuckDBPyConnection, tables: Tables) -> None:
    """Write the reference files into the release that is being built: table ``reference_file``."""
    contents = [json.dumps(rows, ensure_ascii=False) for rows in tables.values()]
    connection.register("kept_files", pa.table({"file": [*tables], "content": contents}))
    connection.execute("create table reference_file as select * from kept_files")
    connection.unregister("kept_files")


@cache
def reference_of(release: Release) -> Vocabulary:
    """Return the reference data that a release was published with."""
    try:
        kept = release.cursor().execute("select file, content from reference_file").fetchall()
    except duckdb.CatalogException:
        return _limited(release)
    return vocabulary_of({file: json.loads(content) for file, content in kept})


def vocabulary_of(tables: Tables) -> Vocabulary:
    """Return the reference data of a day; files and columns that came since are as they are now."""
    if missing := KEYS.keys() - tables.keys():
        present = Vocabulary()
        tables = tables | {file: present.rows(file) for file in missing}
    return Vocabulary.of({file: _whole(file, rows) for file, rows in tables.items()})


def _whole(file: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows with the columns that the files have had since."""
    blank = dict.fromkeys(columns_of(file) - rows[0].keys(), "") if file in KEYS else {}
    return [row | blank for row in rows]


def _limited(release: Release) -> Vocabulary:
    """Return today's reference data without what a release does not know."""
    present, cursor = Vocabulary(), release.cursor()
    tables = {file: present.rows(file) for file in present.files}
    for file, table in _LIMITED:
        known = {row[0] for row in cursor.execute(f"select {table} from {table}").fetchall()}
        tables[file] = [row for row in tables[file] if row[KEYS[file][0]] in known]
    known = {row[0] for row in cursor.execute("select distinct basis from basis_region").fetchall()}
    unknown = {basis_column(basis) for basis in {*bases_of(tables["regions"][0])} - known}
    tables["regions"] = [
        {column: cell for column, cell in row.items() if column not in unknown}
        for row in tables["regions"]
    ]
    return Vocabulary.of(tables)
