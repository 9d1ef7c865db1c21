"""Differences in words: rows as people name them, numbers and units as a page writes them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from monitor.briefing.again import question_then
from monitor.briefing.altered import Alteration
from monitor.briefing.verdict_words import (
    Difference,
    alteration_table,
    differences,
    recorded_table,
)
from monitor.figures.view import View
from monitor.store import question
from monitor.store.cells import differing_cells
from monitor.store.stamped import Recorded
from monitor.wording import Language, Words
from tests.tiny import Tiny


def _told(
    tiny: Tiny, name: str, change: dict[str, Any], language: Language = "ko", **given: Any
) -> list[Difference]:
    """Tell what a changed last row differs in."""
    asked, frame = question(name), tiny.ask(name, **given)
    recorded = Recorded(name, asked.bind(given), asked.sql, "", frame)
    now = frame.copy()
    for column, value in change.items():
        now[column] = now[column].astype(object)
        now.loc[now.index[-1], column] = value
    view = View(language, tiny.second, 17, dark=False)
    return differences(view, recorded, differing_cells(question_then(recorded), frame, now))


JOBS = {"indicator": "jobs", "year": 2027}


@pytest.mark.parametrize(
    ("language", "row", "column", "by"),
    [("ko", "제주", "실적 (명)", "+3명"), ("en", "Jeju", "Actual (people)", "+3 people")],
)
def test_an_amount_differs_by_its_unit(
    tiny: Tiny, language: Language, row: str, column: str, by: str
) -> None:
    (told,) = _told(tiny, "indicators/by_region", {"actual": 10.0}, language, basis=17, **JOBS)
    assert told == Difference(row, column, "7", "10", by)


def test_a_rate_differs_by_points(tiny: Tiny) -> None:
    (told,) = _told(
        tiny, "budget/by_region", {"execution_rate": 48.5}, year=2027, quarter=4, basis=17
    )
    assert (told.column, told.recorded, told.now, told.by) == (
        "집행률 (%)", "50.0", "48.5", "△1.5%p",
    )  # fmt: skip


def test_numbers_that_round_to_the_same_are_written_as_far_as_they_differ(tiny: Tiny) -> None:
    change = {"execution_rate": 49.9996}
    (told,) = _told(tiny, "budget/by_region", change, year=2027, quarter=4, basis=17)
    assert (told.recorded, told.now, told.by) == ("50.0000", "49.9996", "△0.0004%p")


def test_a_number_that_went_is_a_dash_and_no_difference(tiny: Tiny) -> None:
    (told,) = _told(tiny, "indicators/by_region", {"actual": None}, basis=17, **JOBS)
    assert (told.recorded, told.now, told.by) == ("7", "–", "")


def test_a_row_of_a_year_says_so_and_a_code_is_its_name(tiny: Tiny) -> None:
    given = {"indicator": "jobs", "quarter": 4}
    (told,) = _told(tiny, "indicators/years_total", {"actual": 1.0}, **given)
    assert told.row == "연도 2027"
    change = {"absence": "withheld"}
    (told,) = _told(tiny, "indicators/by_region", change, basis=17, **JOBS)
    assert (told.row, told.recorded, told.now) == ("제주", "–", "비공개")


def test_a_row_that_is_new_or_gone_is_told_whole(tiny: Tiny) -> None:
    asked = question("budget/by_region")
    given = {"year": 2027, "quarter": 4, "basis": 17}
    frame = tiny.ask(asked.name, **given)
    recorded = Recorded(asked.name, given, asked.sql, "", frame)
    view = View("ko", tiny.second, 17, dark=False)
    gone = differences(view, recorded, differing_cells(asked, frame, frame.iloc[:-1]))
    assert [(each.row, each.recorded, each.now) for each in gone] == [("제주", "행 있음", "–")]


def test_a_recorded_answer_is_written_as_a_page_writes_it(tiny: Tiny) -> None:
    asked = question("indicators/years_total")
    given = asked.bind({"indicator": "jobs", "quarter": 4})
    frame = pd.DataFrame(tiny.ask(asked.name, indicator="jobs", quarter=4))
    told = recorded_table(View("ko", tiny.second, 17, dark=False),
                          Recorded(asked.name, given, asked.sql, "", frame))  # fmt: skip
    assert told.columns["연도"] == ["2026", "2027"]  # no thousands in a year
    assert told.columns["실적 (명)"] == ["27", "35"]
    assert "실적 (명)" in told.numeric


def test_digits_of_a_chart_are_rounded_as_far_as_they_tell_apart() -> None:
    told = Alteration("altered", "chart", "45.5555555", "달성률", "37.80423666", "37.81423666")
    table = alteration_table(Words("ko"), [told]).columns
    assert table["자리"] == ["차트 · 45.6 · 달성률"]
    assert (table["기록"], table["파일"]) == (["37.80"], ["37.81"])
