"""The edits that docs/years.md describes, made in a copy of the reference files."""

from __future__ import annotations

import csv
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor.vocabulary import REFERENCE, ROOT
from monitor.vocabulary.schema import KEYS

PAGE: Final = ROOT / "docs" / "years.md"
FIRST: Final = "새 연차"
_BLOCK: Final = re.compile(
    r"^```csv (\w+)\.csv (더함|바꿈|열)\n(.*?)^```", re.MULTILINE | re.DOTALL
)

Row = dict[str, str]


@dataclass(frozen=True)
class Edit:
    """An example of the page: lines to add to a file or to replace in it, or a column to copy."""

    file: str
    how: str
    text: str

    def make(self, folder: Path) -> None:
        """Make the edit, as an operator would in a spreadsheet."""
        path = folder / f"{self.file}.csv"
        columns, rows = read(path)
        if self.how == "열":
            new, old = self.text.strip().split("=")
            columns.append(new)
            rows = [row | {new: row[old]} for row in rows]
        for line in self.lines:
            if self.how == "더함":
                rows.append(dict.fromkeys(columns, "") | line)
            elif self.how == "바꿈":
                keys = [name for name in KEYS[self.file] if name != "valid_from"]
                (found,) = (row for row in rows if self._same(row, line, keys))
                found.update(line)
        write(path, columns, rows)

    @staticmethod
    def _same(row: Row, line: Row, keys: list[str]) -> bool:
        """An open row is meant: what a row of the same key says of later years stays."""
        return all(row[key] == line[key] for key in keys) and not row.get("valid_to")

    @property
    def columns(self) -> list[str]:
        """Return the headings that the example shows."""
        return next(csv.reader([self.text.splitlines()[0]]))

    @property
    def lines(self) -> list[Row]:
        """Return the example's lines by heading."""
        return [] if self.how == "열" else list(csv.DictReader(self.text.splitlines()))


def chapters() -> dict[str, list[Edit]]:
    """Return the examples of the page by chapter, in its order."""
    parts = re.split(r"^## (.*)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = zip(parts[1::2], parts[2::2], strict=True)
    found = {title: [Edit(*each) for each in _BLOCK.findall(text)] for title, text in told}
    return {title: edits for title, edits in found.items() if edits}


def edited(folder: Path, *titles: str) -> Path:
    """Return a copy of the reference files in which these chapters were followed, or all."""
    shutil.copytree(REFERENCE, folder)
    known = chapters()
    for title in titles or known:
        for edit in known[title]:
            edit.make(folder)
    return folder


def read(path: Path) -> tuple[list[str], list[Row]]:
    """Return the headings and rows of a file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    return list(reader.fieldnames or ()), rows


def write(path: Path, columns: list[str], rows: list[Row]) -> None:
    """Write a file as it was read."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
