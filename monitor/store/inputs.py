"""What a release is built from beside the ledger: reference files and context of its day.

The ledger keeps them by the SHA-256 of their text, so that a release whose file is lost can be
built again although the files have been edited since.
"""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from monitor.store.reference import vocabulary_of
from monitor.vocabulary import CONTEXT, Vocabulary
from monitor.vocabulary.problems import Tables

# Context files stand among the reference files under names of their own.
_CONTEXT: Final = {"context_measures": "measures", "context_values": "province_context"}


@dataclass(frozen=True)
class Inputs:
    """Reference files and context of a day by name, each as its rows."""

    tables: Tables

    @property
    def reference(self) -> Tables:
        """Return the reference files alone."""
        return {file: rows for file, rows in self.tables.items() if file not in _CONTEXT}

    @property
    def context(self) -> Tables:
        """Return the context files, by the names of their tables."""
        return {name: self.tables[name] for name in _CONTEXT}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the reference files as this program takes them."""
        return vocabulary_of(self.reference)


def present_inputs() -> Inputs:
    """Return the files as they are now, checked."""
    return inputs_in(Vocabulary(), CONTEXT)


def inputs_in(vocabulary: Vocabulary, context: Path) -> Inputs:
    """Return reference data, and the context files of a folder."""
    tables: Tables = {file: vocabulary.rows(file) for file in vocabulary.files}
    for name, file in _CONTEXT.items():
        with (context / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
            tables[name] = list(csv.DictReader(stream))
    return Inputs(tables)


def keep_inputs(connection: duckdb.DuckDBPyConnection, release: str, inputs: Inputs) -> None:
    """Keep what a release was built from, within the open transaction."""
    contents = [json.dumps(rows, ensure_ascii=False) for rows in inputs.tables.values()]
    digests = [hashlib.sha256(content.encode()).hexdigest() for content in contents]
    # DuckDB finds it by its name.
    kept = pa.table({"file": [*inputs.tables], "sha256": digests, "content": contents})  # noqa: F841
    connection.execute(
        "insert or ignore into reference_file select distinct sha256, content from kept"
    )
    connection.execute(
        "insert or ignore into release_reference select ?, file, sha256 from kept", [release]
    )


def inputs_of(connection: duckdb.DuckDBPyConnection, release: str) -> Inputs | None:
    """Return what a release was built from, None when it was published before that was kept."""
    kept = connection.execute(
        """
        select
            release_reference.file,
            reference_file.content
        from release_reference
        inner join reference_file using (sha256)
        where release_reference.release = ?
        order by release_reference.file
        """,
        [release],
    ).fetchall()
    return Inputs({file: json.loads(content) for file, content in kept}) if kept else None
