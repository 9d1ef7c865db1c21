"""A rehearsal in words: its checks and what is still open, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd

from monitor.briefing.rehearsal import Rehearsal
from monitor.figures.parts import Table
from monitor.figures.tables import records, unbroken
from monitor.figures.view import View
from monitor.store.gate import checks
from monitor.wording import number_text

_SAMPLE: Final = 3
_MOST_NAMED: Final = 17  # as many as there are provinces
_BY_PROVINCE: Final = frozenset({"not_submitted", "returned", "submitted"})
_NAMES: Final[Mapping[str, Callable[[View, Any], str]]] = {
    "region": lambda view, key: view.region(key),
    "indicator": lambda view, key: view.name("indicators", key),
    "part": lambda view, key: view.name("indicators", key),
    "funding_source": lambda view, key: view.name("funding_sources", key),
}
_AS_WRITTEN: Final = frozenset({"year", "quarter", "basis", "entry"})
_SPOKEN: Final = frozenset({"kind", "breakdown"})  # name a column themselves


def checks_table(view: View, shown: Rehearsal, *, only_failed: bool) -> Table:
    """Show what the gate checks and what each found; of those that failed, the first rows of it."""
    words, failed = view.words, {check.name: check.found for check in shown.failed}
    names = list(failed) if only_failed else checks()
    columns = {
        words("publish.check"): [words(f"question.{name}") for name in names],
        words("publish.result"): [
            unbroken(words("publish.found", count=number_text(len(failed[name]))))
            if name in failed
            else words("publish.passed")
            for name in names
        ],
    }
    if only_failed:
        columns[words("publish.for_example")] = [_sample(view, failed[name]) for name in names]
    return Table(columns, [], pd.DataFrame({"check": names}))


def open_table(view: View, shown: Rehearsal) -> Table:
    """Show what is still open: provinces, warnings without a reason, figures that differ."""
    words, rows = view.words, list(records(shown.still_open))
    columns = {
        words("publish.item"): [words(f"checklist.{row.item}") for row in rows],
        words("publish.count"): [number_text(row.found) for row in rows],
        words("publish.which"): [_which(view, row.item, row.detail) for row in rows],
    }
    return Table(columns, [words("publish.count")], shown.still_open)


def _which(view: View, item: str, detail: str) -> str:
    """Name what is open, the provinces as everywhere else, not more than can be read."""
    each = detail.split(", ")
    if item in _BY_PROVINCE:
        known = {row["name_ko"]: row["region"] for row in view.vocabulary.rows("regions")}
        each = [view.region(known[name]) if name in known else name for name in each]
    named = ", ".join(each[:_MOST_NAMED])
    rest = len(each) - _MOST_NAMED
    return view.words("publish.and_more", named=named, count=rest) if rest > 0 else named


def _sample(view: View, found: pd.DataFrame) -> str:
    first = found.head(_SAMPLE).to_dict("records")
    return " / ".join(
        ", ".join(_said(view, str(name), value) for name, value in row.items()) for row in first
    )


def _said(view: View, name: str, value: Any) -> str:
    """Say a cell of what a check found: ``연도 2027``."""
    if pd.isna(value):
        text = "–"
    elif name in _NAMES:
        text = _NAMES[name](view, value)
    elif name in _SPOKEN and value in view.words.keys("check"):
        text = view.words(f"check.{value}")
    elif isinstance(value, (int, float)) and name not in _AS_WRITTEN:
        text = number_text(value, 0 if float(value).is_integer() else 1)
    else:
        text = str(value)
    return f"{view.words(f'check.{name}')} {text}"
