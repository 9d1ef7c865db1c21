"""The header of every question file says what its answer holds."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from monitor.store import Question, ask, question, questions
from monitor.store.question import QUERIES, answer
from monitor.store.search import terms
from monitor.wording import Refused
from tests.tiny import Tiny

NAMES = sorted(questions())
CHOICES: dict[str, Any] = {
    "indicator": "jobs",
    "year": 2027,
    "region": "seoul",
    "measure": "population",
    "project": "S1",
    "member": "m01",
    **terms("종로"),
}
IS_KIND = {
    "text": pd.api.types.is_string_dtype,
    "integer": pd.api.types.is_integer_dtype,
    "number": pd.api.types.is_numeric_dtype,
    "boolean": pd.api.types.is_bool_dtype,
    "date": pd.api.types.is_datetime64_any_dtype,
}


def _chosen(asked: Question) -> dict[str, Any]:
    choices = CHOICES | ({"year": 2020} if asked.name.startswith("context/") else {})
    return {
        parameter.name: choices[parameter.name]
        for parameter in asked.parameters
        if parameter.default is None
    }


def _body(asked: Question) -> str:
    return "\n".join(line for line in asked.sql.splitlines() if not line.strip().startswith("--"))


@pytest.mark.parametrize("name", NAMES)
def test_the_header_lists_exactly_the_columns_of_the_answer(tiny: Tiny, name: str) -> None:
    asked = question(name)
    answer = tiny.ask(name, **_chosen(asked))
    assert [column.name for column in asked.columns] == list(answer.columns)


@pytest.mark.parametrize("name", NAMES)
def test_a_column_is_of_the_kind_the_header_says(tiny: Tiny, name: str) -> None:
    asked = question(name)
    answer = tiny.ask(name, **_chosen(asked))
    for column in asked.columns:
        cells = answer[column.name]
        kinds = {"integer": "Int64"} if column.kind == "integer" else {}
        if cells.notna().any() and column.kind != "date":
            whole = cells.dropna().astype(kinds.get(column.kind, cells.dtype))
            assert IS_KIND[column.kind](whole), (column.name, cells.dtype)


@pytest.mark.parametrize("name", NAMES)
def test_the_header_lists_exactly_the_parameters_of_the_sql(name: str) -> None:
    asked = question(name)
    used = set(re.findall(r"\$(\w+)", _body(asked)))
    assert {parameter.name for parameter in asked.parameters} == used


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_header_is_understood(name: str) -> None:
    asked = question(name)
    header = asked.sql.split("\n\n")[0].splitlines()
    listed = header[header.index("-- parameters:") :]
    assert len(listed) == 2 + len(asked.parameters) + len(asked.columns)
    assert asked.asked.endswith("?")
    assert asked.columns


def test_no_text_is_ever_put_into_sql() -> None:
    for name in NAMES:
        assert "{" not in _body(question(name)), name


def test_a_question_that_is_not_there_is_refused(tiny: Tiny) -> None:
    with pytest.raises(Refused, match="질문 no/such"):
        tiny.ask("no/such")


def test_a_parameter_that_is_not_there_is_refused_with_those_that_are(tiny: Tiny) -> None:
    with pytest.raises(Refused, match=r"indicator, year, quarter, model_type"):
        tiny.ask("indicators/total", indicator="jobs", year=2027, colour="red")


def test_a_year_that_the_release_does_not_cover_is_refused(tiny: Tiny) -> None:
    with pytest.raises(Refused, match=r"year에 1999는 없습니다\. 있는 것: 2026, 2027"):
        tiny.ask("programme/totals", year=1999)


def test_a_census_year_is_a_year_of_its_own(tiny: Tiny) -> None:
    context = {"measure": "population", "basis": 17}
    assert len(tiny.ask("context/by_region", year=2020, **context)) == 17
    with pytest.raises(Refused, match=r"year에 2027은 없습니다\. 있는 것: 2010, 2015"):
        tiny.ask("context/by_region", year=2027, **context)


def test_a_parameter_without_a_default_must_be_given(tiny: Tiny) -> None:
    with pytest.raises(Refused, match="year"):
        tiny.ask("indicators/total", indicator="jobs")


@pytest.mark.parametrize("year", ["soon", "", "2027.5", 10**40, [2027]])
def test_a_number_that_is_none_is_refused(tiny: Tiny, year: Any) -> None:
    with pytest.raises(Refused, match="정수로 적어"):
        tiny.ask("indicators/total", indicator="jobs", year=year)


def test_text_that_is_not_unicode_is_refused(tiny: Tiny) -> None:
    with pytest.raises(Refused, match="글로 적어"):
        tiny.ask("indicators/total", indicator="\udcff", year=2027)


@pytest.mark.parametrize("text", ["'; drop table progress; --", "jobs' or '1'='1"])
def test_a_parameter_is_bound_and_never_run(tiny: Tiny, text: str) -> None:
    asked = question("indicators/total")
    bound = {"indicator": text, "year": 2027}
    assert answer(asked, tiny.second.cursor(), bound).empty
    assert not tiny.ask("indicators/total", indicator="jobs", year=2027).empty


def test_every_file_under_queries_is_a_question() -> None:
    assert {file.suffix for file in QUERIES.rglob("*") if file.is_file()} == {".sql"}
    for name in NAMES:
        assert ask.__doc__, name


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("indicator", "happiness"),
        ("indicator", "all"),
        ("basis", 18),
        ("model_type", "bank"),
        ("quarter", 5),
    ],
)
def test_a_value_that_the_release_does_not_know_is_refused(
    tiny: Tiny, parameter: str, value: object
) -> None:
    given = {"indicator": "service_users", "year": 2027} | {parameter: value}
    with pytest.raises(Refused) as refusal:
        ask("indicators/by_region", release=tiny.second, **given)
    assert refusal.value.key == "unknown_value"
    assert f"{value}" in refusal.value.say("ko")
