"""Every page as a reader opens it: both languages, two widths, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

import pytest
from playwright.sync_api import Page

from monitor.store import Store
from monitor.wording import Words
from tests.browser.conftest import RequestsWatch
from tests.browser.visiting import LOOKS, Look, Visiting, visit

looks = pytest.mark.parametrize("look", LOOKS, ids=str)
LARGEST = 500_000


@pytest.fixture(scope="module")
def watch(server: str) -> RequestsWatch:
    return RequestsWatch(server)


@pytest.fixture(scope="module")
def visiting(tab: Page, server: str, watch: RequestsWatch) -> Iterator[Visiting]:
    """Return a function that visits a page once and remembers what it found."""
    with watch.over(tab):
        yield cache(partial(visit, tab, server))


def words(look: Look) -> Words:
    return Words("en" if look.language == "en" else "ko")


@looks
def test_a_link_leads_to_its_page(visiting: Visiting, look: Look) -> None:
    assert visiting(look).heading == words(look)(f"{look.name}.title")


@looks
def test_the_document_is_in_the_language_it_says(visiting: Visiting, look: Look) -> None:
    assert visiting(look).language == look.language


@looks
def test_the_tab_is_named_in_the_language(visiting: Visiting, look: Look) -> None:
    assert visiting(look).title == words(look)("app.title")


@looks
def test_made_up_data_are_marked(visiting: Visiting, look: Look) -> None:
    assert words(look)("common.demonstration") in visiting(look).text


@looks
def test_only_our_font_draws_text(visiting: Visiting, look: Look) -> None:
    assert visiting(look).foreign_fonts == []


@looks
def test_every_figure_has_alternative_text(visiting: Visiting, look: Look) -> None:
    assert visiting(look).without_alternative_text == []


@looks
def test_axe_finds_no_serious_problem(visiting: Visiting, look: Look) -> None:
    assert visiting(look).axe == []


@looks
def test_no_text_is_cut_or_overlaps(visiting: Visiting, look: Look) -> None:
    assert visiting(look).overflowing == []


@pytest.mark.parametrize("look", [look for look in LOOKS if look.language == "ko"], ids=str)
def test_a_korean_page_is_korean(visiting: Visiting, demonstration: Store, look: Look) -> None:
    # The names and digests of releases are the same in every language; senders name their files.
    manifests = [release.manifest for release in demonstration.releases()]
    names = " ".join(f"{m.release} {m.content_digest[:12]}" for m in manifests)
    names += " ".join(demonstration.ledger.submissions()["file_name"])
    spared = set(re.findall(r"[A-Za-z]{3,}", names))
    assert [w for w in visiting(look).english if w.split(" ")[0] not in spared] == []


@looks
def test_the_console_is_quiet(visiting: Visiting, look: Look) -> None:
    assert visiting(look).console == []


@looks
def test_a_page_is_light(visiting: Visiting, look: Look) -> None:
    assert 0 < visiting(look).bytes_received <= LARGEST


def test_no_page_asks_another_host(visiting: Visiting, watch: RequestsWatch) -> None:
    for look in LOOKS:
        visiting(look)
    assert watch.strangers() == []
