"""Every page as it opens, in both languages and two widths."""

from __future__ import annotations

from itertools import product

from tests.browser.looking import Looked
from tests.browser.visiting import PAGES, Look


class TestPages(Looked):
    """Every page, opened in a small window that is then drawn wide, or the other way round."""

    looks = (
        *(Look(*look) for look in product(PAGES, ("ko",), (1280, 1920))),
        *(Look(*look) for look in product(PAGES, ("en",), (1920, 1280))),
    )
