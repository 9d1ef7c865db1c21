"""In a browser: each form arrives as a file on one click, and the table in the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from monitor.briefing.files import FORMS, ending
from tests.browser.conftest import STILL, free_port, served_at, serving
from tests.browser.gate import settle
from tests.copying import copied


@pytest.fixture
def page_of_own(browser: Browser, demo_store: Path, tmp_path: Path) -> Iterator[Page]:
    """Open the overview of a store that may be written, its first table unfolded."""
    copied(demo_store, tmp_path / "store")
    command = served_at(free_port())
    with serving(command, {"MONITOR_STORE": str(tmp_path / "store")}, tmp_path / "log") as address:
        context = browser.new_context(
            locale="ko-KR", permissions=["clipboard-read"], reduced_motion=STILL
        )
        page = context.new_page()
        page.goto(address)
        settle(page)
        page.locator("[class*=st-key-fold-attainment] summary").click()
        settle(page)  # a click amid a rerun can be lost
        yield page
        context.close()


def test_each_form_and_the_table_are_taken_on_one_click(page_of_own: Page) -> None:
    page = page_of_own
    starts = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF", "csv": b"\xef\xbb\xbf"}
    for form in FORMS:
        with page.expect_download() as arriving:
            page.locator(f'[class*="st-key-take-{form}-attainment"] button').click()
        file = arriving.value
        assert file.suggested_filename.endswith(f".{ending(form)}")
        assert "_attainment_" in file.suggested_filename
        content = Path(file.path()).read_bytes()
        assert content.startswith(starts.get(ending(form), b"PK"))
        if form == "csv":
            rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
            assert {row["자료 구분"] for row in rows} == {"시연용 가상 자료"}
            assert {row["확인번호"] for row in rows} == {file.suggested_filename[-13:-4]}
    page.locator('[class*="st-key-take-copy-attainment"] button').click()
    page.get_by_text("표를 복사했습니다").wait_for()
    html, text = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const read = async (type) => (await item.getType(type)).text();
          return [await read("text/html"), await read("text/plain")];
        }"""
    )
    assert html.count("<tr>") == 7
    assert "확인번호" in text
    assert "신규 일자리\t명\t" in text
