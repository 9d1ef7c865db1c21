"""Every page as it opens, in both languages and two widths, light and dark."""

from __future__ import annotations

from tests.browser.looking import Looked
from tests.browser.visiting import PAGES, Look


class TestPages(Looked):
    """Every page, opened small in Korean, drawn wide, turned into English, drawn small, dark."""

    looks = tuple(
        Look(name, language, width, colours)
        for name in PAGES
        for language, width, colours in (
            *(("ko", 1280, "light"), ("ko", 1920, "light"), ("en", 1920, "light")),
            *(("en", 1280, "light"), ("ko", 1280, "dark")),
        )
    )
    samples = (Look("model_types", "en", 1920), Look("region_map", "ko", 1280, "dark"))
