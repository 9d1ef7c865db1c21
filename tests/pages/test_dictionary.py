"""데이터 사전·공표 이력: every indicator's meaning, every release, what two releases differ in."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

from monitor.store import Store, compare
from pages.shared.view import vocabulary
from tests.pages.reading import Shown, written

Open = Callable[..., Shown]


def test_every_indicator_stands_with_its_definition(open_page: Open) -> None:
    table = open_page("dictionary").tables["indicators"]
    known = vocabulary().indicators.values()
    assert list(table["성과지표"]) == [indicator.name_ko for indicator in known]
    assert list(table["정의"]) == [indicator.definition_ko for indicator in known]


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


def test_a_release_does_not_differ_from_itself(open_page: Open, demonstration: Store) -> None:
    name = demonstration.release().manifest.release
    shown = open_page("dictionary", earlier=name, later=name)
    assert shown.failed == []
    assert "differences" not in shown.tables
