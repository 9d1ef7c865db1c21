"""Every page as it opens, in both languages and two widths."""

from __future__ import annotations

from tests.browser.looking import Looked
from tests.browser.visiting import PAGES, Look


class TestPages(Looked):
    """Every page, opened in Korean and small, drawn wide, turned into English, drawn small."""

    looks = tuple(
        Look(name, language, width)
        for name in PAGES
        for language, width in (("ko", 1280), ("ko", 1920), ("en", 1920), ("en", 1280))
    )
    samples = (Look("overview", "en", 1280), Look("model_types", "en", 1920))
