"""What many pages let choose: a year, a province and a type."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from monitor.figures.view import View


@dataclass(frozen=True)
class Chosen:
    """The year, the province and the type that are looked at."""

    year: int
    region: str = "all"
    model_type: str = "all"

    @property
    def choices(self) -> dict[str, Any]:
        """Return them as figures take them."""
        return asdict(self)

    def asked(self, view: View) -> dict[str, Any]:
        """Return them as questions take them."""
        return self.of_all_regions(view) | {"region": self.region}

    def of_all_regions(self, view: View) -> dict[str, Any]:
        """Return them as questions take them that compare all provinces."""
        return {
            "year": self.year,
            "quarter": view.quarter(self.year),
            "basis": view.basis,
            "model_type": self.model_type,
        }
