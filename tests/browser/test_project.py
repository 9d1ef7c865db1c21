"""A project is looked for in the sidebar, its card opened in the same tab, and printed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gate import overflowing_text, serious_axe_problems, settle

Open = Callable[..., Page]
PATIENCE = 20_000
_PAGES = re.compile(rb"/Type\s*/Page\b")
_BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 (\S+) (\S+)\]")
# How far a sheet's page reaches, once as wide and as small as it is printed, and A4 within margins.
_PRINTED = """() => {
  window.dispatchEvent(new Event('beforeprint'));
  return [...document.querySelectorAll("[class*='st-key-sheet_']")].map((e) => {
    const box = e.getBoundingClientRect();
    const wide = Math.max(...[...e.querySelectorAll('table')].map((t) => t.scrollWidth));
    return [box.width, box.height, e.scrollWidth - e.clientWidth, wide];
  });
}"""
A4 = ((210 - 24) / 25.4 * 96, (297 - 24) / 25.4 * 96)


def test_what_is_typed_into_the_sidebar_leads_to_a_card(open_page: Open) -> None:
    page = open_page("/", language="en", basis="16")
    page.locator(".st-key-search-box input").fill("ㅂㅈ ㅈㅌㄹ")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Project card", timeout=PATIENCE)
    link = page.get_by_role("link", name="봉제 자투리 자원순환 협업망", exact=True)
    expect(link).to_be_visible(timeout=PATIENCE)
    assert "/project?" in page.url
    assert "language=en" in page.url
    link.click()
    expect(page.locator(".st-key-sheet_2")).to_be_visible(timeout=PATIENCE)
    settle(page)
    assert len(page.context.pages) == 1
    assert {"project=2026-SEO-03", "language=en", "basis=16"} <= set(
        page.url.split("?")[1].split("&")
    )


def test_a_name_in_a_list_opens_the_card_and_back_leads_back(open_page: Open) -> None:
    page = open_page("/")
    link = page.get_by_test_id("stTable").get_by_role("link").first
    assert link.get_attribute("target") is None
    name = link.inner_text()
    link.click()
    expect(page.locator(".st-key-sheet_1").get_by_text(name).first).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expect(page.locator("h1")).to_have_text("종합 현황", timeout=PATIENCE)


# The one with most on record, and the one just begun.
@pytest.mark.parametrize("project", ["2026-DJN-02", "2027-BUS-01"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_card_prints_on_two_pages_with_nothing_cut(
    open_page: Open, language: str, project: str
) -> None:
    page = open_page("/project", project=project, language=language)
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        printed = page.pdf(prefer_css_page_size=True)
        assert (width, len(_PAGES.findall(printed))) == (width, 2)
        across, down = map(float, _BOX.findall(printed)[0])
        assert across < down
        page.emulate_media(media="print")
        for wide, high, cut, table in page.evaluate(_PRINTED):
            fits = (wide <= A4[0] + 1, high <= A4[1], cut <= 0)
            assert (width, *fits) == (width, True, True, True)
            assert table <= page.locator(".st-key-sheet_1").evaluate("e => e.clientWidth")
        page.emulate_media(media="null")


@pytest.mark.parametrize("parameters", [{"project": "2026-DJN-02"}, {"search": "서울"}])
def test_card_and_findings_are_sound_to_look_at(
    open_page: Open, parameters: dict[str, str]
) -> None:
    page = open_page("/project", **parameters)
    assert overflowing_text(page) == []
    assert serious_axe_problems(page) == []
