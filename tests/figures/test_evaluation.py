"""Figures of the evaluation: where nothing was evaluated, and what names what is not there."""

from __future__ import annotations

import pytest

from monitor.figures.evaluation_chosen import Chosen
from monitor.figures.files import file_table
from monitor.figures.register import Choice, figure_named, figures
from monitor.figures.view import View
from monitor.store import Store
from monitor.wording import Refused
from tests.figures.choosing import choices_for
from tests.tiny import Tiny

NAMES = sorted(name for name in figures() if name.startswith("evaluation/"))
# The flow runs up to a year, whether that was evaluated or not.
OF_A_YEAR = [
    name for name in NAMES if "year" in figure_named(name).choices and name != "evaluation/flow"
]


@pytest.fixture(scope="module")
def korean(demonstration: Store) -> View:
    return View("ko", demonstration.release(), 17, dark=False)


def _drawn_of(view: View, name: str, **more: Choice) -> tuple[bool, str]:
    """Return whether there is something to see, and else why not."""
    shown = figure_named(name)
    drawn = shown(view, **{key: value for key, value in more.items() if key in shown.choices})
    return drawn.chart is not None or len(drawn.numbers.raw) > 0, drawn.nothing


@pytest.mark.parametrize("name", OF_A_YEAR)
def test_a_year_that_is_not_evaluated_says_so(korean: View, name: str) -> None:
    asked = choices_for(korean, figure_named(name)) | {"year": korean.manifest.last_year}
    seen, why = _drawn_of(korean, name, **asked)
    assert not seen
    assert why.endswith(("다.", "오."))


@pytest.mark.parametrize("name", NAMES)
def test_a_release_before_any_evaluation_says_so(tiny: Tiny, name: str) -> None:
    view = View("ko", tiny.store.release(), 17, dark=False)
    project = view.ask("project/all")["project"].iloc[0]
    year = view.manifest.last_year
    seen, why = _drawn_of(view, name, year=year, programme_year=1, project=project)
    assert not seen
    assert why


@pytest.mark.parametrize("name", NAMES)
def test_every_release_is_drawn_on_every_basis(demonstration: Store, name: str) -> None:
    for release in demonstration.releases():
        for basis in (16, 17):
            view = View("en", release, basis, dark=False)
            seen, why = _drawn_of(view, name, **choices_for(view, figure_named(name)))
            assert seen or why


def test_a_criterion_that_nobody_knows_is_refused(korean: View) -> None:
    with pytest.raises(Refused) as caught:
        figure_named("evaluation/movers")(korean, year=2027, criterion="beauty")
    assert caught.value.key == "unknown_value"


def test_the_file_of_what_would_change_holds_every_project(korean: View) -> None:
    drawn = figure_named("evaluation/what_if")(korean, year=2027, weights="2_plan:60 2_outcome:0")
    everything = korean.ask("evaluation/results", **Chosen(2027).on(17))
    rows = {len(column) for column in drawn.numbers.columns.values()}
    assert rows == {len(drawn.numbers.raw)} == {len(everything)}


def test_scores_of_replaced_sheets_are_taken_along_too(korean: View) -> None:
    results = korean.ask("evaluation/results", **Chosen(2027).on(17))
    project = str(results.loc[results["corrected"] > 0, "project"].iloc[0])
    every = figure_named("evaluation/scores")(korean, year=2027, project=project)
    current = figure_named("evaluation/sheet-matrix")(korean, year=2027, project=project)
    assert len(every.numbers.raw) > len(current.numbers.raw)
    assert "대체됨" in " ".join(every.numbers.columns["반영 여부"])


def test_a_file_names_the_project_and_the_weights_that_it_was_made_for(korean: View) -> None:
    scores = figure_named("evaluation/scores")(korean, year=2027, project="2026-GAN-03")
    assert "사업번호 2026-GAN-03" in file_table(korean, scores.numbers.raw)["조건"].iloc[0]
    supposed = figure_named("evaluation/what_if")(korean, year=2027, weights="2_plan:60")
    assert "바꾼 배점 2_plan:60" in file_table(korean, supposed.numbers.raw)["조건"].iloc[0]
    movers = figure_named("evaluation/movers")(korean, year=2027, criterion="plan")
    assert "평가 기준 계획의 충실성" in file_table(korean, movers.numbers.raw)["조건"].iloc[0]
