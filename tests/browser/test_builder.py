"""In a browser: two figures of two pages become a Hancom report that verifies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from monitor.briefing.contents import contents
from monitor.briefing.verify_file import verify_file
from monitor.store import Store
from tests.acting import LOCAL
from tests.browser.conftest import STILL, free_port, served_at, serving
from tests.browser.gate import settle
from tests.copying import copied


@pytest.fixture
def store(demo_store: Path, tmp_path: Path) -> Store:
    """Return a copy of the demonstration store that may be written."""
    return Store(copied(demo_store, tmp_path / "store"), LOCAL)


@pytest.fixture
def page(browser: Browser, store: Store, tmp_path: Path) -> Iterator[Page]:
    command = served_at(free_port())
    with serving(command, {"MONITOR_STORE": str(store.folder)}, tmp_path / "log") as address:
        context = browser.new_context(
            locale="ko-KR", viewport={"width": 1280, "height": 1400}, reduced_motion=STILL
        )
        page = context.new_page()
        page.goto(address)
        settle(page)
        yield page
        context.close()


def _put_aside(page: Page, figure: str) -> None:
    page.locator(f"[class*=st-key-fold-{figure}] summary").click()
    settle(page)
    page.locator(f'[class*="st-key-take-keep-{figure}"] button').click()
    page.get_by_text("보고서에 담았습니다").wait_for()


def test_figures_of_two_pages_become_a_report_that_verifies(page: Page, store: Store) -> None:
    _put_aside(page, "money")
    page.get_by_role("link", name="연차 비교").click()
    page.get_by_role("heading", name="연차 비교").wait_for()
    settle(page)
    _put_aside(page, "years")
    page.get_by_role("link", name="보고서 만들기").click()
    page.get_by_text("2. 서비스 이용자 수, 전국").wait_for()
    # From the keyboard the second figure moves under the other heading, then before the first.
    for _ in range(2):
        settle(page)
        last = page.locator('[class*="st-key-entry-"]').last
        last.get_by_role("button", name="위로").focus()
        page.keyboard.press("Enter")
    page.get_by_text("1. 서비스 이용자 수, 전국").wait_for()
    page.get_by_text("문장과 그림").first.click()
    sentences = page.get_by_label("문장", exact=True)
    sentences.fill("□ 이용자가 늘어남\n○ <b>시·도</b> 대부분에서 늘어남")
    sentences.blur()
    page.get_by_role("button", name="자동 문장으로").wait_for()
    page.get_by_role("button", name="이 공표로 만들기").click()
    with page.expect_download() as arriving:
        page.get_by_role("button", name="내려받기:").click()
    name, content = arriving.value.suggested_filename, Path(arriving.value.path()).read_bytes()
    assert name.startswith("사회연대경제_혁신모델_추진_현황_2028-06-30-provisional-3_")
    said = [row for part in contents(content, name).parts for row in part.rows]
    assert any("<b>시·도</b> 대부분에서 늘어남" in cell for row in said for cell in row)
    file = store.folder.parent / "report.hwpx"
    file.write_bytes(content)
    assert verify_file(store, file).is_exact
