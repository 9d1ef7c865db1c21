"""Every page as it opens, in both languages and two widths."""

from __future__ import annotations

from itertools import product

from tests.browser.looking import Looked
from tests.browser.visiting import PAGES, Look


class TestPages(Looked):
    """Every page as it opens."""

    looks = tuple(Look(*look) for look in product(PAGES, ("ko", "en"), (1280, 1920)))
