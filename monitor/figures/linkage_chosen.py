"""The choices that the parts of 연계·협력 share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chosen:
    """The choices that all parts share."""

    year: int
    quarter: int
    basis: int
    region: str
    model_type: str

    @property
    def asked(self) -> dict[str, Any]:
        """Return the choices as questions take them."""
        return self.of_all_regions | {"region": self.region}

    @property
    def of_all_regions(self) -> dict[str, Any]:
        """Return the choices without the province."""
        return {
            "year": self.year,
            "quarter": self.quarter,
            "basis": self.basis,
            "model_type": self.model_type,
        }
