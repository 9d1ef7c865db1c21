"""What a figure was narrowed to is named: in its heading, and in the rows of its file."""

from __future__ import annotations

import pytest

from monitor.figures.files import file_table
from monitor.figures.register import Figure, figure_named, figures
from monitor.figures.view import View
from monitor.store import Store
from tests.figures.choosing import choices_for

OF_MODEL = [name for name in figures() if "model" in figure_named(name).choices]


@pytest.fixture(scope="module")
def korean(demonstration: Store) -> View:
    return View("ko", demonstration.release(), 17, dark=False)


def _named(view: View, shown: Figure, choice: str, value: str, name: str) -> tuple[bool, bool]:
    """Return whether a choice changes a figure's numbers, and whether its heading names it."""
    given = choices_for(view, shown)
    everything, chosen = shown(view, **given), shown(view, **given | {choice: value})
    changes = not chosen.numbers.raw.equals(everything.numbers.raw)
    return changes and bool(chosen.heading), name in chosen.heading


@pytest.mark.parametrize(
    ("choice", "value", "name"),
    [("region", "gangwon", "강원"), ("model_type", "revitalisation", "지역활성화")],
)
def test_a_heading_names_the_province_or_type_whose_numbers_it_heads(
    korean: View, choice: str, value: str, name: str
) -> None:
    taking = [shown for shown in figures().values() if choice in shown.choices]
    found = {shown.name: _named(korean, shown, choice, value, name) for shown in taking}
    unnamed = [figure for figure, (narrowed, is_named) in found.items() if narrowed > is_named]
    assert sum(narrowed for narrowed, _ in found.values()) > 20
    assert not unnamed


def test_a_heading_names_the_model_that_it_is_narrowed_to(korean: View) -> None:
    model = str(korean.ask("spread/events", model="all")["model"].iloc[0])
    headings = [
        figure_named(name)(korean, **choices_for(korean, figure_named(name)) | {"model": model})
        for name in OF_MODEL
    ]
    assert headings
    assert all(", ①" in drawn.heading or ", ②" in drawn.heading for drawn in headings)


def test_nothing_is_named_where_everything_is_shown(korean: View) -> None:
    assert korean.narrowed("연계 목록") == "연계 목록"
    assert korean.narrowed("연계 목록", "busan", "living_service") == "연계 목록, 부산, 생활서비스"


def test_a_file_of_one_province_names_it_in_every_row(korean: View) -> None:
    narrowed = figure_named("linkage/ministry-flow")(korean, year=2028, region="busan")
    table = file_table(korean, narrowed.numbers.raw)
    assert set(table["시·도"]) == {"부산"}
    everywhere = figure_named("linkage/ministry-flow")(korean, year=2028)
    assert set(file_table(korean, everywhere.numbers.raw)["시·도"]) == {"전국"}


def test_a_total_of_all_types_is_called_as_on_the_screen(korean: View) -> None:
    drawn = figure_named("linkage/ministry-flow")(korean, year=2028, region="busan")
    shown, filed = drawn.numbers.columns["모델 유형"], file_table(korean, drawn.numbers.raw)
    totals = [text == "계" for text in shown]
    assert any(totals)
    assert [text == "계" for text in filed["모델 유형"]] == totals


def test_a_total_of_all_sources_of_funds_is_called_so(korean: View) -> None:
    drawn = figure_named("progress/forecast")(korean, year=korean.manifest.last_year)
    assert file_table(korean, drawn.numbers.raw)["재원"].tolist()[-1] == "전체 재원"


def test_what_only_marks_a_place_in_all_of_them_is_registered_so(korean: View) -> None:
    marking = [name for name, shown in figures().items() if "region" in shown.marking]
    assert "region_map/map" in marking
    for name in marking:
        shown = figure_named(name)
        given = choices_for(korean, shown)
        everything, marked = shown(korean, **given), shown(korean, **given | {"region": "busan"})
        assert marked.numbers.raw.equals(everything.numbers.raw), name
