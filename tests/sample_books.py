"""The demonstration workbooks as the tests read them: covers, and records of their sheets."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "data" / "samples"
SPOILT = "2028Q2_ulsan"

Record = dict[str, Any]


class Book(NamedTuple):
    """A workbook as read: its cover and the records of its sheets."""

    cover: Record
    sheets: dict[str, list[Record]]


def reference(table: str) -> list[dict[str, str]]:
    """Return the rows of a file of the reference data."""
    path = ROOT / "data" / "reference" / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _read(path: Path) -> Book:
    workbook = CalamineWorkbook.from_path(path)
    sheets: dict[str, list[Record]] = {}
    for name in workbook.sheet_names:
        header, *rows = workbook.get_sheet_by_name(name).to_python()
        labels = [str(label) for label in header]
        sheets[name] = [dict(zip(labels, row, strict=True)) for row in rows]
    cover = {str(record["항목"]): record["내용"] for record in sheets.pop("표지")}
    return Book(cover, sheets)


@cache
def _all_books() -> dict[str, Book]:
    return {path.stem: _read(path) for path in sorted(SAMPLES.glob("*.xlsx"))}


@cache
def books() -> dict[str, Book]:
    """Return the workbooks of the provinces by name."""
    return {name: book for name, book in _all_books().items() if not name.endswith("_ministry")}


@cache
def registers() -> dict[str, Book]:
    """Return the workbooks of the ministry by name."""
    return {name: book for name, book in _all_books().items() if name.endswith("_ministry")}


def records(sheet: str, *, sound_only: bool = True) -> list[tuple[str, Record]]:
    """Return the records of a sheet of the provinces, each with the name of its workbook."""
    return [
        (name, record)
        for name, book in books().items()
        if not (sound_only and name == SPOILT)
        for record in book.sheets[sheet]
    ]
