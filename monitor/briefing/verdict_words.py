"""Differences in words: rows, columns and amounts as a reader knows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from monitor.briefing.again import question_then
from monitor.briefing.altered import Alteration
from monitor.briefing.verify import Verdict
from monitor.figures.files import numbers_table
from monitor.figures.parts import Table
from monitor.figures.view import View
from monitor.intake.received import cell_name
from monitor.store.cells import NAMING, ROW
from monitor.store.stamped import Recorded
from monitor.wording import Words, number_text, signed_text

_UNIT: Final = re.compile(r" \(([^()]+)\)$")
_NOTHING: Final = "–"
_LONG: Final = re.compile(r"-?\d+\.\d{3,}")  # as a program keeps a number, not as one is written
_MOST_DECIMALS: Final = 6
_WHOLE: Final = "region"  # none of which is the whole programme


@dataclass(frozen=True)
class Difference:
    """One cell, or one row, that differs, as it is written.

    Attributes:
        row: what the row is about; empty where the answer has one.
        column: its heading with its unit; empty where the whole row is new or gone.
        recorded, now: what was recorded, and what is answered instead.
        by: the difference with its sign and unit, %p for a rate; empty where there is none.
    """

    row: str
    column: str
    recorded: str
    now: str
    by: str


def recorded_table(view: View, recorded: Recorded) -> Table:
    """Return a recorded answer in words, its columns as a file of its figure heads them.

    What is empty in all rows is left out.
    """
    frame = numbers_table(view, _with_parameters(recorded, recorded.frame))
    known = view.words.keys("file")
    naming = {view.words(f"file.{name}") for name in NAMING if name in known}
    columns = {
        str(heading): [_number(value) if heading not in naming else str(value) for value in cells]
        for heading, cells in frame.items()
        if any(value not in ("", None) for value in cells)
    }
    numeric = [
        str(heading)
        for heading, cells in frame.items()
        if all(isinstance(each, (int, float)) or each == "" for each in cells)
    ]
    return Table(columns, numeric, frame)


def _number(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_text(value, 0 if float(value).is_integer() else 1)
    return _NOTHING if value is None or value == "" else str(value)


def differences(view: View, recorded: Recorded, cells: pd.DataFrame) -> list[Difference]:
    """Return the cells in which an answer differs from the recorded one, in words."""
    return list(_differences(view, recorded, cells))


def _differences(view: View, recorded: Recorded, cells: pd.DataFrame) -> Iterator[Difference]:
    names = {key: _row(view, recorded, json.loads(key)) for key in cells["row_key"].unique()}
    kinds = {column.name: column.kind for column in question_then(recorded).columns}
    headings = {
        name: _heading(view, recorded, name) for name in cells["column_name"].dropna().unique()
    }
    for cell in cells.to_dict("records"):
        row, name = names[cell["row_key"]], cell["column_name"]
        if name in headings:
            is_whole = kinds.get(name) == "integer"
            yield _in_words(view, recorded, cell, row, headings[name], is_whole=is_whole)
        else:
            there = view.words("verify.whole_row")
            texts = (_NOTHING, there) if cell["change"] == "new" else (there, _NOTHING)
            yield Difference(row, "", *texts, "")


def _in_words(
    view: View,
    recorded: Recorded,
    cell: Mapping[Any, Any],
    row: str,
    heading: str,
    *,
    is_whole: bool,
) -> Difference:
    numbers = (cell["earlier_number"], cell["later_number"])
    if all(pd.isna(number) for number in numbers):
        name = cell["column_name"]
        before, after = (
            _said(view, recorded, name, cell[text]) for text in ("earlier_text", "later_text")
        )
        return Difference(row, heading, before, after, "")
    found = _UNIT.search(heading)
    unit = found[1] if found else ""
    decimals = _decimals(numbers, unit, is_whole=is_whole)
    before, after = (number_text(number, decimals) for number in numbers)
    by = ""
    if not pd.isna(cell["difference"]):
        by = signed_text(cell["difference"], decimals, _of(view, unit))
    return Difference(row, heading, before, after, by)


def _decimals(numbers: Sequence[float], unit: str, *, is_whole: bool) -> int:
    """Return the decimals of a page, or as many more as tell the two numbers apart."""
    known = [number for number in numbers if not pd.isna(number)]
    is_whole = is_whole or (unit[:1] != "%" and all(each.is_integer() for each in known))
    first = 0 if is_whole else 1
    for decimals in range(first, _MOST_DECIMALS):
        if len({number_text(number, decimals) for number in numbers}) > 1:
            return decimals
    return _MOST_DECIMALS


def _of(view: View, unit: str) -> str:
    """Return the unit of a difference: %p of a rate; none where a column has several."""
    if not unit or "," in unit:
        return ""
    if unit.startswith("%"):
        return "%p"
    return unit if view.is_korean else f" {unit}"


def _heading(view: View, recorded: Recorded, name: str) -> str:
    # Among indicators a column has no one unit, and does not say one.
    beside = [each for each in ("indicator", "measure") if each in recorded.frame and each != name]
    frame = recorded.frame.reindex(columns=[*beside, name]).iloc[:0]
    headings = numbers_table(view, _with_parameters(recorded, frame)).columns
    rest = [str(heading) for heading in headings[len(beside) * 2 :]]
    return rest[0] if rest else name


def _said(view: View, recorded: Recorded, name: str, text: Any) -> str:
    if name != _WHOLE and (text is None or pd.isna(text)):
        return _NOTHING
    value: Any = {"true": True, "false": False}.get(str(text), text)
    table = numbers_table(view, _with_parameters(recorded, pd.DataFrame({name: [value]})))
    return str(table.iloc[0, 0]) if table.size else str(text)


def _row(view: View, recorded: Recorded, keys: dict[str, Any]) -> str:
    """Name a row by what tells it apart; a project by its name."""
    if ROW in keys:
        return view.words("verify.row", number=keys[ROW])
    texts = [_key(view, recorded, *key) for key in keys.items()]
    if "project" in keys and "name" in recorded.frame:
        frame = recorded.frame
        named = frame.loc[frame["project"] == keys["project"], "name"]
        texts = [*map(str, named.iloc[:1]), *texts]
    return " · ".join(texts)


def _key(view: View, recorded: Recorded, name: str, value: Any) -> str:
    """Say a key; a number or a yes and no with what it is of: ``연도 2028``."""
    said = _said(view, recorded, name, value)
    return (
        said
        if value is None or isinstance(value, str)
        else f"{_heading(view, recorded, name)} {said}"
    )


def _with_parameters(recorded: Recorded, frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.copy()
    frame.attrs["parameters"] = dict(recorded.parameters)
    return frame


# ── sentences ────────────────────────────────────────────────────────────────────────────────────


def standing(words: Words, verdict: Verdict) -> str:
    """Say in a sentence whether a figure still says what its release says."""
    if not verdict.is_open:
        return words("verify.closed")
    count = number_text(sum(len(each.cells) for each in verdict.answers))
    return words(f"verify.state_{verdict.state}", release=verdict.figure.release, count=count)


def remarks(words: Words, verdict: Verdict) -> list[str]:
    """Say what else is to be known: of the release file, of the questions."""
    told = []
    if verdict.release != "same":
        told.append(words(f"verify.release_{verdict.release}", release=verdict.figure.release))
    for each in verdict.answers:
        if each.question != "same":
            asked = words(f"verify.question_{each.question}", question=each.recorded.question)
            told.append(asked)
    return list(dict.fromkeys(told))


def corrected(words: Words, verdict: Verdict) -> str:
    """Say whether a later release gives other numbers; empty where there is none to ask."""
    if verdict.later is None:
        return ""
    count = number_text(sum(len(each) for each in verdict.later.cells))
    key = "later_corrected" if verdict.later.is_corrected else "later_same"
    return words(f"verify.{key}", release=verdict.later.release, count=count)


def difference_table(words: Words, told: Sequence[Difference], now: str) -> Table:
    """Return differences as a table; ``now`` heads what is answered instead."""
    columns = {
        words("verify.row_heading"): [each.row or _NOTHING for each in told],
        words("verify.column_heading"): [each.column or _NOTHING for each in told],
        words("verify.recorded"): [each.recorded for each in told],
        now: [each.now for each in told],
        words("verify.difference"): [each.by or _NOTHING for each in told],
    }
    return Table(columns, list(columns)[2:], pd.DataFrame(columns))


def alteration_table(words: Words, told: Sequence[Alteration]) -> Table:
    """Return what was altered in a file as a table: where, what was recorded, what is there."""
    texts = [_rounded(each.recorded, each.found) for each in told]
    columns = {
        words("verify.change_heading"): [words(f"verify.change_{each.change}") for each in told],
        words("verify.place"): [_place(words, each) for each in told],
        words("verify.recorded"): [before or _NOTHING for before, _ in texts],
        words("verify.found"): [after or _NOTHING for _, after in texts],
    }
    is_said = any(each.kind == "sentences" for each in told)
    return Table(columns, [] if is_said else list(columns)[2:], pd.DataFrame(columns))


def _rounded(recorded: str, found: str) -> tuple[str, str]:
    """Return digits of charts and sheets no longer than tells them apart; other texts as they are.

    What is written as a document writes numbers stays as written.
    """
    if not (_LONG.fullmatch(recorded) or _LONG.fullmatch(found)):
        return recorded, found
    try:
        numbers = [float(text) for text in (recorded, found)]
    except ValueError:
        return recorded, found
    decimals = _decimals(numbers, "%", is_whole=False)
    return number_text(numbers[0], decimals), number_text(numbers[1], decimals)


def _place(words: Words, altered: Alteration) -> str:
    where = [words(f"verify.part_{altered.kind}")]
    if altered.place and altered.kind in {"sheet", "workbook"}:
        where.append(cell_name(*altered.place))
    # A point of a scatter is told by where it stands.
    row = number_text(float(altered.row), 1) if _LONG.fullmatch(altered.row) else altered.row
    return " · ".join([*where, *filter(None, (row, altered.column))])
