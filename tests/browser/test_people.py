"""What a person does with the dashboard: chooses, clicks, switches, goes back, exports."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import free_port, served_at, serving
from tests.browser.gate import settle

Open = Callable[..., Page]


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a row of buttons or of a list."""
    row = page.get_by_role("radiogroup", name=label, exact=True)
    if row.count():
        row.get_by_role("radio", name=option, exact=True).click()
    else:
        box = page.get_by_role("combobox", name=label, exact=True)
        box.scroll_into_view_if_needed()
        page.wait_for_timeout(150)  # a list closes while the page still scrolls
        box.click()
        page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def address(page: Page) -> str:
    return page.evaluate("() => decodeURIComponent(location.search)")  # type: ignore[no-any-return]


def figure(page: Page, place: int) -> Locator:
    return page.locator("[data-testid='stPlotlyChart']").nth(place)


def click_text(page: Page, drawn: Locator, text: str) -> None:
    """Click where a figure writes a text."""
    label = drawn.locator("svg text", has_text=re.compile(text)).first
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(100)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def open_table(page: Page, place: int) -> Locator:
    """Unfold the table under a figure; return it."""
    fold = page.locator("[data-testid='stExpander']", has_text="표로 보기").nth(place)
    fold.locator("summary").click()
    table = fold.locator("table")
    expect(table).to_be_visible()
    return table


def column(table: Locator, heading: str) -> list[str]:
    headings = [text.strip() for text in table.locator("thead th").all_inner_texts()]
    place = next(n for n, text in enumerate(headings, 1) if text.startswith(heading))
    return [t.strip() for t in table.locator(f"tbody td:nth-child({place})").all_inner_texts()]


def tile(page: Page, label: str) -> str:
    metric = page.locator("[data-testid='stMetric']", has_text=label).first
    return metric.locator("[data-testid='stMetricValue']").inner_text()


# ── the map ──────────────────────────────────────────────────────────────────────────────────────


def test_each_click_on_map_or_tiles_opens_another_province(open_page: Open) -> None:
    page = open_page("/region_map")
    for place, text, region, name in (
        (0, "^강원", "gangwon", "강원특별자치도"),
        (1, "^부산", "busan", "부산광역시"),
        (0, "^충북", "chungbuk", "충청북도"),
        (1, "^강원", "gangwon", "강원특별자치도"),
    ):
        click_text(page, figure(page, place), text)
        expect(page.get_by_role("heading", name=f"{name} 자세히")).to_be_visible()
        expect(page).to_have_url(re.compile(f"region={region}"))
        settle(page)


def test_a_click_is_answered_beside_the_map(open_page: Open) -> None:
    page = open_page("/region_map", year="2027", indicator="jobs")
    page.set_viewport_size({"width": 1280, "height": 900})
    click_text(page, figure(page, 1), "^제주")
    line = page.get_by_text("고른 시·도: 제주특별자치도")
    expect(line).to_be_visible()
    page.get_by_role("link", name="자세히 보기").click()
    expect(page.get_by_role("heading", name="제주특별자치도 자세히")).to_be_in_viewport()
    expect(page).to_have_url(re.compile("region=jeju"))


def test_the_list_below_follows_a_click_and_chooses_after_it(open_page: Open) -> None:
    page = open_page("/region_map")
    click_text(page, figure(page, 1), "^제주")
    expect(page).to_have_url(re.compile("region=jeju"))
    expect(page.get_by_role("combobox", name="시·도", exact=True)).to_have_value("제주")
    settle(page)
    choose(page, "시·도", "대구")
    expect(page.get_by_role("heading", name="대구광역시 자세히")).to_be_visible()
    expect(page).to_have_url(re.compile("region=daegu"))


def test_the_merged_province_stands_once_and_totals_stay(open_page: Open) -> None:
    page = open_page("/region_map", indicator="jobs", year="2027")

    def total() -> int:
        texts = column(page.locator("[data-testid='stExpander'] table").first, "실적")
        return sum(int(text.replace(",", "")) for text in texts if text[0].isdigit())

    open_table(page, 0)
    apart = total()
    choose(page, "시·도 기준", "16개")
    table = page.locator("[data-testid='stExpander'] table").first
    expect(table).to_be_visible()
    provinces = column(table, "시·도")
    assert (provinces.count("전남광주"), len(provinces)) == (1, 16)
    assert total() == apart > 0


# ── the frame ────────────────────────────────────────────────────────────────────────────────────


def test_the_language_is_switched_without_loading_anew(open_page: Open) -> None:
    page = open_page("/model_types", year="2027", indicator="jobs")
    page.evaluate("() => { window.stayed = true }")
    choose(page, "언어", "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Model types")
    assert page.evaluate("() => window.stayed")
    assert {"year=2027", "indicator=jobs", "language=en"} <= set(address(page)[1:].split("&"))


def test_another_release_shows_other_figures(open_page: Open) -> None:
    page = open_page("/")
    before = tile(page, "국비 배정액")
    choose(page, "공표", "2026. 12. 31. 기준 (확정)")
    assert (before, tile(page, "국비 배정액")) == ("10,030", "8,500")


def test_back_returns_to_the_choice_before(open_page: Open) -> None:
    page = open_page("/", year="2027")
    before = tile(page, "국비 배정액")
    choose(page, "기간", "2026년")
    assert tile(page, "국비 배정액") == "8,500" != before
    page.go_back()
    page.wait_for_timeout(300)
    settle(page)
    assert ("year=2027" in address(page), tile(page, "국비 배정액")) == (True, before)


def test_another_page_keeps_language_release_and_basis(open_page: Open) -> None:
    page = open_page("/", language="en", basis="16", release="2027-12-31-final-2")
    page.get_by_role("link", name="Model types").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Model types")
    settle(page)
    kept = {"language=en", "basis=16", "release=2027-12-31-final-2"}
    assert kept <= set(address(page)[1:].split("&"))


def test_another_page_keeps_what_was_chosen(open_page: Open) -> None:
    page = open_page("/region_map")
    choose(page, "기간", "2027년")
    choose(page, "성과지표", "신규 일자리")
    click_text(page, figure(page, 1), "^제주")
    expect(page).to_have_url(re.compile("region=jeju"))
    settle(page)
    page.get_by_role("link", name="연차 비교").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("연차 비교")
    settle(page)
    kept = {"year=2027", "indicator=jobs", "region=jeju"}
    assert kept <= set(address(page)[1:].split("&"))
    assert figure(page, 0).locator(".gtitle").text_content() == "신규 일자리, 제주"
    page.get_by_role("link", name="지역 지도").click()
    expect(page.get_by_role("heading", name="제주특별자치도 자세히")).to_be_visible()


def test_an_unknown_page_is_answered_in_korean(open_page: Open) -> None:
    page = open_page("/no_such_page")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("이 없어 종합 현황을 보입니다.")
    assert not re.search("[A-Za-z]{4}", dialog.inner_text().replace("no_such_page", ""))


def test_a_link_is_the_first_thing_a_new_server_is_asked_for(
    demo_store: Path, browser: Browser, tmp_path: Path
) -> None:
    command = served_at(free_port())
    with serving(command, {"MONITOR_STORE": str(demo_store)}, tmp_path / "log.txt") as address:
        page = browser.new_page()
        page.goto(f"{address}/year_on_year?language=en&year=2027&indicator=jobs&region=busan")
        settle(page)
        assert page.locator("h1").inner_text() == "Year on year"
        assert {"year=2027", "region=busan"} <= set(page.url.split("?")[1].split("&"))
        page.close()


# ── the keyboard ─────────────────────────────────────────────────────────────────────────────────

_FOCUS = """() => {
  const e = document.activeElement, group = e.closest('[role="radiogroup"]');
  return (group || e).getAttribute('aria-label') || e.textContent.trim();
}"""
_OUTLINE = "() => getComputedStyle(document.activeElement).outlineWidth"


def test_the_keyboard_reaches_every_filter_and_is_seen(open_page: Open) -> None:
    page = open_page("/year_on_year")
    reached = set()
    for step in range(1, 31):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(_FOCUS))
        if step == 2:
            assert page.evaluate(_OUTLINE) == "2px"
    assert {"공표", "시·도 기준", "언어", "기간", "성과지표", "모델 유형", "시·도"} <= reached


def test_the_keyboard_chooses(open_page: Open) -> None:
    page = open_page("/", year="2028")
    page.get_by_role("radiogroup", name="기간").get_by_role("radio", name="2028년 상반기").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("year=2027"))


# ── numbers, exports ─────────────────────────────────────────────────────────────────────────────


def test_the_table_shows_the_numbers_of_its_figure_to_the_right(open_page: Open) -> None:
    page = open_page("/", year="2027")
    drawn = {text.strip() for text in figure(page, 0).locator("svg text").all_text_contents()}
    table = open_table(page, 0)
    told = {f"{text}%" for text in column(table, "달성률")}
    assert told <= drawn
    cell = table.locator("tbody td").nth(2)
    assert cell.evaluate("(cell) => getComputedStyle(cell).textAlign") == "right"
