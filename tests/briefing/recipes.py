"""Recipes and what is made of them, in tests."""

from __future__ import annotations

from typing import Any

from monitor.briefing.making import Briefing, Named, make
from monitor.briefing.recipe import Part, Piece, Recipe
from monitor.store import Release, Store

JOBS = Piece("year_on_year/regions", {"indicator": "jobs", "year": 2026})


def recipe(*pieces: Piece, **changes: Any) -> Recipe:
    """Return a recipe of some figures under one heading."""
    given: dict[str, Any] = {
        "title": "분기 보고",
        "office": "행정안전부",
        "parts": (Part("성과", pieces or (JOBS,)),),
    }
    return Recipe(**given | changes)


def briefing(store: Store, release: Release, made_by: Recipe, language: Any = "ko") -> Briefing:
    """Make a briefing by a recipe that is saved under one name."""
    return make(store, made_by, release, language, by="tester", named=Named("분기", 1))
