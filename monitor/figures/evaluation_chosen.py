"""The choices that the parts of 연차 평가 share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chosen:
    """The choices of a part of the page."""

    year: int
    region: str = "all"
    model_type: str = "all"
    criterion: str = "total"

    @property
    def place(self) -> dict[str, str]:
        """Return province and type as questions take them."""
        return {"region": self.region, "model_type": self.model_type}

    def on(self, basis: int) -> dict[str, str | int]:
        """Return year, basis, province and type as questions take them."""
        return {"year": self.year, "basis": basis, **self.place}

    @property
    def is_everything(self) -> bool:
        """Say whether neither a province nor a type is chosen."""
        return self.region == self.model_type == "all"

    def is_chosen(self, region: str, model_type: str) -> bool:
        """Say whether a project is among those looked at."""
        return self.region in ("all", region) and self.model_type in ("all", model_type)
