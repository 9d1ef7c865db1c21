"""A cell of any content becomes a value or a finding, never an exception."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.intake.form import Form
from monitor.intake.tabulating.normalising import CellProblem, Normaliser, plain_text
from tests.intake.books import vocabulary

NORMALISER = Normaliser(vocabulary())
COLUMNS = Form(vocabulary()).columns
BY_KIND = {column.kind: column for column in COLUMNS}
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=250),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["", " ", "서울", "국비", "=1+1", "#REF!", "1,234", "１２", "-", "∞", "½"]),
)


def _value(kind: str, raw: Any) -> Any:
    return NORMALISER.value(BY_KIND[kind], raw)


@given(raw=CELLS, column=st.sampled_from(COLUMNS))
def test_any_cell_is_a_value_or_a_problem(raw: Any, column: Any) -> None:
    try:
        value = NORMALISER.value(column, raw)
    except CellProblem:
        return
    assert value is None or isinstance(value, str | int | float | dt.date)
    assert not (isinstance(value, float) and not math.isfinite(value))


@given(raw=CELLS, column=st.sampled_from(COLUMNS))
def test_a_value_that_was_read_reads_as_itself(raw: Any, column: Any) -> None:
    try:
        value = NORMALISER.value(column, raw)
    except CellProblem:
        return
    assert NORMALISER.value(column, value) == value


@given(st.text())
def test_plain_text_is_plain_already(text: str) -> None:
    plain = plain_text(text)
    assert plain_text(plain) == plain
    assert plain == plain.strip()
    assert "\n" not in plain and "  " not in plain


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_survives_every_way_of_writing_it(number: int) -> None:
    for written in (number, float(number), f"{number}", f"{number:,}", f" {number:,} "):
        assert _value("integer", written) == number


@given(st.floats(min_value=-1e12, max_value=1e12).map(lambda number: round(number, 3)))
def test_a_decimal_survives_being_written_as_text(number: float) -> None:
    assert _value("number", f"{number:.3f}") == pytest.approx(number)


@given(st.dates(), st.times())
def test_a_day_survives_every_way_of_writing_it(day: dt.date, time: dt.time) -> None:
    for written in (day, dt.datetime.combine(day, time), day.isoformat(), f" {day} "):
        assert _value("date", written) == day


@pytest.mark.parametrize(
    "written", ["1,5", "1,23", "12,34,567", "1.2.3", "1_000", "1e3", "0x10", "½", "--1", "inf"]
)
def test_a_number_in_doubt_is_no_number(written: str) -> None:
    with pytest.raises(CellProblem, match="not_a_number"):
        _value("number", written)


def test_a_project_number_typed_as_a_number_is_kept_as_it_was_typed() -> None:
    assert _value("identifier", 2026001.0) == "2026001"


@pytest.mark.parametrize("invisible", ["\x00", "\x07", "\u200b", "\u202e", "\ufeff"])
def test_what_cannot_be_seen_is_not_let_in(invisible: str) -> None:
    with pytest.raises(CellProblem, match="control_character"):
        _value("text", f"가{invisible}나")


def test_a_number_beyond_what_a_computer_counts_is_told_apart() -> None:
    with pytest.raises(CellProblem, match="too_large"):
        _value("won", 1e300)
    with pytest.raises(CellProblem, match="too_small"):
        _value("won", -1e300)
