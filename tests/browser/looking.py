"""What every page must pass as a reader opens it; which pages and how is a test file's to say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Page

from monitor.store import Store
from monitor.wording import Words
from tests.browser.conftest import RequestsWatch
from tests.browser.visiting import Look, Visit, Visiting, is_for_axe, is_for_fonts, visit

LARGEST = 500_000
# What is not said of the page: its frames' weight, and what one width alone is asked for.
_UNLIKE: Any = {"bytes_received": 0, "axe": None, "foreign_fonts": None}


def words(look: Look) -> Words:
    return Words("en" if look.language == "en" else "ko")


class Looked:
    """The tests of one file's looks; each page is visited once and asked for all of them.

    A worker takes a whole file: looks stand in several, so that two workers can look at once.
    """

    looks: ClassVar[Sequence[Look]]
    # Some that are turned to, to be compared with what opens so.
    samples: ClassVar[Sequence[Look]]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Ask each test that looks at one page of every look of its file."""
        if "look" in metafunc.fixturenames:
            name = metafunc.function.__name__
            asked = [look for look in self.looks if self._is_asked(name, look)]
            metafunc.parametrize("look", asked, ids=str)

    def _is_asked(self, name: str, look: Look) -> bool:
        """Tell whether a test asks for a look; what no width changes is asked for in one width."""
        if "korean" in name:
            return look.language == "ko"
        if "axe" in name:
            return is_for_axe(look, self.looks)
        return "font" not in name or is_for_fonts(look, self.looks)

    @pytest.fixture(scope="class")
    @classmethod
    def watch(cls, server: str) -> RequestsWatch:
        return RequestsWatch(server)

    @pytest.fixture(scope="class")
    @classmethod
    def visiting(cls, tab: Page, server: str, watch: RequestsWatch) -> Iterator[Visiting]:
        """Return a function that visits a page once and remembers what each look at it found."""

        @cache
        def visits(opened: Look) -> dict[Look, Visit]:
            return visit(tab, server, [look for look in cls.looks if look.opened == opened])

        with watch.over(tab):
            yield lambda look: visits(look.opened)[look]

    @pytest.fixture(scope="class")
    @classmethod
    def spared(cls, demonstration: Store) -> set[str]:
        """Return the Latin words of the demonstration that are the same in every language.

        Releases have names and digests; senders name their files; the audit names accounts,
        machines and what was done to what by its id.
        """
        manifests = [release.manifest for release in demonstration.releases()]
        names = " ".join(f"{m.release} {m.content_digest[:12]}" for m in manifests)
        names += " ".join(demonstration.ledger.submissions()["file_name"])
        audited = demonstration.actor.audit.entries()[["account", "address", "on"]]
        names += " ".join(audited.to_numpy().ravel())
        return set(re.findall(r"[A-Za-z]{3,}", names))

    def test_a_link_leads_to_its_page(self, visiting: Visiting, look: Look) -> None:
        assert visiting(look).heading == words(look)(f"{look.name}.title")

    def test_the_document_is_in_the_language_it_says(self, visiting: Visiting, look: Look) -> None:
        assert visiting(look).language == look.language

    def test_the_tab_is_named_in_the_language(self, visiting: Visiting, look: Look) -> None:
        assert visiting(look).title == words(look)("app.title")

    def test_made_up_data_are_marked(self, visiting: Visiting, look: Look) -> None:
        assert words(look)("common.demonstration") in visiting(look).text

    def test_only_our_font_draws_text(self, visiting: Visiting, look: Look) -> None:
        assert visiting(look).foreign_fonts == []

    def test_every_figure_has_alternative_text(self, visiting: Visiting, look: Look) -> None:
        assert visiting(look).without_alternative_text == []

    def test_axe_finds_no_serious_problem(self, visiting: Visiting, look: Look) -> None:
        assert visiting(look).axe == []

    def test_no_text_is_cut_or_overlaps(self, visiting: Visiting, look: Look) -> None:
        assert visiting(look).overflowing == []

    def test_a_korean_page_is_korean(
        self, visiting: Visiting, spared: set[str], look: Look
    ) -> None:
        left = [w for w in visiting(look).english if w.split(" ")[0] not in spared]
        assert [w for w in left if not re.match(r"[a-f]+ in ", w)] == []  # a piece of a digest

    def test_the_console_is_quiet(self, visiting: Visiting, look: Look) -> None:
        assert visiting(look).console == []

    def test_a_page_is_light(self, visiting: Visiting, look: Look) -> None:
        assert 0 < visiting(look).bytes_received <= LARGEST

    def test_a_page_that_was_turned_is_as_one_that_opens_so(
        self, visiting: Visiting, tab: Page, server: str
    ) -> None:
        for look in self.samples:
            turned, opened = visiting(look), visit(tab, server, [look])[look]
            assert replace(turned, **_UNLIKE) == replace(opened, **_UNLIKE)

    def test_no_page_asks_another_host(self, visiting: Visiting, watch: RequestsWatch) -> None:
        for look in self.looks:
            visiting(look)
        assert watch.strangers() == []
