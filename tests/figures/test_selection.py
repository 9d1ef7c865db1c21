"""Figures of 선정 follow their choices, name the register, and do without any call."""

from __future__ import annotations

import pytest

from monitor.figures.register import figure_named, figures
from monitor.figures.view import View
from monitor.wording import Refused
from tests.spreading import Spreading
from tests.tiny import Tiny

OF_SELECTION = [name for name in figures() if name.startswith("selection/")]


@pytest.fixture(scope="module")
def view(spreading: Spreading) -> View:
    return View("ko", spreading.second, 17, dark=False)


@pytest.mark.parametrize("name", [*OF_SELECTION, "spread/awards", "spread/meetings"])
def test_what_the_ministry_keeps_names_its_register(view: View, name: str) -> None:
    drawn = figure_named(name)(view)
    source = drawn.chart.source if drawn.chart else drawn.source
    assert source.startswith("자료: 행정안전부 사업 대장")


@pytest.mark.parametrize("name", OF_SELECTION)
def test_a_call_that_does_not_exist_is_refused(view: View, name: str) -> None:
    with pytest.raises(Refused, match="C99"):
        figure_named(name)(view, call="C99")


@pytest.mark.parametrize("name", OF_SELECTION)
def test_a_release_without_calls_draws_nothing(tiny: Tiny, name: str) -> None:
    drawn = figure_named(name)(View("ko", tiny.store.release(), 17, dark=False))
    assert drawn.chart is None
    assert drawn.nothing or not len(drawn.numbers.raw)


def test_a_list_of_all_calls_names_the_call_of_each(view: View) -> None:
    listed = figure_named("selection/applications")
    assert "공모" in listed(view).numbers.columns
    assert "공모" not in listed(view, call="C1").numbers.columns
