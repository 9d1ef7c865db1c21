"""What a row of regions or indicators is, typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

# The lists that provinces send and that indicators are counted from.
_LISTS: Final = frozenset({"partner", "linkage", "product", "adoption"})


@dataclass(frozen=True)
class Region:
    """A province with its dates and its codes by system."""

    region: str
    name_ko: str
    short_ko: str
    name_en: str
    short_en: str
    administrative_code: str
    statistics_code: str
    iso_3166_2: str
    valid_from: dt.date
    valid_to: dt.date | None
    region_17: str
    position: int


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue; ``factor`` turns a ratio into its unit (100 for %)."""

    indicator: str
    name_ko: str
    name_en: str
    definition_ko: str
    definition_en: str
    unit: str
    level: str
    direction: str
    across_projects: str
    across_periods: str
    factor: int
    source_rule: str
    part_of: str
    model_types: frozenset[str]
    plausible_minimum: float
    plausible_maximum: float
    headline: int | None
    position: int
    valid_from: dt.date | None
    valid_to: dt.date | None

    @property
    def is_counted(self) -> bool:
        """Say whether it is counted from a list that provinces send: partners, links, products."""
        return self.source_rule.partition(":")[0] in _LISTS

    def is_in_force(self, year: int) -> bool:
        """Say whether it is reported in a year: an indicator begins and ends with a year."""
        begins = self.valid_from is None or self.valid_from.year <= year
        return begins and (self.valid_to is None or year <= self.valid_to.year)

    @property
    def is_rate(self) -> bool:
        """Say whether a change is a difference (%p, points, days) rather than a percentage."""
        return self.across_projects in {"ratio", "weighted_mean"}

    def applies_to(self, model_type: str) -> bool:
        """Say whether projects of this type report it."""
        return "all" in self.model_types or model_type in self.model_types
