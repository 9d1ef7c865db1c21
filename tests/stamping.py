"""Stamping figures of the tiny programme, as an export does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from monitor.store import Release, Store, ask
from monitor.store.stamps import Shown, stamp

ATTAINMENT = "indicators/by_region"


@dataclass(frozen=True)
class Answered:
    """An answer as an exhibit has it."""

    question: str
    parameters: dict[str, Any]
    frame: pd.DataFrame


def answered(release: Release, question: str, **parameters: Any) -> Answered:
    """Ask a release, and keep what was asked."""
    return Answered(question, parameters, ask(question, release=release, **parameters))


def shown(release: Release, **changed: Any) -> Shown:
    """Show jobs by province in 2026."""
    given = {"indicator": "jobs", "year": 2026}
    facts: dict[str, Any] = {
        "figure": "region_map/provinces",
        "title": "시·도별 신규 일자리",
        "unit": "명",
        "parameters": given,
        "language": "ko",
        "basis": 17,
        "answers": [answered(release, ATTAINMENT, basis=17, **given)],
    }
    return Shown(**facts | changed)


def stamped(store: Store, release: Release, **changed: Any) -> str:
    """Stamp it, and return its code."""
    (code,) = stamp(store.ledger, release.manifest, shown(release, **changed))
    return code


def changed_by_hand(release: Release, sql: str) -> None:
    """Change a release file as somebody with another program could."""
    release.path.chmod(0o644)
    with duckdb.connect(release.path) as connection:
        connection.execute(sql)
