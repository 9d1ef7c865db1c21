"""A manager publishes in the dashboard, and everybody has the release without a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from monitor.store import Store
from monitor.wording import Words
from tests.acting import LOCAL
from tests.browser.conftest import free_port, served_at, serving
from tests.browser.gate import settle
from tests.copying import copied
from tests.making import send, value
from tests.tiny import S1, Tiny

Open = Callable[..., Page]
WORDS = Words("ko")
NEW = "2027. 12. 31. 기준 (잠정)"


@pytest.fixture(scope="module")
def ministry(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a copy of the tiny store in which a correction was accepted since."""
    store = Store(copied(tiny.store.folder, tmp_path_factory.mktemp("publish") / "store"), LOCAL)
    send(
        store.ledger, "seoul", "2027Q4", received="2028-03-01",
        project=[S1], observation=[value("S1", "jobs", 2026, 4, 7)],
    )  # fmt: skip
    return store


@pytest.fixture(scope="module")
def server(ministry: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard on that store."""
    command = served_at(free_port())
    log = tmp_path_factory.mktemp("publish server") / "log.txt"
    with serving(command, {"MONITOR_STORE": str(ministry.folder)}, log) as address:
        yield address


def _offered(tab: Page) -> list[str]:
    """Return the releases that the sidebar offers."""
    box = tab.get_by_role("combobox", name=WORDS("app.release"), exact=True)
    box.scroll_into_view_if_needed()
    tab.wait_for_timeout(150)  # a list closes while the page still scrolls
    box.click()
    expect(tab.get_by_role("option")).not_to_have_count(0)
    options = tab.get_by_role("option").all_inner_texts()
    tab.keyboard.press("Escape")
    return [option.strip() for option in options]


def test_a_manager_publishes_and_everybody_has_the_release(
    open_page: Open, ministry: Store, server: str
) -> None:
    page = open_page("/submissions", task="publish", as_of="2027-12-31")
    other = page.context.new_page()  # somebody who has the dashboard open meanwhile
    other.goto(f"{server}/dictionary")
    settle(other)
    assert NEW not in _offered(other)

    page.bring_to_front()  # a tab behind another draws once a second
    name = page.get_by_label(WORDS("submissions.who"), exact=True)
    name.fill("박관리")
    name.press("Enter")
    settle(page)
    page.get_by_role("button", name=WORDS("publish.look")).click()
    goes_out = WORDS("publish.send_out", as_of="2027. 12. 31.", state=WORDS("release.provisional"))
    page.get_by_role("button", name=goes_out).click(timeout=30_000)
    page.get_by_role("button", name=WORDS("publish.yes"), exact=True).dblclick()
    said = page.locator('[data-testid="stAlert"]')
    expect(said).to_contain_text("2027-12-31-provisional-3", timeout=30_000)
    settle(page)
    assert len(ministry.releases()) == 3  # a second click publishes nothing again
    assert ministry.release().manifest.published_by == "박관리"

    said.get_by_role("link").click()
    page.wait_for_url("**/?release=2027-12-31-provisional-3**")
    settle(page)
    expect(page.locator('[data-testid="stMain"]')).to_contain_text("2027. 12. 31. · 잠정")
    other.bring_to_front()
    other.locator('[data-testid="stSidebarNavLink"]').first.click()
    settle(other)
    assert NEW in _offered(other)
    other.close()
