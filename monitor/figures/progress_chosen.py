"""What is looked at on 추진·예산: province and type, and for money a source of funds."""

from __future__ import annotations

from typing import Any

from monitor.figures.view import View


def here(view: View, region: str, model_type: str) -> dict[str, Any]:
    """Return a province and a type as questions take them."""
    return {"basis": view.basis, "region": region, "model_type": model_type}


def here_in(view: View, year: int, region: str, model_type: str) -> dict[str, Any]:
    """Return a year, as far as the release covers it, a province and a type as questions do."""
    return {"year": year, "quarter": view.quarter(year), **here(view, region, model_type)}


def place_name(view: View, region: str, model_type: str) -> str:
    """Return what is looked at in words: ``전국``, ``서울 · 생활서비스``."""
    named = view.region(None if region == "all" else region)
    return named if model_type == "all" else f"{named} · {view.model_type(model_type)}"


def funding_sources(view: View) -> list[str]:
    """Return what ``funding_source`` may be: all of them, or one."""
    return ["all", *(row["funding_source"] for row in view.vocabulary.rows("funding_sources"))]


def source_name(view: View, source: str | None) -> str:
    """Return the name of a source of funds; all of them for ``all`` or none."""
    if source in (None, "all") or source != source:
        return view.words("progress.all_sources")
    return view.name("funding_sources", source)
