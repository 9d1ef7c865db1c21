"""DuckDB, started and kept ready: to start it takes longer than to open the ledger in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

_MOST_READY: Final = 4
_ready: list[duckdb.DuckDBPyConnection] = []
# A forked process has its parent's instances without their threads: it leaves them as they are.
_not_ours: list[list[duckdb.DuckDBPyConnection]] = []


def attach(connection: duckdb.DuckDBPyConnection, file: Path, name: str, how: str) -> None:
    """Open a DuckDB file under a name; ``how`` is ATTACH's own words."""
    # The path is the operator's own, not data; ATTACH takes no parameters. Of a file that is none
    # of DuckDB's own, it would ask the internet how to read it.
    quoted = str(file).replace("'", "''")
    connection.execute(f"attach '{quoted}' as {name} (type duckdb, {how})")


@contextmanager
def opened(file: Path, name: str, how: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a file as the one database of a connection for as long as the block lasts.

    What was not committed is lost, and so is what is temporary. An instance in which anything
    failed is not used again.

    Raises:
        duckdb.Error: the file cannot be opened.
    """
    instance = _taken()
    connection = instance.cursor()
    try:
        attach(connection, file, name, how)
        connection.execute(f"use {name}")
        yield connection
    except BaseException:
        connection.close()
        instance.close()
        raise
    if _is_closed(connection, name) and len(_ready) < _MOST_READY:
        _ready.append(instance)
    else:
        instance.close()


def _taken() -> duckdb.DuckDBPyConnection:
    try:
        return _ready.pop()
    except IndexError:  # none was ready, or another thread took it
        return duckdb.connect()


def _is_closed(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Close a file; where its log cannot be folded into it, what was committed stays in the log."""
    try:
        connection.execute("use memory")
        connection.execute(f"detach {name}")
    except duckdb.Error:
        return False
    finally:
        connection.close()
    return True


def _renew() -> None:
    global _ready  # noqa: PLW0603 - the one list, which its threads share
    _not_ours.append(_ready)
    _ready = []


os.register_at_fork(after_in_child=_renew)
