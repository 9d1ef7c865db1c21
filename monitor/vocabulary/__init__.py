"""Regions, types, stages, indicators as typed values, read from ``data/reference``.

The CSV files are the one source of every label, unit, order and colour. Loading checks them and
says file, row and remedy. ``MONITOR_REFERENCE`` names another folder.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

import pandas as pd

from monitor.vocabulary.files import ReferenceFiles
from monitor.vocabulary.problems import Problem, Tables
from monitor.vocabulary.schema import (
    ANY_TABLE,
    CONVERT,
    FORMS,
    KEYS,
    PERIOD,
    bases_of,
    basis_column,
)
from monitor.vocabulary.values import Indicator, Region
from monitor.vocabulary.years import in_force
from monitor.wording import Language, Refused

__all__ = [
    "ANY_TABLE",
    "BOUNDARIES",
    "CONTEXT",
    "FORMS",
    "PERIOD",
    "PROGRAMME_BASIS",
    "REFERENCE",
    "ROOT",
    "Basis",
    "BrokenReference",
    "Indicator",
    "Region",
    "Vocabulary",
    "reference_folder",
]

ROOT: Final = Path(__file__).resolve().parents[2]
REFERENCE: Final = ROOT / "data" / "reference"
CONTEXT: Final = ROOT / "data" / "context"
BOUNDARIES: Final = ROOT / "data" / "boundaries"

Value = TypeVar("Value")
Basis = int  # how many provinces there are: a column region_N of regions.csv
PROGRAMME_BASIS: Final[Basis] = 17  # the provinces that the programme was called for


def reference_folder() -> Path:
    """Return the folder of the reference files: ``MONITOR_REFERENCE``, or the project's own."""
    return Path(os.environ.get("MONITOR_REFERENCE") or REFERENCE).resolve()


class BrokenReference(Refused):
    """The reference files need mending; says every problem, a line each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("reference")

    def say(self, language: Language) -> str:
        """Return the sentence in ``language``, then the problems."""
        self.values = {"problems": "\n".join(each.say(language) for each in self.problems)}
        return super().say(language)


def _typed(kind: type[Value], row: Mapping[str, str]) -> Value:
    """Build a dataclass from the text cells of the same names."""
    annotations = kind.__annotations__
    return kind(**{name: CONVERT[str(note)](row[name]) for name, note in annotations.items()})


class Vocabulary:
    """All reference files of a folder, checked.

    Raises:
        BrokenReference: with every problem found, a line each.
    """

    def __init__(self, folder: Path | None = None) -> None:
        files = ReferenceFiles(folder or reference_folder())
        if files.problems:
            raise BrokenReference(tuple(files.problems))
        self._tables = files.tables

    @classmethod
    def of(cls, tables: Tables) -> Vocabulary:
        """Return the vocabulary of tables that were checked before, such as a release keeps."""
        kept = cls.__new__(cls)
        kept._tables = tables
        return kept

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

    @property
    def summed(self) -> list[str]:
        """Return the indicators that add up over projects, in the order of the catalogue."""
        return [i.indicator for i in self.indicators.values() if i.across_projects != "none"]

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

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """Return the bases of provinces, the programme's own first: 17, 16, as mergers add."""
        return bases_of(self._tables["regions"][0])

    def units_of(self, basis: Basis) -> list[Region]:
        """Return the provinces of a basis in the official order.

        Raises:
            Refused: ``unknown_basis``.
        """
        if basis not in self.bases:
            raise Refused("unknown_basis", basis=basis, known=", ".join(map(str, self.bases)))
        units = self._units[basis].values()
        chosen = [region for region in self.regions.values() if region.region in units]
        return sorted(chosen, key=lambda region: region.position)

    def unit_of(self, basis: Basis, region: str) -> str:
        """Return what stands for a province on a basis; nothing where it was divided there."""
        return self._units[basis].get(region, "")

    @cached_property
    def _units(self) -> dict[Basis, dict[str, str]]:
        """Return by basis which unit stands for a province."""
        return {
            basis: {
                row["region"]: row[column]
                for row in self._tables["regions"]
                if row[column := basis_column(basis)]
            }
            for basis in self.bases
        }

    @cached_property
    def parts(self) -> dict[str, frozenset[str]]:
        """Return by province those of the programme's that it is, or was made of."""
        programme = {unit.region for unit in self.units_of(PROGRAMME_BASIS)}
        own = self._units[PROGRAMME_BASIS]
        return {
            region: frozenset({own[region]})
            if region in own
            else frozenset(
                part
                for part in programme
                if any(units.get(part) == region for units in self._units.values())
            )
            for region in self.regions
        }

    def parts_of(self, region: str) -> frozenset[str]:
        """Return the provinces of the programme's that a province is, or was made of."""
        return self.parts[region]

    def part_frame(self) -> pd.DataFrame:
        """Return a row for each province and each part of it: columns region, part."""
        pairs = [(region, part) for region, parts in self.parts.items() for part in sorted(parts)]
        return pd.DataFrame(pairs, columns=["region", "part"])

    def setting(self, name: str) -> str:
        """Return one value of settings.csv."""
        return next(row["value"] for row in self._tables["settings"] if row["setting"] == name)

    def criteria(self, year: int, programme_year: int) -> list[dict[str, str]]:
        """Return the criteria by which a project in its nth year is judged for a year."""
        return [
            row
            for row in self._tables["evaluation_criteria"]
            if int(row["programme_year"]) == programme_year and in_force(row, year)
        ]
