"""What must hold between the rows of the reference files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from monitor.vocabulary.colours import colour_problems
from monitor.vocabulary.evaluating import evaluation_problems
from monitor.vocabulary.merging import region_problems
from monitor.vocabulary.problems import Problem, Read
from monitor.vocabulary.schema import (
    ANY_TABLE,
    BY_YEAR,
    CHOICES,
    CONVERT,
    DATED,
    FORMS,
    KEYS,
    LINKS,
    NAMED,
    PERIOD,
    TYPES,
)
from monitor.vocabulary.years import begins, ends, next_day


def checks(read: Read) -> Iterator[Problem]:
    """Yield what is wrong; a later check may rely on what an earlier one held."""
    yield from _names(read)
    yield from _links(read)
    yield from _choices(read)
    if unreadable := [*_types(read)]:
        yield from unreadable
        return  # what cannot be read cannot be compared
    yield from (spells := [*_spells(read)])
    yield from region_problems(read)
    # What overlaps or has a gap does not add up either: that is said already.
    is_whole = all(each.file != "evaluation_criteria" for each in spells)
    yield from evaluation_problems(read, is_whole=is_whole)
    yield from _panel(read)
    yield from _indicator_types(read)
    yield from _aliases(read)
    yield from colour_problems(read)


def _names(read: Read) -> Iterator[Problem]:
    """Look whether everything that is shown has its name in both languages."""
    for file in KEYS:
        for number, row in read.numbered(file):
            for column in NAMED:
                if column in row and not row[column].strip():
                    yield Problem(file, number, "name_missing", {"column": column})


def _links(read: Read) -> Iterator[Problem]:
    for file, column, target, mode in LINKS:
        known = {row[KEYS[target][0]] for row in read.tables[target]}
        for number, row in read.numbered(file):
            named = row[column].split() if "*" in mode else [row[column]] if row[column] else []
            if not row[column] and "?" not in mode:
                yield Problem(file, number, "blank", {"column": column, "target": target})
            for value in named:
                if value not in known:
                    yield _unknown(file, number, column, value, target)


def _unknown(file: str, number: int, column: str, value: str, target: str) -> Problem:
    about = {"column": column, "value": value, "target": target}
    return Problem(file, number, "unknown", about)


def _choices(read: Read) -> Iterator[Problem]:
    for (file, column), allowed in CHOICES.items():
        for number, row in read.numbered(file):
            if row[column] not in allowed:
                about = {"column": column, "value": row[column]}
                about["allowed"] = ", ".join(sorted(allowed))
                yield Problem(file, number, "no_choice", about)


def _types(read: Read) -> Iterator[Problem]:
    """Look whether every cell is of its type: a number, a date."""
    for file, types in TYPES.items():
        for number, row in read.numbered(file):
            for column, kind in types.items():
                try:
                    CONVERT[kind](row[column])
                except ValueError:
                    code = "no_date" if "date" in kind else "no_number"
                    yield Problem(file, number, code, {"column": column, "value": row[column]})


def _spells(read: Read) -> Iterator[Problem]:
    """Look whether rows end after they begin, and rows of one key follow each other."""
    for file, key in DATED.items():
        spells: dict[tuple[str, ...], list[tuple[str, str, int]]] = {}
        for number, row in read.numbered(file):
            if begins(row) > ends(row):
                yield Problem(file, number, "ends_before", {"day": row["valid_to"]})
            if file in BY_YEAR:
                yield from _of_whole_years(file, number, row)
            spell = (begins(row), ends(row), number)
            spells.setdefault(tuple(row[column] for column in key), []).append(spell)
        for name, told in spells.items():
            yield from _in_turn(file, " ".join(name), sorted(told))


def _of_whole_years(file: str, number: int, row: dict[str, str]) -> Iterator[Problem]:
    for column, day in (("valid_from", "01-01"), ("valid_to", "12-31")):
        if row[column] and not row[column].endswith(day):
            about = {"column": column, "value": row[column], "day": day}
            yield Problem(file, number, "not_a_year", about)


def _in_turn(file: str, name: str, spells: list[tuple[str, str, int]]) -> Iterator[Problem]:
    for (_, last, _), (first, _, number) in pairwise(spells):
        if first <= last:
            yield Problem(file, number, "overlap", {"name": name, "day": first})
        elif file in BY_YEAR and first != next_day(last):
            yield Problem(file, number, "gap", {"name": name, "last": last, "day": first})


def _panel(read: Read) -> Iterator[Problem]:
    """Look whether nobody is assigned the province that they belong to."""
    homes = {row["member"]: row["home_region"] for row in read.tables["panel_members"]}
    for number, row in read.numbered("panel_assignments"):
        if homes.get(row["member"]) == row["region"]:
            about = {"member": row["member"], "region": row["region"]}
            yield Problem("panel_assignments", number, "home", about)


def _indicator_types(read: Read) -> Iterator[Problem]:
    known = {row["model_type"] for row in read.tables["model_types"]} | {"all"}
    for number, row in read.numbered("indicators"):
        for unknown in sorted(set(row["model_types"].split()) - known):
            yield _unknown("indicators", number, "model_types", unknown, "model_types")


def _aliases(read: Read) -> Iterator[Problem]:
    """Look whether every alias stands for something that a form knows."""
    form = [row for file in FORMS for row in read.tables[file]]
    known = {(row["table"], row["field"]) for row in form}
    known |= {(ANY_TABLE, field) for _, field in known} | {PERIOD}
    for number, row in read.numbered("heading_aliases"):
        if (row["table"], row["field"]) not in known:
            value = f"{row['table']} {row['field']}"
            yield _unknown("heading_aliases", number, "field", value, "form_columns")
    tables = {row["table"] for row in form} | {""}
    for number, row in read.numbered("sheet_aliases"):
        if row["table"] not in tables:
            yield _unknown("sheet_aliases", number, "table", row["table"], "form_columns")
    choices = {row["vocabulary"]: f"{row['vocabulary']}s" for row in form if row["vocabulary"]}
    choices |= {"criterion": "evaluation_criteria", "ministry": "ministries"}
    for number, row in read.numbered("choice_aliases"):
        file = choices.get(row["choice"], "")
        if row["value"] not in {each[row["choice"]] for each in read.tables.get(file, ())}:
            target = file or "form_columns"
            yield _unknown("choice_aliases", number, row["choice"], row["value"], target)
