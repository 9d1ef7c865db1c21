"""What changed since the last briefing of a recipe: its recorded answers against today's."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from monitor.briefing.again import question_then
from monitor.briefing.exhibit import Answer, Exhibit
from monitor.briefing.verdict_words import Difference, differences
from monitor.figures.files import numbers_table
from monitor.figures.parts import plain
from monitor.figures.register import Choice, figure_named
from monitor.figures.view import View
from monitor.store import Release, Store
from monitor.store.answers import canonical, digest_of
from monitor.store.cells import NAMING, differing_cells
from monitor.store.stamped import Made, Recorded, Stamped, all_stamped, made, recorded_of
from monitor.wording import Refused, date_text, money_text, number_text, period_text, signed_text

MOST: Final = 5
_NONE: Final = "–"
_BETWEEN: Final = " · "
_KEY: Final = re.compile("[a-z_]+")  # of a reference file: what has a name is said by it


@dataclass(frozen=True)
class Change:
    """What differs in a figure.

    Attributes:
        sentences: the largest first; none where nothing differs.
        cells: row and heading of cells of the written table that differ.
        is_other_year: the last briefing told of another year. Results add up over a year: those of
            two years are not held against each other.
    """

    sentences: tuple[str, ...] = ()
    cells: frozenset[tuple[int, str]] = frozenset()
    is_other_year: bool = False


@dataclass(frozen=True)
class Before:
    """The last briefing of a recipe of an earlier release."""

    made: Made
    release: Release | None
    figures: Sequence[Stamped]
    answers: Mapping[str, list[Recorded]]

    def figure_like(self, exhibit: Exhibit) -> Stamped | None:
        """Return the figure of then that stands where an exhibit stands now, of whatever year."""
        alike = [each for each in self.figures if _nature(each) == _nature(exhibit)]
        same_year = [each for each in alike if _year(each) == _year(exhibit)]
        return next(iter([*same_year, *alike]), None)


def last_before(store: Store, recipe: str, release: Release) -> Before | None:
    """Return the last briefing that a recipe made of an earlier release; none where there is none.

    Made again of the same release, a briefing tells the same changes.
    """
    ledger = store.ledger
    earlier = [each for each in made(ledger) if each.recipe == recipe and _is_older(each, release)]
    if not earlier:
        return None
    last = max(earlier, key=lambda each: (_rank(each.release), each.made_at))
    known = {each.code: each for each in all_stamped(ledger, last.figures)}
    kept = {each.manifest.release: each for each in [*store.previews(), *store.releases()]}
    figures = [known[code] for code in last.figures if code in known]
    return Before(last, kept.get(last.release), figures, recorded_of(ledger, last.figures))


def since_text(view: View, before: Before) -> str:
    """Say which briefing the changes are counted from, by its as-of date."""
    day = dt.date.fromisoformat(_rank(before.made.release)[0])
    return view.words("builder.since", day=date_text(day, view.language))


def change_of(view: View, exhibit: Exhibit, before: Before) -> Change | None:
    """Return what differs in a figure; none where the last briefing has no such figure."""
    then = before.figure_like(exhibit)
    if then is None:
        return None
    if _year(then) != _year(exhibit):
        return Change(is_other_year=True)
    told = tuple(_told(view, exhibit, before.answers.get(then.code, [])))
    return Change(told, _cells(view, exhibit, then, before)) if told else Change()


# ── which briefing, which figure ─────────────────────────────────────────────────────────────────


def _is_older(document: Made, release: Release) -> bool:
    return _rank(document.release) < _rank(release.manifest.release)


def _rank(release: str) -> tuple[str, int]:
    """Order releases by their as-of date and number: ``2028-06-30-final-2``."""
    number = release.rpartition("-")[2]
    return release[:10], int(number) if number.isdigit() else 0


def _nature(each: Stamped | Exhibit) -> tuple[Any, ...]:
    choices = {name: value for name, value in each.parameters.items() if name != "year"}
    return each.figure, each.basis, sorted(choices.items())


def _year(each: Stamped | Exhibit) -> Choice | None:
    return each.parameters.get("year")


# ── sentences ────────────────────────────────────────────────────────────────────────────────────


def _told(view: View, exhibit: Exhibit, records: Sequence[Recorded]) -> Iterator[str]:
    """Tell the first answer that differs in what the figure shows, and how many rows came or went.

    The answers of a figure stand in the order in which they were asked, its own first.
    """
    left = list(records)
    for answer in exhibit.answers:
        recorded = next((each for each in left if each.question == answer.question), None)
        if recorded is None:
            continue
        left.remove(recorded)
        told = list(_differing(view, exhibit, answer, recorded))
        if told:
            yield from told
            return


def _differing(view: View, exhibit: Exhibit, answer: Answer, recorded: Recorded) -> Iterator[str]:
    if digest_of(canonical(answer.frame)) == recorded.digest:
        return
    cells = differing_cells(question_then(recorded), recorded.frame, answer.frame)
    cells = cells[_is_shown(view, exhibit, recorded, cells)]
    words = view.words
    found = [
        (cell, told)
        for cell, told in zip(
            cells.to_dict("records"), differences(view, recorded, cells), strict=True
        )
        if told.column in exhibit.typed
        and cell["column_name"] not in NAMING
        and not pd.isna(cell["difference"])
    ]
    if column := _measure(exhibit, [told for _, told in found]):
        alike = [each for each in found if each[1].column == column or not each[1].row]
        alike.sort(key=lambda each: -abs(each[0]["difference"]))
        listed = ", ".join(_written(view, cell, told) for cell, told in alike[:MOST])
        yield words("builder.changed", measure=_shown_heading(view, column), listed=listed)
    came, went = (int((cells["change"] == change).sum()) for change in ("new", "gone"))
    if came or went:
        yield words("builder.rows_changed", came=number_text(came), went=number_text(went))


def _is_shown(view: View, exhibit: Exhibit, recorded: Recorded, cells: pd.DataFrame) -> list[bool]:
    """Say of each cell whether the figure shows its row: an answer may hold sums of its rows too.

    A row that is gone is shown if a row of its kind is.
    """
    keys = pd.DataFrame([json.loads(key) for key in cells["row_key"]])
    keys.attrs["parameters"] = dict(recorded.parameters)
    named = numbers_table(view, keys) if len(keys) else keys
    shared = [name for name in named if name in exhibit.typed]
    if not shared:
        return [True] * len(cells)
    shown = set(_rows(exhibit.typed[shared]))
    kinds = {_kind(row) for row in shown}
    return [
        row in shown or (change == "gone" and _kind(row) in kinds)
        for row, change in zip(_rows(named[shared]), cells["change"], strict=True)
    ]


def _rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    texts = frame.astype(object).where(frame.notna(), "").astype(str)
    return list(texts.itertuples(index=False, name=None))


def _kind(row: tuple[str, ...]) -> tuple[bool, ...]:
    return tuple(map(bool, row))


def _measure(exhibit: Exhibit, told: Sequence[Difference]) -> str:
    """Return the heading to tell of: the first in the unit of the figure, else the first."""
    columns = [each.column for each in told if each.row] or [each.column for each in told]
    ordered = [column for column in exhibit.typed if column in columns]
    return next(
        (each for each in ordered if each.endswith(f"({exhibit.unit})")), next(iter(ordered), "")
    )


def _written(view: View, cell: Mapping[Any, Any], told: Difference) -> str:
    """Write a change: ``경남 1,234 → 1,301(+5.4%)``."""
    before, now, by = told.recorded, told.now, told.by
    if _is_won(view, told.column):
        before, now = (
            money_text(cell[f"{when}_number"], view.language) for when in ("earlier", "later")
        )
    if not told.by.endswith("%p") and not pd.isna(cell["percent"]):
        by = signed_text(cell["percent"], 1, "%")
    name = _row_name(view, cell, told) or _shown_heading(view, told.column)
    return view.words("builder.change", name=name, before=before, now=now, by=by)


def _row_name(view: View, cell: Mapping[Any, Any], told: Difference) -> str:
    """Name a row by what has a name: not by what it lacks, nor by a key that has no word."""
    spoken, keys = view.words.keys("file"), json.loads(cell["row_key"])
    unspoken = {
        str(value) for key, value in keys.items() if key not in spoken or _KEY.fullmatch(str(value))
    }
    parts = [part for part in told.row.split(_BETWEEN) if part not in unspoken | {_NONE}]
    year = keys.get("year")
    return _BETWEEN.join(
        period_text(year, 4, view.language) if part.rpartition(" ")[2] == str(year) else part
        for part in parts
    )


def _shown_heading(view: View, heading: str) -> str:
    """Return a heading as it stands in a sentence: money says its unit itself."""
    if _is_won(view, heading):
        return heading.rpartition(" (")[0]
    return heading.replace(" (", "(") if view.is_korean else heading


def _is_won(view: View, heading: str) -> bool:
    return heading.endswith(f"({view.words('file.won')})")


# ── cells of the written table ───────────────────────────────────────────────────────────────────


def _cells(
    view: View, exhibit: Exhibit, then: Stamped, before: Before
) -> frozenset[tuple[int, str]]:
    """Return the cells that were written otherwise; none where most were, which says nothing."""
    if before.release is None:
        return frozenset()
    try:
        drawn = figure_named(then.figure)(replace(view, release=before.release), **then.parameters)
    except Refused:
        return frozenset()
    now = _Written(exhibit.columns, exhibit.numeric)
    once = _Written(
        {name: tuple(map(plain, column)) for name, column in drawn.numbers.columns.items()},
        frozenset(drawn.numbers.numeric),
    )
    rows = once.by_key
    if rows is None or now.by_key is None:
        return frozenset()
    shared = [name for name in exhibit.columns if name in once.columns and name not in now.naming]
    compared = [
        (row, name, once.columns[name][rows[key]] != exhibit.columns[name][row])
        for key, row in now.by_key.items()
        if key in rows
        for name in shared
    ]
    differing = frozenset((row, name) for row, name, differs in compared if differs)
    return differing if 2 * len(differing) <= len(compared) else frozenset()


@dataclass(frozen=True)
class _Written:
    """A table as written."""

    columns: Mapping[str, Sequence[str]]
    numeric: frozenset[str]

    @property
    def naming(self) -> list[str]:
        """Return the headings of the columns before the first number: they name a row."""
        names: list[str] = []
        for name in self.columns:
            if name in self.numeric:
                break
            names.append(name)
        return names

    @property
    def by_key(self) -> dict[tuple[str, ...], int] | None:
        """Return the rows by what names them; none where nothing does."""
        named = list(zip(*(self.columns[name] for name in self.naming), strict=True))
        rows = {key: row for row, key in enumerate(named)}
        return rows if named and len(rows) == len(named) else None
