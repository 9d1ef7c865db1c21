"""Questions: one ``.sql`` file each under ``queries/``, asked of a release."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import duckdb
import pandas as pd

from monitor.access import Actor
from monitor.store.release import Release
from monitor.vocabulary import ROOT
from monitor.wording import Refused

QUERIES: Final = ROOT / "queries"
_SECTION: Final = re.compile(r"^-- (question|restricted|parameters|columns):\s*(.*)$")
_RESTRICTED: Final = re.compile(r"(\w+), whose is in (\w+)")
_ITEM: Final = re.compile(r"^--\s{3}(\w+) (\w+)(?: = (\S+))?\s{2,}(.*)$")
_PAIRS: Final = re.compile(r"\w+:\d+(\.\d+)?( \w+:\d+(\.\d+)?)*")
_LARGEST_INTEGER: Final = 2**31 - 1


def _integer(value: Any) -> int:
    number = int(value)
    if abs(number) > _LARGEST_INTEGER:
        raise ValueError(value)
    return number


def _text(value: Any) -> str:
    text = str(value)
    text.encode()  # what is not Unicode cannot be bound, and says so as a ValueError
    return text


def _pairs(value: Any) -> str:
    """Return ``name:number`` pairs with blanks between; ``none`` are none."""
    text = _text(value)
    if text in ("", "none"):
        return ""
    if not _PAIRS.fullmatch(text):
        raise ValueError(value)
    return text


_CONVERT: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": _text,
    "integer": _integer,
    "pairs": _pairs,
}
_REFUSALS: Final = {"text": "not_a_text", "integer": "not_a_whole_number", "pairs": "not_pairs"}


# What a parameter of that name may be, asked of the release itself; a name alone, or of a question.
_DOMAINS: Final[Mapping[str, str]] = {
    "basis": "select distinct basis from basis_region",
    "call": "select call from call",
    "criterion": "select distinct criterion from evaluation_criterion",
    "funding_source": "select funding_source from funding_source",
    "indicator": "select indicator from indicator",
    "measure": "select measure from context_measure",
    "model": "select model from standard_model",
    "model_type": "select model_type from model_type",
    "quarter": "select unnest([1, 2, 3, 4])",
    "region": "select distinct unit from basis_region",
    "year": "select distinct year from period",
    "project": "select project from project",
    "member": "select member from panel_member",
    "partners": "select unnest(['all', 'social'])",
    "context/by_region year": "select distinct year from context_value",
}


@dataclass(frozen=True)
class Field:
    """A parameter or a column: its name, type, default (parameters only) and meaning."""

    name: str
    kind: str
    default: str | None
    meaning: str


@dataclass(frozen=True)
class Question:
    """A stored question: what is asked, with which parameters, answered in which columns.

    ``restricted`` names the action without which a row is left out, and the column that says which
    member of the panel the row is of; rows of a province (``self``) are open to all.
    """

    name: str
    asked: str
    restricted: tuple[str, str] | None
    parameters: tuple[Field, ...]
    columns: tuple[Field, ...]
    sql: str

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the value of every parameter: as given, or its default.

        Raises:
            Refused: ``unknown_parameter``, ``missing_parameter``, ``not_a_whole_number`` or
                ``not_a_text``.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise Refused(
                    "unknown_parameter",
                    question=self.name,
                    parameter=name,
                    known=", ".join(known) or "–",
                )
        return {name: self._value(parameter, given) for name, parameter in known.items()}

    def _value(self, parameter: Field, given: Mapping[str, Any]) -> Any:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise Refused(
                "missing_parameter",
                question=self.name,
                parameter=parameter.name,
            )
        try:
            return _CONVERT[parameter.kind](value)
        except (ValueError, TypeError) as error:
            raise Refused(
                _REFUSALS[parameter.kind],
                question=self.name,
                parameter=parameter.name,
                value=value,
            ) from error


def is_open(asked: Question, actor: Actor | None) -> bool:
    """Say whether all rows of a question's answers are open to somebody."""
    if asked.restricted is None:
        return True
    return actor is not None and actor.is_unlimited(asked.restricted[0])


def parse(name: str, text: str) -> Question:
    """Return the question that a text of SQL with its header asks."""
    sections: dict[str, list[str]] = {
        "question": [],
        "restricted": [],
        "parameters": [],
        "columns": [],
    }
    current = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        if heading := _SECTION.match(line):
            current = heading[1]
            sections[current].extend(filter(None, [heading[2]]))
        elif current:
            sections[current].append(line)
    return Question(
        name=name,
        restricted=_restricted(sections["restricted"]),
        asked=" ".join(line.removeprefix("--").strip() for line in sections["question"]),
        parameters=_fields(sections["parameters"]),
        columns=_fields(sections["columns"]),
        sql=text,
    )


def _restricted(lines: list[str]) -> tuple[str, str] | None:
    found = _RESTRICTED.match(" ".join(lines))
    return (found[1], found[2]) if found else None


def _fields(lines: list[str]) -> tuple[Field, ...]:
    matches = (_ITEM.match(line) for line in lines)
    return tuple(Field(*found.groups()) for found in matches if found)


@cache
def questions() -> dict[str, Question]:
    """Return every stored question by its name, such as ``indicators/by_region``."""
    files = sorted(QUERIES.rglob("*.sql"))
    names = [file.relative_to(QUERIES).with_suffix("").as_posix() for file in files]
    return {
        name: parse(name, file.read_text(encoding="utf-8"))
        for name, file in zip(names, files, strict=True)
    }


def question(name: str) -> Question:
    """Return the stored question of that name.

    Raises:
        Refused: ``unknown_question``.
    """
    try:
        return questions()[name]
    except KeyError:
        raise Refused("unknown_question", question=name) from None


def ask(name: str, *, release: Release, **parameters: Any) -> pd.DataFrame:
    """Ask a stored question of a release.

    Args:
        name: folder and file under ``queries/``, without the ending.
        release: the release that answers.
        **parameters: bound by name; each must be declared in the question's header.

    Returns:
        The columns that the question's header declares, with its units; of a restricted question
        the rows that are open to who opened the release.

    Raises:
        Refused: ``unknown_question``, what ``Question.bind`` refuses, ``unknown_value`` for a year,
            indicator, province, type or the like that the release does not know,
            ``unknown_period`` for a quarter of a known year that it does not cover, or
            ``release_too_old`` when it was published before there was what is asked for.
    """
    return _open(question(name), whole(name, release=release, **parameters), release)


def whole(name: str, *, release: Release, **parameters: Any) -> pd.DataFrame:
    """Ask as ``ask`` does, for all rows: to be compared with what was recorded, not to be shown."""
    asked = question(name)
    bound = asked.bind(parameters)
    try:
        _refuse_unknown(asked, bound, release)
        return answer(asked, release.cursor(), parameters)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise Refused("release_too_old", release=release.manifest.release) from error


def _open(asked: Question, rows: pd.DataFrame, release: Release) -> pd.DataFrame:
    """Leave out the rows that are not open to who asks."""
    if asked.restricted is None or (members := release.members(asked.restricted[0])) is None:
        return rows
    whose = rows[asked.restricted[1]]
    return rows[whose.isin({"self", *members})].reset_index(drop=True)


def _refuse_unknown(asked: Question, bound: Mapping[str, Any], release: Release) -> None:
    """Refuse values and periods that a release does not know."""
    for parameter in asked.parameters:
        value, known = bound[parameter.name], _known(release, asked.name, parameter.name)
        if known and value not in known and str(value) != parameter.default:
            raise Refused(
                "unknown_value",
                question=asked.name,
                parameter=parameter.name,
                value=value,
                known=", ".join(map(str, known)),
            )
    if {"year", "quarter"} <= bound.keys():
        last = release.manifest.last_quarter_of(bound["year"])
        if bound["quarter"] > last:
            raise Refused("unknown_period", year=bound["year"], quarter=last)


@cache
def _known(release: Release, question: str, parameter: str) -> tuple[Any, ...]:
    """Return what a parameter may be in a release; nothing where that is not limited."""
    domain = _DOMAINS.get(f"{question} {parameter}", _DOMAINS.get(parameter))
    if domain is None:
        return ()
    return tuple(sorted(value for (value,) in release.cursor().execute(domain).fetchall()))


def answer(
    asked: Question, cursor: duckdb.DuckDBPyConnection, parameters: Mapping[str, Any]
) -> pd.DataFrame:
    """Answer a question on an open connection to a release's tables."""
    return cursor.execute(asked.sql, asked.bind(parameters)).df()
