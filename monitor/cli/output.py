"""Writing answers on the command line: as a table, as CSV, as JSON."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from monitor.wording import Refused, harmless

FORMATS: Final = ("table", "csv", "json")
Format = Annotated[str, typer.Option("--format", help=", ".join(FORMATS))]


def write(frame: pd.DataFrame, form: str) -> None:
    """Write a frame to standard output in one of ``FORMATS``."""
    if form not in FORMATS:
        raise typer.BadParameter(", ".join(FORMATS), param_hint="--format")
    if form == "csv":
        typer.echo(frame.map(harmless).to_csv(index=False), nl=False)
    elif form == "json":
        typer.echo(frame.to_json(orient="records", force_ascii=False, date_format="iso", indent=1))
    else:
        _write_table(frame)


def _write_table(frame: pd.DataFrame) -> None:
    table = Table(*map(str, frame.columns), box=None, pad_edge=False)
    for row in frame.astype(object).where(frame.notna(), "–").itertuples(index=False):
        table.add_row(*(json.dumps(cell) if isinstance(cell, list) else str(cell) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 400, markup=False, highlight=False)
    console.print(table)


@contextmanager
def whole_file(file: Path, *, is_replaced: bool) -> Iterator[Path]:
    """Give a file to write to, which takes its name when all is written; a failed one is removed.

    Raises:
        Refused: ``file_exists`` unless it may be replaced; ``file_unwritable``.
    """
    if file.exists() and not is_replaced:
        raise Refused("file_exists", file=file.name)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:100]}.")
        os.close(handle)
    except OSError:
        raise Refused("file_unwritable", file=file.name) from None
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(file)
    except OSError:
        raise Refused("file_unwritable", file=file.name) from None
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    """Return the permissions that new files of this process are made without."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
