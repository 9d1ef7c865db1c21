"""Figures of 추진·예산 follow their choices, and say where there is nothing."""

from __future__ import annotations

import pytest

from monitor.figures.register import figure_named
from monitor.figures.view import View
from monitor.wording import Refused
from tests.paced import Paced
from tests.tiny import Tiny


@pytest.fixture(scope="module")
def view(paced: Paced) -> View:
    return View("ko", paced.release, 17, dark=False)


def test_the_gantt_shows_cohorts_of_the_whole_and_projects_of_a_province(view: View) -> None:
    gantt = figure_named("progress/gantt")
    assert "사업 수" in gantt(view).numbers.columns
    assert set(gantt(view, region="seoul").numbers.raw["project"]) == {"A", "C"}


def test_what_is_left_of_one_source_is_drawn_and_an_invented_source_refused(view: View) -> None:
    year_end = figure_named("progress/year-end")
    assert "지방비" in year_end(view, funding_source="local").heading
    with pytest.raises(Refused, match="lottery"):
        year_end(view, funding_source="lottery")


def test_where_nothing_was_reported_a_reason_is_given(tiny: Tiny) -> None:
    without_community = View("ko", tiny.store.release(), 17, dark=False)
    drawn = figure_named("progress/gantt")(without_community, model_type="community")
    assert (drawn.chart, drawn.nothing) == (None, "고른 조건에는 진행 중인 사업이 없습니다.")
    drawn = figure_named("progress/sources")(without_community, year=2027, model_type="community")
    assert (drawn.chart, drawn.nothing) == (None, "고른 조건에는 보고된 예산이 없습니다.")
