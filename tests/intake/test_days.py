"""A day, a year and a quarter are read however they are written, or refused."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.intake.tabulating.cells import CellProblem
from monitor.intake.tabulating.days import day, quarter_of, year_of
from tests.intake.books import vocabulary

KNOWN_RULES = {row["rule"] for row in vocabulary().rows("normalising_rules")}
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(DAYS)
def test_a_day_survives_every_way_of_writing_it(when: dt.date) -> None:
    y, m, d = when.year, when.month, when.day
    short = f"{y % 100:02d}"
    serial = (when - dt.date(1899, 12, 30)).days
    for written in (
        when, dt.datetime(y, m, d, 9), when.isoformat(), f"{y}-{m}-{d}", f"{y}.{m}.{d}.",
        f"{y}. {m}. {d}", f"{y}/{m:02d}/{d:02d}", f"'{short}.{m}.{d}", f"’{short}. {m}. {d}.",
        f"‘{short}-{m}-{d}", f"{short}.{m}.{d}.", f"{y}{m:02d}{d:02d}", float(f"{y}{m:02d}{d:02d}"),
        f"{y}년 {m}월 {d}일", f"{short}년{m}월{d}일", serial, float(serial), f"{when} 00:00:00",
        f"{y}. {m}. {d}.(월)",
    ):  # fmt: skip
        assert day(written).value == when


@given(DAYS)
def test_a_month_is_its_first_day_for_a_start_and_its_last_for_an_end(when: dt.date) -> None:
    y, m = when.year, when.month
    after = dt.date(y + m // 12, m % 12 + 1, 1)
    for written in (
        f"{y}-{m:02d}",
        f"{y}.{m}",
        f"{y}년 {m}월",
        f"'{y % 100:02d}.{m}월",
        f"{y}/{m}",
    ):
        assert day(written, "planned_start").value == when.replace(day=1)
        assert day(written, "actual_end").value == after - dt.timedelta(days=1)
        with pytest.raises(CellProblem, match="month_only"):
            day(written, "stopped_on")


@pytest.mark.parametrize(
    "written",
    [
        "봄", "2027-13-01", "2027-02-29", "2027.3.32", "27.3", "3.31", "03/04/27", "3/31/2027",
        "31-03-2027", "2027.3.31~4.30", "2027년", "1분기", "27-3-31", "20271331", "2027-3-",
        27.4, 2027, 1, -46112, 46112.5, 1e300, float("nan"), float("inf"), True, dt.time(1),
    ],
)  # fmt: skip
def test_a_day_in_doubt_is_no_day(written: Any) -> None:
    with pytest.raises(CellProblem, match="not_a_date"):
        day(written, "planned_end")


@given(st.integers(2000, 2099), st.integers(1, 4))
def test_a_quarter_survives_every_way_of_writing_it(year: int, quarter: int) -> None:
    short = f"{year % 100:02d}"
    for written in (
        f"{quarter}Q", f"Q{quarter}", f"{quarter}분기", f"{quarter}/4분기", f"{quarter}/4",
        f"제{quarter}분기", f"{quarter}q", f"{quarter * 3}월",
    ):  # fmt: skip
        read = quarter_of(written)
        assert read is not None and (read.value, read.year) == (quarter, None)
    for written in (f"{year}-{quarter}Q", f"{year}Q{quarter}", f"{year}년 {quarter}분기",
                    f"{year}.{quarter}/4", f"'{short}.{quarter}Q", f"{year}년{quarter}/4분기",
                    f"'{short}.{quarter * 3}월", f"{year}.{quarter * 3 - 2}"):  # fmt: skip
        read = quarter_of(written)
        assert read is not None and (read.value, read.year) == (quarter, year), written


@pytest.mark.parametrize(
    "written", ["", "4", "상반기", "13월", "0월", "27.3", "Q", "1/3", "1분기~2분기"]
)
def test_what_is_no_quarter_is_left_to_be_read_as_a_number(written: str) -> None:
    assert quarter_of(written) is None


@pytest.mark.parametrize(
    ("written", "year"),
    [("2027년", 2027), ("2027년도", 2027), ("'27", 2027), ("27년", 2027), ("FY2027", 2027),
     ("27", None), ("제27년", None), ("207", None)],
)  # fmt: skip
def test_a_year_is_read_with_its_word(written: str, year: int | None) -> None:
    read = year_of(written)
    assert (read.value if read else None) == year


@given(st.text("0123456789.-/'’년월일분기Q제() ", max_size=14))
def test_whatever_is_written_is_read_by_known_rules_or_refused(written: str) -> None:
    for field in ("planned_start", "planned_end", "stopped_on"):
        with suppress(CellProblem):
            read = day(written, field)
            assert isinstance(read.value, dt.date) and set(read.rules) <= KNOWN_RULES
    for rule in (quarter_of, year_of):
        found = rule(written.strip())
        assert found is None or (isinstance(found.value, int) and set(found.rules) <= KNOWN_RULES)
