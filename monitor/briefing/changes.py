"""What changed since the last briefing of a recipe: its recorded answers against today's."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pandas as pd

from monitor.briefing.again import question_then
from monitor.briefing.changed_cells import changed_cells
from monitor.briefing.exhibit import Answer, Exhibit
from monitor.briefing.verdict_words import Difference, differences
from monitor.figures.files import numbers_table
from monitor.figures.register import Choice
from monitor.figures.view import View
from monitor.store import Release, Store
from monitor.store.answers import canonical, digest_of
from monitor.store.cells import NAMING, differing_cells
from monitor.store.stamped import Made, Recorded, Stamped, all_stamped, made, recorded_of
from monitor.wording import date_text, money_text, number_text, period_text, signed_text

MOST: Final = 5
_NONE: Final = "–"
_BETWEEN: Final = " · "
_Told: TypeAlias = tuple[Mapping[Any, Any], Difference]  # a cell, and what is written of it
_KEY: Final = re.compile("[a-z_]+")  # of a reference file: what has a name is said by it


@dataclass(frozen=True)
class Change:
    """What differs in a figure.

    Attributes:
        sentences: the largest first; none where nothing differs.
        cells: row and heading of cells of the written table that differ.
        is_other_year: the last briefing told of another year, and nothing can be compared. Results
            add up over a year: those of two years are not held against each other.
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
    is_other_year = _year(then) != _year(exhibit)
    records = before.answers.get(then.code, [])
    told = tuple(_told(view, exhibit, records, is_other_year=is_other_year))
    if is_other_year:
        return Change(told, is_other_year=not told)
    return Change(told, changed_cells(view, exhibit, then, before.release)) if told else Change()


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


def _told(
    view: View, exhibit: Exhibit, records: Sequence[Recorded], *, is_other_year: bool
) -> Iterator[str]:
    """Tell the first answer that differs in what the figure shows, and how many rows came or went.

    The answers of a figure stand in the order in which they were asked, its own first.
    """
    left = list(records)
    for answer in exhibit.answers:
        recorded = next((each for each in left if each.question == answer.question), None)
        if recorded is None:
            continue
        left.remove(recorded)
        told = list(_differing(view, exhibit, answer, recorded, is_other_year=is_other_year))
        if told:
            yield from told
            return


def _differing(
    view: View, exhibit: Exhibit, answer: Answer, recorded: Recorded, *, is_other_year: bool
) -> Iterator[str]:
    if digest_of(canonical(answer.frame)) == recorded.digest:
        return
    cells = differing_cells(question_then(recorded), recorded.frame, answer.frame)
    cells = cells[_is_shown(view, exhibit, recorded, cells)]
    if is_other_year:
        cells = cells[[_is_of_any_year(exhibit, cell) for cell in cells.to_dict("records")]]
    told = list(zip(cells.to_dict("records"), differences(view, recorded, cells), strict=True))
    yield from _numbers(view, exhibit, told)
    frames = {"new": answer.frame, "gone": recorded.frame}
    yield from _came_and_went(view, exhibit, frames, told)


def _is_of_any_year(exhibit: Exhibit, cell: Mapping[Any, Any]) -> bool:
    """Say whether a cell means the same whichever year is looked at.

    It does where it says its own quarter, or where a list has one row more or less.
    """
    return {"year", "quarter"} <= set(json.loads(cell["row_key"])) or (
        exhibit.chart is None and cell["change"] != "changed"
    )


def _numbers(view: View, exhibit: Exhibit, all_told: Sequence[_Told]) -> Iterator[str]:
    """Tell the numbers that changed, in one column."""
    found = [
        (cell, told)
        for cell, told in all_told
        if told.column in exhibit.typed
        and cell["column_name"] not in NAMING
        and not pd.isna(cell["difference"])
    ]
    if column := _measure(exhibit, [told for _, told in found]):
        alike = [each for each in found if each[1].column == column or not each[1].row]
        alike.sort(key=lambda each: -abs(each[0]["difference"]))
        listed = ", ".join(_written(view, cell, told) for cell, told in alike[:MOST])
        heading = _shown_heading(view, column)
        yield view.words("builder.changed", measure=heading, listed=listed)


def _came_and_went(
    view: View, exhibit: Exhibit, answers: Mapping[str, pd.DataFrame], all_told: Sequence[_Told]
) -> Iterator[str]:
    """Tell how many rows came and went; of a list also which."""
    for change, frame in answers.items():
        rows = [_called(frame, *each) for each in all_told if each[0]["change"] == change]
        if rows:
            count, named = number_text(len(rows)), ", ".join(rows[:MOST])
            if exhibit.chart is None:
                yield view.words(f"builder.rows_{change}_named", count=count, named=named)
            else:
                yield view.words(f"builder.rows_{change}", count=count)


def _called(frame: pd.DataFrame, cell: Mapping[Any, Any], told: Difference) -> str:
    """Call a row of a list by its name where it has one."""
    keys: dict[str, Any] = json.loads(cell["row_key"])
    first = next(iter(keys), "")
    if "name" in frame and first in frame:
        for name in frame.loc[frame[first] == keys[first], "name"]:
            return str(name)
    return told.row.partition(_BETWEEN)[0]


def _is_shown(view: View, exhibit: Exhibit, recorded: Recorded, cells: pd.DataFrame) -> list[bool]:
    """Say of each cell whether the figure shows its row: an answer may hold sums of its rows too.

    A row that is gone is shown if a row of its kind is.
    """
    keys = pd.DataFrame([json.loads(key) for key in cells["row_key"]])
    keys.attrs |= {"question": recorded.question, "parameters": dict(recorded.parameters)}
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
    if "breakdown" in keys:  # a province need not be called one
        unspoken |= {view.words(f"choose.{key}") for key in ("region", "model_type")}
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
