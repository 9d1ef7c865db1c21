"""A browser for figures alone: it finds plotly, our font and our stub, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import plotly
import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import chromium

ROOT = Path(__file__).resolve().parents[2]
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
FONTS = "static/pretendard-1.3.9"


@pytest.fixture(scope="module")
def paper() -> Iterator[Page]:
    """Open a page on which figures are drawn, one after the other."""
    with chromium() as browser:
        page = browser.new_page()
        page.route("**/*", _answer)
        page.goto("http://figure.test/")
        yield page


def _answer(route: Route) -> None:
    path = route.request.url.split("figure.test/")[-1]
    if path == "":
        route.fulfill(content_type="text/html", body=_document())
    elif path == "plotly.js":
        route.fulfill(content_type="text/javascript", body=PLOTLY.read_text(encoding="utf-8"))
    elif path.startswith(("static/", "app/static/")):
        route.fulfill(path=ROOT / path.removeprefix("app/"))
    else:
        route.abort()


def _document() -> str:
    return (
        f"<!doctype html><html lang=ko><link rel=stylesheet href='{FONTS}/pretendard.css'>"
        "<script src='plotly.js'></script><body style='margin:0'><div id=figure></div>"
    )
