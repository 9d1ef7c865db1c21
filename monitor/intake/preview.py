"""Previewing: what a workbook would change in the ledger, before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from monitor.intake.check import Checked
from monitor.intake.form import PROGRAMME, PROVINCE, Column, Form, forms
from monitor.intake.layout import lay_out
from monitor.intake.tabulating.choices import FILES
from monitor.store import FACT_TABLES, Ledger, state_of
from monitor.vocabulary import Vocabulary

_SQL: Final = Path(__file__).with_name("preview.sql")
# What tells a row from others of its table, beside project, year and quarter, in one text.
BETWEEN_KEYS: Final = " · "
_PLACES: Final = ("project", "year", "quarter")
_NUMBERS: Final = frozenset({"won", "number", "integer"})


def detail_columns(form: Form, table: str) -> list[Column]:
    """Return the columns whose values stand in ``detail``, in order; a text is the last."""
    keys = [column for column in form.of(table) if column.is_key and column.field not in _PLACES]
    return sorted(keys, key=lambda column: column.kind == "text")


def file_of(column: Column) -> str | None:
    """Return the reference file in which the ids of a column have their names, None for none."""
    if column.kind == "municipality":
        return "municipalities"
    files = {**FILES, "region": "regions"}
    return files[column.vocabulary] if column.kind == "choice" else None


def details(form: Form, table: str, detail: str) -> list[tuple[Column, str]]:
    """Return the columns that ``detail`` speaks of, and what it says of each."""
    columns = detail_columns(form, table)
    if not columns:
        return []
    return list(zip(columns, detail.split(BETWEEN_KEYS, len(columns) - 1), strict=True))


def changes(connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> pd.DataFrame:
    """Compare the tables ``sent_…`` that are laid out on a ledger's connection with the ledger.

    Columns: table_name, project ("" in a table that is not by project), detail (what else tells
    the row: ids and texts, BETWEEN_KEYS between them), year, quarter, field, change (new, changed,
    unchanged or withdrawn), text_before, text_after (texts, ids and dates), number_before,
    number_after (money in 원).
    """
    facts = [
        _facts(form, table, position)
        for form in (forms(vocabulary)[PROVINCE], forms(vocabulary)[PROGRAMME])
        for position, table in enumerate(form.tables)
        if connection.execute(f"select 1 from sent_{table} limit 1").fetchone()
    ]
    told = "\nunion all\n".join(facts or [_facts(forms(vocabulary)[PROVINCE], "project", 0)])
    connection.execute(f"create or replace temp macro fact(which) as table {told}")
    return connection.execute(_SQL.read_text(encoding="utf-8")).df()


def _facts(form: Form, table: str, position: int) -> str:
    """Return the query of every cell of a table that is no key: a text or a number."""
    columns = form.of(table)
    fields = [column for column in columns if not column.is_key]
    named = {column.field for column in columns if column.is_key}
    detail = [f'"{column.field}"::varchar' for column in detail_columns(form, table)]
    joined = f"concat_ws('{BETWEEN_KEYS}', {', '.join(detail)})" if detail else "''"
    told = {
        "position": str(position),
        "table_name": f"'{table}'",
        "project": "project" if "project" in named else "''",
        "detail": joined,
        "year": "year" if "year" in named else "null::integer",
        "quarter": "quarter" if "quarter" in named else "null::integer",
        "field": _unnested([f"'{column.field}'" for column in fields]),
        "text": _unnested([_as(column, "varchar", _is_number(column)) for column in fields]),
        "number": _unnested([_as(column, "double", not _is_number(column)) for column in fields]),
    }
    listed = ", ".join(f"{value} as {name}" for name, value in told.items())
    return f"select {listed} from query_table(which || '_{table}')"


def _unnested(values: list[str]) -> str:
    return f"unnest([{', '.join(values)}])"


def _is_number(column: Column) -> bool:
    """Say whether a cell counts something: the year of a selection does not."""
    return column.kind in _NUMBERS and not column.field.endswith("year")


def _as(column: Column, kind: str, is_other: bool) -> str:
    return f"null::{kind}" if is_other else f'"{column.field}"::{kind}'


def preview_of(ledger: Ledger, vocabulary: Vocabulary, checked: Checked) -> pd.DataFrame:
    """Return what a checked workbook would change once it is sent and accepted."""
    ledger.actor.permit("read_submission", region=checked.cover.get("region"), on=checked.form)
    with ledger.reading() as connection:
        lay_out(connection, checked.cover, checked.tables, vocabulary)
        return changes(connection, vocabulary)


def preview(ledger: Ledger, vocabulary: Vocabulary, submission: int) -> pd.DataFrame:
    """Return what accepting a waiting submission would change; columns of ``changes``.

    A decided submission changes nothing any more: no rows.

    Raises:
        Refused: ``unknown_submission``.
    """
    with ledger.reading() as connection:
        ledger.permit_reading(connection, submission)
        waits = state_of(connection, submission) == "submitted"
        for table, stored in FACT_TABLES.items():
            connection.execute(
                f"create or replace temp table sent_{table} as "
                f'select * from "{stored}" where submission = ? and ?',
                [submission, waits],
            )
        return changes(connection, vocabulary)
