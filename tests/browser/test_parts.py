"""The parts of a page beside the one that it opens with."""

from __future__ import annotations

from tests.browser.looking import Looked
from tests.browser.visiting import PARTS, Look


class TestParts(Looked):
    """Every other part, one after another, in Korean and then in English."""

    looks = tuple(
        Look(name, language, 1280, part=part)
        for name, parts in PARTS.items()
        for language, order in (("ko", parts), ("en", parts[::-1]))
        for part in order
    )
    samples = (Look("evaluation", "ko", 1280, part="what_if"),)
