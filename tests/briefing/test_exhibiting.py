"""A figure on its way out says everything that a file must say, and has a code of its own."""

from __future__ import annotations

import re

import pytest

from monitor.briefing.exhibiting import Wanted, exhibit, exhibits
from monitor.figures import overview, region_map, year_on_year
from monitor.figures import spread_models as spread
from monitor.figures.register import figures
from monitor.figures.view import View
from monitor.store import Store
from monitor.store.stamped import stamped
from monitor.wording import LANGUAGES, Language, Refused
from tests.figures.choosing import choices_for


@pytest.fixture
def view(demonstration: Store) -> View:
    return View("ko", demonstration.release(), 17, dark=True)


def test_an_exhibit_says_where_its_numbers_are_from(store: Store, view: View) -> None:
    shown = exhibit(store.ledger, view, overview.attainment, year=2028)
    assert shown.title == "핵심 지표 달성률, 2028년 상반기"
    assert shown.unit == "%"
    assert shown.source == ("자료: 시·도 제출 자료 · 기준일: 2028. 6. 30. (잠정)",)
    assert shown.is_demonstration
    assert [answer.question for answer in shown.answers] == ["programme/key_indicators"]
    assert len(shown.typed) == len(next(iter(shown.columns.values())))


def test_its_picture_is_light_and_carries_the_code(store: Store, view: View) -> None:
    shown = exhibit(store.ledger, view, overview.attainment, year=2028)
    assert shown.chart is not None
    written = [text["text"] for text in shown.chart.parts["layout"]["annotations"]]
    assert any(f"확인번호: {shown.code}" in text for text in written)
    assert shown.chart.parts["layout"]["font"]["color"] == "#1e2124"
    again = overview.attainment(view, year=2028).chart
    assert again is not None
    assert shown.code not in str(again.parts["layout"]["annotations"])


def test_the_same_figure_has_the_same_code_and_another_year_another(
    store: Store, view: View
) -> None:
    codes = [
        exhibit(store.ledger, view, overview.attainment, year=year).code
        for year in (2028, 2028, 2027)
    ]
    assert codes[0] == codes[1] != codes[2]


def test_every_figure_of_the_register_can_leave_with_plain_texts(store: Store, view: View) -> None:
    every = [Wanted(figure, choices_for(view, figure)) for figure in figures().values()]
    drawn = [(each, each.figure(view, **each.choices)) for each in every]
    empty = [each for each, found in drawn if not (found.heading and len(found.numbers.raw))]
    assert len(empty) < len(every) / 10
    wanted = [each for each in every if each not in empty]
    out = exhibits(store.ledger, view, wanted)
    assert len({each.code for each in out}) == len(wanted)
    named = {stamped(store.ledger, each.code).figure for each in out}
    assert named == {each.figure.name for each in wanted}
    for each in empty:
        with pytest.raises(Refused, match="내보낼 숫자가 없습니다"):
            exhibits(store.ledger, view, [each])
    for each in out:
        texts = [text for column in each.columns.values() for text in column]
        assert not any("](/" in text or "\\" in text for text in texts)
        assert not any("<br>" in line for line in each.source)


def test_what_is_looked_at_is_said_where_it_is_not_everything(store: Store, view: View) -> None:
    every = exhibit(store.ledger, view, spread.models, year=2028)
    assert not any(note.startswith("조건") for note in every.notes)
    here = exhibit(
        store.ledger, view, year_on_year.years, year=2028, indicator="jobs", region="jeju"
    )
    assert here.notes[0] == "조건: 시·도 제주"
    assert "성과지표 신규 일자리" in here.conditions


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"subject": "jobs", "measure": "attainment"}, "성과지표 신규 일자리; 보기 달성률"),
        ({"subject": "population", "layer": "context", "measure": "change"}, "지역 여건 총인구"),
    ],
)
def test_a_map_says_what_it_shows_of_which_subject(
    store: Store, view: View, choices: dict[str, str], said: str
) -> None:
    year = 2025 if "layer" in choices else 2028
    shown = exhibit(store.ledger, view, region_map.province_map, year=year, **choices)
    assert said in shown.conditions


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leaves_names_everything_in_words(
    store: Store, demonstration: Store, language: Language
) -> None:
    view = View(language, demonstration.release(), 17, dark=False)
    for name in ("evaluation/by-region", "progress/slip-region", "region_map/own"):
        figure = figures()[name]
        typed = exhibit(store.ledger, view, figure, **choices_for(view, figure)).typed
        said = {*map(str, typed), *(text for text in typed.stack() if isinstance(text, str))}
        assert not {text for text in said if re.fullmatch("[a-z_]+", text)}, name
