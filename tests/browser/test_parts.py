"""Every page in the dark, and the parts of a page beside the one that it opens with."""

from __future__ import annotations

from itertools import product

from tests.browser.looking import Looked
from tests.browser.visiting import PAGES, PARTS, Look


class TestParts(Looked):
    """Every page in the dark, and every other part, opened in Korean and turned into English."""

    looks = (
        *(Look(name, "ko", 1280, "dark") for name in PAGES),
        *(
            Look(name, language, 1280, part=part)
            for name, parts in PARTS.items()
            for part, language in product(parts, ("ko", "en"))
        ),
    )
