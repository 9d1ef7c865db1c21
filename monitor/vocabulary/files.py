"""Reading the reference files of a folder, and what is wrong in them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from monitor.vocabulary.checks import checks
from monitor.vocabulary.problems import Problem, Read, Row, Tables
from monitor.vocabulary.schema import KEYS, columns_of


class ReferenceFiles:
    """The reference files of a folder: their rows as text, and what is wrong in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: Tables = {}
        self._numbers: dict[str, list[int]] = {}
        # What stands between rows can be looked at only when the rows are sound.
        self.problems = [*self._read()] or [*checks(Read(self.tables, self._numbers))]

    def _read(self) -> Iterator[Problem]:
        for file, keys in KEYS.items():
            self.tables[file], self._numbers[file] = [], []
            path = self.folder / f"{file}.csv"
            if not path.exists():
                yield Problem(file, 0, "missing")
                continue
            try:
                yield from self._read_rows(file, path, keys)
            except (UnicodeDecodeError, csv.Error):
                yield Problem(file, 0, "not_csv")

    def _read_rows(self, file: str, path: Path, keys: tuple[str, ...]) -> Iterator[Problem]:
        seen: set[tuple[str, ...]] = set()
        for number, row in _rows(path):
            if None in row or None in row.values():
                yield Problem(file, number, "cells")
                continue
            if lacking := columns_of(file) - row.keys():
                yield Problem(file, 1, "column_missing", {"columns": ", ".join(sorted(lacking))})
                return
            self.tables[file].append(row)
            self._numbers[file].append(number)
            key = tuple(row[column] for column in keys)
            if key in seen:
                yield Problem(file, number, "twice", {"name": " ".join(filter(None, key))})
            seen.add(key)
        if not self.tables[file]:
            yield Problem(file, 1, "no_rows")


def _rows(file: Path) -> Iterator[tuple[int, Row]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        yield from enumerate(csv.DictReader(stream), start=2)
