"""Two replicas behind nginx: what one person does survives the replica that served it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from monitor.access import signed_in
from monitor.access.people import Grant, People
from monitor.store import Store, publish
from tests.acting import LOCAL
from tests.browser.conftest import STILL, chromium
from tests.browser.gate import settle
from tests.copying import copied
from tests.operation.proxied import REPLICAS, Installation, installed
from tests.tiny import Tiny

KIM = "kim.manager"
AS_OF = dt.date(2027, 12, 31)
OTHER = {"first": "second", "second": "first"}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def installation(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Serve a copy of the tiny store by two replicas behind nginx."""
    folder = tmp_path_factory.mktemp("installation")
    store = copied(tiny.store.folder, folder / "store")
    people = People(store / "access")
    people.grant(Grant(LOCAL.account, "운영자", "operator"))
    people.grant(Grant(KIM, "김관리", "manager"))
    with installed(store, folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, installation: Installation) -> Iterator[Page]:
    context = browser.new_context(
        locale="ko-KR",
        viewport={"width": 1280, "height": 1400},
        ignore_https_errors=True,
        reduced_motion=STILL,
    )
    yield context.new_page()
    context.close()


def _served_by(page: Page) -> str:
    (cookie,) = [each for each in page.context.cookies() if each["name"] == "monitor_replica"]
    assert cookie["secure"] and cookie["httpOnly"]
    return str(cookie["value"])


def _wait_until_served_by(page: Page, replica: str) -> None:
    give_up = time.monotonic() + 20
    while _served_by(page) != replica and time.monotonic() < give_up:
        page.wait_for_timeout(50)
    assert _served_by(page) == replica, "the open page finds the other one by itself"
    settle(page)


def _put_aside(page: Page, figure: str) -> None:
    page.locator(f"[class*=st-key-fold-{figure}] summary").click()
    settle(page)
    page.locator(f'[class*="st-key-take-keep-{figure}"] button').click()
    page.get_by_text("보고서에 담았습니다").wait_for()


def _open(page: Page, installation: Installation, path: str = "/", at: str = "") -> None:
    page.context.add_cookies(installation.cookies(KIM, at))
    page.goto(f"{installation.front.address}{path}")
    settle(page)


def test_a_replica_dies_and_nothing_is_lost(installation: Installation, page: Page) -> None:
    _open(page, installation, "/?basis=16")
    _put_aside(page, "money")
    page.get_by_role("link", name="보고서 만들기").click()
    page.get_by_text("1. 재원별 집행액").wait_for()
    title = page.get_by_label("문서 제목")
    title.fill("두 대로 만든 보고")
    title.blur()
    settle(page)
    address, dead = page.url, _served_by(page)
    installation.kill(dead)
    _wait_until_served_by(page, OTHER[dead])
    page.get_by_role("button", name="제목 더하기").click()
    page.get_by_label("제목", exact=True).nth(1).wait_for()
    page.reload()
    settle(page)
    assert page.url == address
    assert "basis=16" in address
    assert page.get_by_label("문서 제목").input_value() == "두 대로 만든 보고"
    assert page.get_by_text("1. 재원별 집행액").is_visible()
    assert page.get_by_text("김관리").is_visible(), "signed in here, signed in there"
    assert _served_by(page) == OTHER[dead]
    # The reader goes on where they are, also when the other one is back.
    installation.start(dead)
    page.get_by_role("link", name="종합 현황").click()
    page.get_by_role("heading", name="종합 현황").wait_for()
    settle(page)
    with page.expect_download() as arriving:
        page.locator("[class*=st-key-fold-money] summary").click()
        settle(page)
        page.locator('[class*="st-key-take-csv-money"] button').click()
    assert Path(arriving.value.path()).read_text("utf-8-sig").startswith("공표,기준일")
    assert _served_by(page) == OTHER[dead]


def test_a_file_reaches_the_replica_that_holds_the_session(
    installation: Installation, page: Page
) -> None:
    _open(page, installation, "/verify", at="second")
    file = {"name": "수치.csv", "mimeType": "text/csv", "buffer": "가,나\n1,2\n".encode()}
    page.locator('input[type="file"]').set_input_files(files=[file])
    page.get_by_text("확인번호가 없습니다").wait_for()
    assert _served_by(page) == "second"


def test_what_one_replica_publishes_both_show(installation: Installation, page: Page) -> None:
    store = Store(installation.store, signed_in(KIM, "127.0.0.1"))
    newest = publish(store, as_of=AS_OF, final=False, publisher="").manifest.release
    for replica in REPLICAS:
        _open(page, installation, f"/dictionary?release={newest}", at=replica)
        assert newest in page.inner_text("body")


def test_who_begins_to_sign_in_at_one_replica_may_end_at_the_other(
    installation: Installation, page: Page
) -> None:
    page.goto(installation.front.address)
    page.get_by_role("button", name="로그인").click()
    page.get_by_placeholder("sub").fill(KIM)
    (cookie,) = [each for each in page.context.cookies() if each["name"] == "monitor_replica"]
    elsewhere = OTHER[cookie["value"]]
    page.context.add_cookies([{**cookie, "value": elsewhere}])
    page.get_by_role("button", name="Authorize").click()
    page.get_by_text("김관리").wait_for()
    assert _served_by(page) == elsewhere
