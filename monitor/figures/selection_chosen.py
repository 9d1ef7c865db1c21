"""The choices that the parts of 선정 share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chosen:
    """The choices of a part of the page."""

    call: str
    region: str = "all"
    model_type: str = "all"

    @property
    def parameters(self) -> dict[str, str]:
        """Return the choices as questions take them."""
        return {"call": self.call, "region": self.region, "model_type": self.model_type}
