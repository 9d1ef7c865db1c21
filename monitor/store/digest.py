"""The digest of what a release holds, by the rule of its time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import duckdb

from monitor.store.instances import attach

# The moment of publishing differs each time; the content does not. Figures and status
# follow from it, and the last digit of a sum of fractions depends on the order of adding.
_NOT_CONTENT: Final = frozenset(
    {
        *("manifest", "checklist", "figure", "quarter_status", "like_for_like"),
        *("briefing_gain", "briefing_risk", "briefing_money", "briefing_evaluation"),
        *("pace_measure", "anomaly_judged"),
    }
)
_TABLE_DIGEST: Final = """
select sha256(coalesce(string_agg(line, chr(10) order by line), ''))
from (select to_json({row})::varchar as line from building."{table}" as {row})
"""
_WHOLE_ROW: Final = "whole_row"
# The first rule named the row by its table: one with a column of that name (project, region,
# stage, …) counted by this column alone. Releases that were published under it keep its digest.
_FIRST_RULE: Final = '"{table}"'


def _content_digest(connection: duckdb.DuckDBPyConnection, row: str = _WHOLE_ROW) -> str:
    """Return the SHA-256 over every row of every table, tables and rows in order."""
    tables = connection.execute(
        "select table_name from duckdb_tables() "
        "where database_name = 'building' and not temporary order by table_name"
    ).fetchall()
    digests = [
        f"{table} {scalar(connection, _table_digest(table, row))}"
        for (table,) in tables
        if table not in _NOT_CONTENT
    ]
    return str(scalar(connection, "select sha256($text)", {"text": "\n".join(digests)}))


def _table_digest(table: str, row: str) -> str:
    return _TABLE_DIGEST.format(table=table, row=row.format(table=table))


def content_digest(release: Path) -> str:
    """Return the digest of what a release file holds now, by the rule that it was published under.

    Raises:
        duckdb.Error: it cannot be read.
    """
    with duckdb.connect() as connection:
        attach(connection, release, "building", "read_only")
        kept = scalar(connection, "select content_digest from building.manifest")
        return digest_by_rule(connection, kept)


def digest_by_rule(connection: duckdb.DuckDBPyConnection, kept: str) -> str:
    """Return the digest by the rule that gave the one that was kept, by today's when none did."""
    today = _content_digest(connection)
    if kept in {"", today}:
        return today
    first = _content_digest(connection, _FIRST_RULE)
    return first if first == kept else today


def scalar(
    connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | None = None
) -> Any:
    """Return the one value of an answer that has one row."""
    row = connection.execute(sql, values).fetchone()
    assert row is not None, "an aggregate has one row"
    return row[0]
