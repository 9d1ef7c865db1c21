"""What is looked at on 추진·예산: province and type, and for money a source of funds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.figures.view import View


@dataclass(frozen=True)
class Place:
    """The province and the type that are looked at."""

    region: str
    model_type: str

    def asked(self, view: View) -> dict[str, Any]:
        """Return them as questions take them."""
        return {"basis": view.basis, "region": self.region, "model_type": self.model_type}

    @property
    def is_everything(self) -> bool:
        """Say whether neither is chosen."""
        return self.region == self.model_type == "all"

    def named(self, view: View) -> str:
        """Return what is looked at in words: ``전국``, ``서울 · 생활서비스``."""
        region = view.region(None if self.region == "all" else self.region)
        if self.model_type == "all":
            return region
        return f"{region} · {view.model_type(self.model_type)}"


def source_name(view: View, source: str | None) -> str:
    """Return the name of a source of funds; all of them for ``all`` or none."""
    if source in (None, "all") or source != source:
        return view.words("progress.all_sources")
    return view.name("funding_sources", source)
