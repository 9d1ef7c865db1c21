"""Every page as it opens, in both languages and two widths."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Page

from tests.browser.looking import Looked
from tests.browser.visiting import PAGES, Look, Visiting, visit


class TestPages(Looked):
    """Every page, opened in Korean in a small window, drawn wide, turned into English, drawn small.

    What opens in English is the same, as is what opens in the window that another was drawn to.
    """

    looks = tuple(
        Look(name, language, width)
        for name in PAGES
        for language, width in (("ko", 1280), ("ko", 1920), ("en", 1920), ("en", 1280))
    )

    def test_a_page_that_was_turned_is_as_one_that_opens_so(
        self, visiting: Visiting, tab: Page, server: str
    ) -> None:
        for name, width in (("overview", 1280), ("model_types", 1920)):
            look = Look(name, "en", width)
            turned, opened = visiting(look), visit(tab, server, [look])[look]
            assert replace(turned, **_MEASURED) == replace(opened, **_MEASURED)


# What is not said of the page: its frames' weight, and what one width alone is asked for.
_MEASURED = {"bytes_received": 0, "axe": None, "foreign_fonts": None}
