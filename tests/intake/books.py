"""A good sample workbook, and copies of it that are spoilt on purpose."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from openpyxl import Workbook, load_workbook

from monitor.demonstration import SAMPLES
from monitor.intake.check import Checked, check
from monitor.store import Ledger
from monitor.vocabulary import Vocabulary

GOOD = "2026Q4_gyeonggi.xlsx"
MERGED = "2026Q4_jeonnam_gwangju.xlsx"
COVER, PROJECT, STAGE, BUDGET = "표지", "사업", "추진 단계", "예산"
TARGET, OBSERVATION, OWN = "목표", "실적", "자율지표"
Edit = Callable[[Workbook], object]


@cache
def vocabulary() -> Vocabulary:
    """Return the reference data, read once."""
    return Vocabulary()


@cache
def _empty_ledger() -> Ledger:
    return Ledger(Path(mkdtemp()) / "ledger.duckdb")


def checked(content: bytes, name: str = "sent.xlsx", ledger: Ledger | None = None) -> Checked:
    """Check a file against a ledger, an empty one when none is given."""
    return check(content, name, vocabulary(), ledger or _empty_ledger())


@cache
def sample(name: str = GOOD) -> bytes:
    """Return a sample workbook's bytes."""
    return (SAMPLES / name).read_bytes()


def spoilt(edit: Edit, name: str = GOOD) -> bytes:
    """Return a copy of a sample that ``edit`` has changed."""
    book = load_workbook(io.BytesIO(sample(name)))
    edit(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write(sheet: str, cell: str, value: Any) -> Edit:
    """Return an edit that writes one cell."""

    def edit(book: Workbook) -> None:
        book[sheet][cell] = value

    return edit


def add(sheet: str, *row: Any) -> Edit:
    """Return an edit that appends a row to a sheet."""

    def edit(book: Workbook) -> None:
        book[sheet].append(row)

    return edit


def together(*edits: Edit) -> Edit:
    """Return an edit that makes several."""

    def edit(book: Workbook) -> None:
        for each in edits:
            each(book)

    return edit
