"""Regions, types, stages, indicators as typed values, read from ``data/reference``.

The CSV files are the one source of every label, unit, order and colour. Loading checks them and
says file, row and remedy.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, TypeVar

import pandas as pd

from monitor.vocabulary.files import ReferenceFiles
from monitor.vocabulary.schema import ANY_TABLE, CONVERT, FORMS, KEYS, PERIOD
from monitor.vocabulary.values import Indicator, Region
from monitor.wording import Refused

__all__ = [
    "ANY_TABLE",
    "BASES",
    "BOUNDARIES",
    "CONTEXT",
    "FORMS",
    "PERIOD",
    "REFERENCE",
    "ROOT",
    "Basis",
    "Indicator",
    "Region",
    "Vocabulary",
]

ROOT: Final = Path(__file__).resolve().parents[2]
REFERENCE: Final = ROOT / "data" / "reference"
CONTEXT: Final = ROOT / "data" / "context"
BOUNDARIES: Final = ROOT / "data" / "boundaries"

Value = TypeVar("Value")
Basis = Literal[17, 16]
BASES: Final[tuple[Basis, ...]] = (17, 16)


def _typed(kind: type[Value], row: Mapping[str, str]) -> Value:
    """Build a dataclass from the text cells of the same names."""
    annotations = kind.__annotations__
    return kind(**{name: CONVERT[str(note)](row[name]) for name, note in annotations.items()})


class Vocabulary:
    """All reference files of a folder, checked.

    Raises:
        Refused: ``reference`` with every problem found, a line each.
    """

    def __init__(self, folder: Path = REFERENCE) -> None:
        files = ReferenceFiles(folder)
        if files.problems:
            raise Refused("reference", problems="\n".join(map(str, files.problems)))
        self._tables = files.tables

    def frame(self, file: str) -> pd.DataFrame:
        """Return one reference file as text columns, blank cells as missing, in file order."""
        return pd.DataFrame(self._tables[file], dtype="str").replace("", None)

    def rows(self, file: str) -> list[dict[str, str]]:
        """Return one reference file as it stands, a dict a row."""
        return self._tables[file]

    @property
    def files(self) -> tuple[str, ...]:
        """Return the names of all reference files."""
        return tuple(KEYS)

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Return every province, former and present, by its id."""
        return {row["region"]: _typed(Region, row) for row in self._tables["regions"]}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Return the catalogue by indicator id, in its order."""
        return {row["indicator"]: _typed(Indicator, row) for row in self._tables["indicators"]}

    def region_named(self, name: str) -> str:
        """Return the id of a province by any name it goes by.

        Raises:
            Refused: ``unknown_province``.
        """
        wanted = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
        for row in self._tables["region_aliases"]:
            if "".join(row["alias"].split()).casefold() == wanted:
                return row["region"]
        raise Refused("unknown_province", value=name)

    def units_of(self, basis: Basis) -> list[Region]:
        """Return the provinces of a basis in the official order: 17 or 16 of them."""
        column = "region_17" if basis == 17 else "region_16"
        chosen = [
            region for region in self.regions.values() if getattr(region, column) == region.region
        ]
        return sorted(chosen, key=lambda region: region.position)

    def setting(self, name: str) -> str:
        """Return one value of settings.csv."""
        return next(row["value"] for row in self._tables["settings"] if row["setting"] == name)
