"""Numbers, dates and periods as government briefings write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.wording import (
    as_of_text,
    date_text,
    money_text,
    number_text,
    period_text,
    signed_text,
)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234567, 0, "1,234,567"),
        (0, 0, "0"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),  # not the even neighbour
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),  # as written, not as the machine holds it
        (-0.5, 0, "△1"),
        (-0.04, 1, "0.0"),  # no minus zero
        (-3.25, 1, "△3.3"),
        (12.0, 1, "12.0"),
        (1e15, 0, "1,000,000,000,000,000"),
    ],
)
def test_half_is_rounded_up_and_a_negative_carries_its_mark(
    value: float, decimals: int, written: str
) -> None:
    assert number_text(value, decimals) == written


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT, float("inf")])
def test_nothing_is_a_dash_and_never_a_zero(nothing: object) -> None:
    assert number_text(nothing) == "–"  # type: ignore[arg-type]
    assert signed_text(nothing) == "–"  # type: ignore[arg-type]


def test_money_is_divided_before_it_is_rounded() -> None:
    assert number_text(8_500_000_000, divisor=1_000_000) == "8,500"
    assert number_text(1_499_999, divisor=1_000_000) == "1"
    assert number_text(1_500_000, divisor=1_000_000) == "2"


@pytest.mark.parametrize(
    ("value", "written"),
    [(3.2, "+3.2%p"), (-3.2, "△3.2%p"), (0, "0.0%p"), (-0.01, "0.0%p"), (1234.5, "+1,234.5%p")],
)
def test_a_change_carries_its_sign_and_zero_none(value: float, written: str) -> None:
    assert signed_text(value, 1, "%p") == written


@given(st.decimals(-(10**12), 10**12, places=3), st.integers(0, 2))
def test_a_written_number_is_within_half_a_step_of_its_value(value: Decimal, decimals: int) -> None:
    text = number_text(float(value), decimals)
    read = Decimal(text.replace(",", "").replace("△", "-"))
    assert abs(read - value) <= Decimal(1).scaleb(-decimals) / 2 + Decimal("0.001")


def test_a_day_is_written_as_each_language_does() -> None:
    day = dt.date(2027, 3, 31)
    assert date_text(day) == "2027. 3. 31."
    assert date_text(day, "en") == "31 March 2027"
    assert as_of_text(day) == "기준일: 2027. 3. 31."
    assert as_of_text(day, "en") == "As of 31 March 2027"


@pytest.mark.parametrize(
    ("quarter", "korean", "english"),
    [
        (1, "2028년 1분기", "2028 Q1"),
        (2, "2028년 상반기", "2028 H1"),
        (3, "2028년 1~3분기", "2028 Q1–Q3"),
        (4, "2028년", "2028"),
    ],
)
def test_a_year_to_a_quarter_has_its_name(quarter: int, korean: str, english: str) -> None:
    assert period_text(2028, quarter) == korean
    assert period_text(2028, quarter, "en") == english


@pytest.mark.parametrize(
    ("won", "korean", "english"),
    [
        (8_500_000_000, "85억 원", "KRW 8,500 million"),
        (16_834_000_000, "168.3억 원", "KRW 16,834 million"),
        (100_000_000, "1억 원", "KRW 100 million"),
        (99_960_000, "1억 원", "KRW 100 million"),
        (72_400_000, "72백만 원", "KRW 72 million"),
        (-250_000_000, "△2.5억 원", "KRW △250 million"),
        (600, "600원", "KRW 0 million"),  # small, and yet not nothing
        (0, "0원", "KRW 0 million"),
        (None, "–", "–"),
    ],
)
def test_money_in_a_sentence_is_in_hundred_millions(
    won: int | None, korean: str, english: str
) -> None:
    assert (money_text(won), money_text(won, "en")) == (korean, english)
