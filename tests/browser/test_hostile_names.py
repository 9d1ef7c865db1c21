"""Names that would be markup, script or formulas: no script runs, and they are read as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from monitor.access import Grant, People
from tests.browser.conftest import STILL, chromium, free_port
from tests.browser.gate import settle
from tests.hardening.signed_in import SignedIn, identity, signed_in_server
from tests.tiny import Tiny

HOSTILE = (
    '<img src=x onerror="window.hit=1">**굵게** [가](javascript:window.hit=1) $x^2$ :red[빨강]'
)
ACCOUNT = "<script>window.hit=1</script>"
PAGES = ("overview", "access", "submissions")


@pytest.fixture(scope="module")
def office(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedIn]:
    folder = tmp_path_factory.mktemp("hostile")
    store = Path(shutil.copytree(tiny.store.folder, folder / "store"))
    with signed_in_server(store, folder, free_port()) as server:
        people = People(store / "access")
        for role in ("manager", "operator"):
            people.grant(Grant("hostile", HOSTILE, role))
        people.grant(Grant(ACCOUNT, f"{HOSTILE}2", "viewer"))
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def _signed_in(browser: Browser, office: SignedIn, account: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion=STILL)
    name, _, value = identity(account, origin=office.origin).partition("=")
    context.add_cookies([{"name": name, "value": value, "url": office.origin}])
    return context.new_page()


def test_hostile_names_are_read_as_they_are_on_every_page(
    browser: Browser, office: SignedIn
) -> None:
    page = _signed_in(browser, office, "hostile")
    for name in PAGES:
        address = "" if name == "overview" else name
        page.goto(f"{office.origin}/{address}?search={HOSTILE}&code={ACCOUNT}")
        settle(page)
        assert page.evaluate("window.hit") is None
        assert page.locator('img[src="x"], a[href^="javascript"]').count() == 0
        assert HOSTILE in page.inner_text("section[data-testid=stSidebar]").replace("\n", " ")


def test_a_hostile_account_without_a_role_is_shown_as_it_is(
    browser: Browser, office: SignedIn
) -> None:
    page = _signed_in(browser, office, f"{ACCOUNT}{HOSTILE}")
    page.goto(office.origin)
    page.get_by_text("역할이 없습니다").wait_for()
    assert page.evaluate("window.hit") is None
    expect(page.locator("body")).to_contain_text(ACCOUNT)
    assert page.locator('img[src="x"]').count() == 0
