"""Every registered figure is drawn without a browser, and says which answers it stands on."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from monitor.figures.memory import listening
from monitor.figures.register import Figure, figure_named, figures
from monitor.figures.view import View
from monitor.store import Store
from monitor.wording import Refused
from tests.figures.choosing import choices_for

NAMES = sorted(figures())


@pytest.fixture(scope="session")
def korean(demonstration: Store) -> View:
    return View("ko", demonstration.release(), 17, dark=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_drawn_from_its_view_and_choices_alone(korean: View, name: str) -> None:
    shown = figure_named(name)
    drawn = shown(korean, **choices_for(korean, shown))
    assert len(drawn.heading) > 2
    assert drawn.chart is not None or len(drawn.numbers.raw) or drawn.nothing


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_names_the_same_answers_whether_just_drawn_or_remembered(
    korean: View, name: str
) -> None:
    shown = figure_named(name)
    given = choices_for(korean, shown)
    with listening() as first:
        shown(korean, **given)
    with listening() as again:
        shown(korean, **given)
    asked = [(a.attrs["question"], a.attrs["parameters"]) for a in first]
    assert asked
    assert asked == [(a.attrs["question"], a.attrs["parameters"]) for a in again]


@pytest.mark.parametrize("name", NAMES)
def test_a_figures_choices_are_texts_and_whole_numbers(name: str) -> None:
    kinds = {inspect.Parameter.KEYWORD_ONLY}
    for choice in figure_named(name).choices.values():
        assert choice.kind in kinds
        assert choice.annotation in ("str", "int", "Measure", "Method")


def test_an_unknown_figure_or_choice_is_refused(korean: View) -> None:
    def refused(call: Any) -> str:
        with pytest.raises(Refused) as caught:
            call()
        return caught.value.say("ko")

    attainment: Figure = figure_named("overview/attainment")
    assert "그림 overview/none" in refused(lambda: figure_named("overview/none"))
    assert "colour" in refused(lambda: attainment(korean, year=2027, colour="red"))
    assert "year" in refused(lambda: attainment(korean))
