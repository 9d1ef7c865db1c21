"""데이터 사전·공표 이력: every indicator's meaning, every release, what two releases differ in."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from urllib.parse import parse_qsl

import pandas as pd

from monitor.figures.view import vocabulary
from monitor.store import Store, compare
from tests.pages.reading import Shown, written

Open = Callable[..., Shown]


def test_every_indicator_stands_with_its_definition(open_page: Open) -> None:
    table = open_page("dictionary").tables["indicators"]
    known = vocabulary().indicators.values()
    assert list(table["성과지표"]) == [indicator.name_ko for indicator in known]
    assert list(table["정의"]) == [indicator.definition_ko for indicator in known]


def test_what_the_programme_is_points_at_pages_that_understand_the_address(
    open_page: Open,
) -> None:
    shown = open_page("dictionary").tables["facts"]
    facts = vocabulary().rows("programme_facts")
    assert list(shown["사업의 내용"]) == [row["statement_ko"] for row in facts]
    for page, address in sorted({(row["page"], row["address"]) for row in facts}):
        opened = open_page(page, **dict(parse_qsl(address)))
        assert opened.failed == []
        assert not opened.app.info, f"{page}?{address} was not understood"


def test_english_definitions_are_english(open_page: Open) -> None:
    table = open_page("dictionary", language="en").tables["indicators"]
    known = vocabulary().indicators.values()
    assert list(table["Definition"]) == [indicator.definition_en for indicator in known]


def test_every_release_stands_with_its_digest(open_page: Open, demonstration: Store) -> None:
    table = open_page("dictionary").tables["releases"]
    manifests = [release.manifest for release in demonstration.releases()]
    assert list(table["공표"]) == [manifest.release for manifest in manifests]
    assert list(table["내용 해시값"]) == [manifest.content_digest[:12] for manifest in manifests]


def test_any_two_releases_can_be_compared(open_page: Open, demonstration: Store) -> None:
    shown = open_page("dictionary")
    for earlier, later in permutations(demonstration.releases(), 2):
        shown.follow(earlier=earlier.manifest.release, later=later.manifest.release)
        assert shown.failed == []


def test_what_differs_is_what_comparing_says(open_page: Open, demonstration: Store) -> None:
    later, earlier = demonstration.releases()[:2]
    shown = open_page("dictionary", earlier=earlier.manifest.release, later=later.manifest.release)
    found = compare(earlier, later)
    found = found[found["region"].isna()]
    table = shown.tables["differences"]
    assert len(found)
    assert list(table["이후 공표의 값"]) == [
        written(row.indicator, row.later) for row in found.itertuples()
    ]


def test_a_release_is_not_compared_with_itself(open_page: Open, demonstration: Store) -> None:
    name = demonstration.release().manifest.release
    shown = open_page("dictionary", earlier=name, later=name)
    assert (shown.failed, "differences" in shown.tables) == ([], False)
    assert any("같은 공표를 두 번 골랐습니다" in text for text in shown.texts)


def test_two_releases_are_compared_in_order_of_time(open_page: Open, demonstration: Store) -> None:
    newer, older = (release.manifest.release for release in demonstration.releases()[:2])
    right = open_page("dictionary", earlier=older, later=newer)
    turned = open_page("dictionary", earlier=newer, later=older)
    assert turned.tables["differences"].equals(right.tables["differences"])
    assert any("날짜 순으로 바꾸어" in text for text in turned.texts)
    assert not any("날짜 순으로 바꾸어" in text for text in right.texts)


def test_a_rate_differs_by_points_and_not_by_percent(open_page: Open, demonstration: Store) -> None:
    found: set[str] = set()
    releases = demonstration.releases()
    for older, newer in ((releases[2], releases[1]), (releases[1], releases[0])):
        names = {"earlier": older.manifest.release, "later": newer.manifest.release}
        shown = open_page("dictionary", **names)
        differences = compare(older, newer)
        differences = differences[differences["region"].isna()]
        texts = shown.tables["differences"]["증감률 (비율은 %p·점·일)"]
        for row, text in zip(differences.itertuples(), texts, strict=True):
            unit = vocabulary().indicators[row.indicator].unit
            if vocabulary().indicators[row.indicator].is_rate:
                assert pd.isna(row.difference_percent)
                found.add(unit)
                assert text.endswith({"percent": "%p", "point": "점", "day": "일"}[unit])
            else:
                assert text == "–" or text.endswith("%")
    assert "percent" in found


def test_an_indicator_stands_with_source_frequency_baseline_and_weight(open_page: Open) -> None:
    names = ("indicators", "reporting")
    korean = open_page("dictionary").tables
    rows = [korean[name].set_index("성과지표").loc["신규 일자리"] for name in names]
    row = pd.concat(rows)
    told = [row[name] for name in ("주기", "기준값", "목표", "평가 비중", "출처")]
    assert told == ["분기", "0에서 시작", "연간", "10", "고용보험 확인"]
    for name in names:
        english = open_page("dictionary", language="en").tables[name]
        hangul = english.map(lambda text: any("가" <= letter <= "힣" for letter in text))
        assert not hangul.any().any()


def test_a_whole_digest_can_be_copied(open_page: Open, demonstration: Store) -> None:
    (code,) = open_page("dictionary").app.code
    for release in demonstration.releases():
        assert f"{release.manifest.release}  {release.manifest.content_digest}" in code.value
