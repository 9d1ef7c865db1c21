"""What comes out of the printer: each page is printed once, from a light and a dark screen."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page

from tests.browser.conftest import ROOT, RequestsWatch, empty
from tests.browser.gate import settle

SCREENSHOTS = ROOT / "screenshots"  # the printed pages in grey, to be looked at
FIGURES = "[data-testid='stPlotlyChart'] >> visible=true"
CLICKED = ("stSidebar", "stButtonGroup", "stSelectbox", "stDownloadButton")
DRAWN = ("overview", "region_map", "model_types", "year_on_year")

_LOOSE_HEADINGS = """() => [...document.querySelectorAll('[data-testid="stElementContainer"]')]
  .filter((e) => e.querySelector('h2, h3') && getComputedStyle(e).breakAfter !== 'avoid')
  .map((e) => e.textContent)"""
_TABLES = "() => [...document.querySelectorAll('table')].map((e) => getComputedStyle(e).display)"


@dataclass(frozen=True)
class Printed:
    """What was found on a page as it is printed."""

    figures_on_screen: int
    figures: list[FloatRect]
    clicked: list[str]
    greys_of_titles: dict[str, tuple[int, int]]
    loose_headings: list[str]
    tables: set[str]
    top: float
    first_figure: FloatRect | None


Printing = Callable[[str, str], Printed]


def print_page(tab: Page, server: str, name: str, colours: str) -> Printed:
    """Open a page on a light or dark screen, print it and note what is found."""
    page = empty(tab, width=1280, height=900, colours=colours)
    page.goto(f"{server}/{'' if name == 'overview' else name}")
    settle(page)
    figures_on_screen = page.locator(FIGURES).count()
    page.emulate_media(media="print")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
    SCREENSHOTS.mkdir(exist_ok=True)
    picture.save(SCREENSHOTS / f"print-{name}-{colours}.png")
    titles = page.locator("[data-testid='stPlotlyChart'] .gtitle").all()
    figures = [box_of(each) for each in page.locator(FIGURES).all()]
    clicked = [kind for kind in CLICKED if is_seen(page, kind)]
    greys = {each.text_content() or "": greys_of(picture, box_of(each)) for each in titles}
    # A browser that is about to print says so, and the page measures itself.
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    return Printed(
        figures_on_screen,
        figures,
        clicked,
        greys,
        loose_headings=page.evaluate(_LOOSE_HEADINGS),
        tables=set(page.evaluate(_TABLES)),
        top=box_of(page.locator("[data-testid='stMainBlockContainer']"))["y"],
        first_figure=box_of(page.locator(FIGURES).first) if figures else None,
    )


def box_of(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box is not None
    return box


def is_seen(page: Page, kind: str) -> bool:
    return page.locator(f"[data-testid='{kind}'] >> visible=true").count() > 0


def greys_of(picture: Image.Image, box: FloatRect) -> tuple[int, int]:
    """Return the darkest and the lightest grey within a box."""
    left, top = round(box["x"]), round(box["y"])
    part = picture.crop((left, top, left + round(box["width"]), top + round(box["height"])))
    greys: Any = part.getextrema()
    return greys[0], greys[1]


@pytest.fixture(scope="module")
def printing(tab: Page, server: str) -> Iterator[Printing]:
    """Return a function that prints a page once and remembers what it found."""
    watch = RequestsWatch(server)
    with watch.over(tab):
        yield cache(partial(print_page, tab, server))
    assert watch.strangers() == []


@pytest.mark.parametrize("name", DRAWN)
def test_print_keeps_the_figures_and_leaves_out_what_is_for_clicking(
    printing: Printing, name: str
) -> None:
    page = printing(name, "light")
    assert (len(page.figures), page.clicked) == (page.figures_on_screen, [])
    assert page.figures


def test_print_keeps_side_by_side_what_stands_side_by_side(printing: Printing) -> None:
    left, right = printing("region_map", "light").figures[:2]
    assert left["x"] + left["width"] <= right["x"]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", DRAWN)
def test_figures_print_dark_on_white_from_either_screen(
    printing: Printing, name: str, colours: str
) -> None:
    page = printing(name, colours)
    assert page.greys_of_titles
    for title, (darkest, lightest) in page.greys_of_titles.items():
        assert (darkest < 90, lightest > 240) == (True, True), title


def test_the_map_is_printed_on_the_page_of_its_heading(printing: Printing) -> None:
    page = printing("region_map", "light")
    assert page.first_figure is not None
    end = page.first_figure["y"] + page.first_figure["height"] - page.top
    assert end < (210 - 2 * 12) / 25.4 * 96


@pytest.mark.parametrize("name", ["overview", "region_map", "dictionary"])
def test_no_heading_is_printed_away_from_what_it_heads(printing: Printing, name: str) -> None:
    page = printing(name, "light")
    assert (page.loose_headings, page.tables) == ([], {"table"})
