"""A report as rhwp lays it out and draws it: a program that is neither ours nor the library's."""

from __future__ import annotations

import re

import pytest

from monitor.briefing.report import write_report
from monitor.wording import LANGUAGES, Language, Words
from tests.briefing.exhibits import RELEASE, sample_document, sample_exhibit
from tests.briefing.pages import pages, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())

A4 = (794, 1123)


def letters(page: str) -> str:
    """Return the text of a page without spaces, as it is drawn letter by letter."""
    return "".join("".join(re.findall(r"<text[^>]*>([^<]*)</text>", page)).split())


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def drawn(language: Language) -> list[str]:
    exhibits = [sample_exhibit(language), sample_exhibit(language, code="AJCV-Q89J")]
    return pages(write_report(sample_document(language, exhibits=exhibits), {}))


def test_every_page_is_a4_marked_as_made_up_and_numbered(
    drawn: list[str], language: Language
) -> None:
    mark = "".join(Words(language)("common.demonstration").split())
    for number, page in enumerate(drawn, start=1):
        size = re.search(r'width="([\d.]+)" height="([\d.]+)"', page)
        assert size is not None
        assert (round(float(size[1])), round(float(size[2]))) == A4
        assert mark in letters(page)
        assert f"-{number}-" in letters(page)


def test_what_the_report_says_is_drawn(drawn: list[str], language: Language) -> None:
    said = "".join(map(letters, drawn))
    exhibit = sample_exhibit(language)
    for text in (exhibit.title, exhibit.code, "AJCV-Q89J", *exhibit.columns, RELEASE):
        assert "".join(text.split()) in said
    for mark in ("Ⅰ.", "□", "○", "※"):
        assert mark in said


def test_bars_of_the_chart_and_rules_of_the_table_are_drawn(drawn: list[str]) -> None:
    exhibit = sample_exhibit()
    assert exhibit.chart is not None
    native = exhibit.chart.native
    colour = native.series[0].colour.lower()  # type: ignore[union-attr]
    bars = re.findall(rf'<rect[^>]*fill="{colour}"', "".join(drawn).lower())
    assert len(bars) >= len(native.series[0].values) - 1  # type: ignore[union-attr]


def test_nothing_is_drawn_below_the_number_of_the_page(drawn: list[str]) -> None:
    for page in drawn:
        lowest = max(float(y) for y in re.findall(r'<text[^>]* y="([\d.]+)"', page))
        assert lowest < A4[1] - 15
