"""Sentences of a figure are written from its numbers: by rule, in 개조식, nothing said twice."""

from __future__ import annotations

import pytest

from monitor.briefing.exhibiting import Wanted, exhibit, exhibits
from monitor.briefing.telling import sentences_of
from monitor.figures.register import figure_named, figures
from monitor.figures.view import View
from monitor.store import Release, Store
from monitor.wording import Language
from tests.figures.choosing import choices_for


def _told(
    store: Store, release: Release, language: Language, name: str, **choices: str
) -> list[str]:
    view = View(language, release, 17, dark=False)
    shown = figure_named(name)
    out = exhibit(store.ledger, view, shown, **choices_for(view, shown))
    return [text for _, text in sentences_of(view, out)]


def test_the_title_stands_first_and_the_finding_below_it(store: Store, newest: Release) -> None:
    told = _told(store, newest, "ko", "overview/attainment")
    assert told == [
        "핵심 지표 달성률, 2028년 상반기",
        "최고는 이용자 만족도 98.4%, 최저는 서비스 이용자 수 37.8%",
    ]


def test_what_rose_and_fell_most_comes_from_the_answer(store: Store, newest: Release) -> None:
    told = _told(store, newest, "ko", "region_map/map")
    assert told[2] == (
        "전년 같은 기간 대비 증감은 광주 +176.4%로 가장 높고, 제주 △66.0%로 가장 낮음"
    )


def test_a_table_says_how_long_it_is(store: Store, newest: Release) -> None:
    assert (
        _told(store, newest, "en", "overview/attention")[1]
        == "19\N{NO-BREAK SPACE}rows in the list"
    )


def test_what_the_finding_has_said_is_not_said_again(store: Store, newest: Release) -> None:
    told = _told(store, newest, "ko", "year_on_year/years")
    assert told == [
        "서비스 이용자 수, 전국",
        "2026년 상반기 0, 2027년 상반기 16,607, 2028년 상반기 26,262 (+58.1%) (단위: 명)",
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_sentence_of_a_briefing_ends_like_speech(
    store: Store, newest: Release, language: Language
) -> None:
    # What the first project of the demonstration has none of cannot leave the house.
    view = View(language, newest, 17, dark=False)
    wanted = [Wanted(each, choices_for(view, each)) for each in figures().values()]
    drawn = [(each, each.figure(view, **each.choices)) for each in wanted]
    leaving = [each for each, found in drawn if found.heading and len(found.numbers.raw)]
    for out in exhibits(store.ledger, view, leaving):
        for _, text in sentences_of(view, out):
            assert not text.rstrip(".").endswith(("니다", "어요", "세요")), (out.figure, text)
            assert "nan" not in text and "None" not in text, (out.figure, text)
            assert ".0분기" not in text, (out.figure, text)
