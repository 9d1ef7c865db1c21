"""An officer gets from a template to an accepted submission, and from a spoilt file to a good one.

The desk stands on a store of its own, since here people write.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from monitor.store import Store
from tests.acting import LOCAL
from tests.browser.conftest import free_port, served_at, serving
from tests.browser.gate import settle
from tests.copying import copied
from tests.intake.books import spoilt

Open = Callable[..., Page]
SPOILT = "2028Q2_ulsan.xlsx"


@pytest.fixture(scope="module")
def desk_store(demonstration: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a copy of the demonstration store that people may write to."""
    folder = tmp_path_factory.mktemp("desk") / "store"
    copied(demonstration.folder, folder)
    return Store(folder, LOCAL)


@pytest.fixture(scope="module")
def server(desk_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard on that store."""
    command = served_at(free_port())
    log = tmp_path_factory.mktemp("desk server") / "log.txt"
    with serving(command, {"MONITOR_STORE": str(desk_store.folder)}, log) as address:
        yield address


def _download(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=label).first.click()
    path = download.value.path()
    return download.value.suggested_filename, Path(path).read_bytes()


def _hand_in(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.locator(f"strong:has-text('{name}')")).to_be_visible(timeout=20_000)
    settle(page)


def _sign(page: Page, who: str) -> None:
    field = page.get_by_label("이름", exact=True)
    field.fill(who)
    field.press("Enter")
    settle(page)


def _filled_in(content: bytes) -> bytes:
    """Fill a template in as an officer does: every yellow cell of money and actuals."""
    book = load_workbook(io.BytesIO(content))
    _fill_money(book)
    _fill_actuals(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _headings(sheet: Any) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1]}


def _fill_money(book: Workbook) -> None:
    sheet: Any = book["예산"]
    columns = _headings(sheet)
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            for label in ("배정액(원)", "교부액(원)", "집행액(원)"):
                before = next(columns[name] for name in columns if name.endswith(f"{label} (참고)"))
                sheet.cell(row, columns[label]).value = sheet.cell(row, before).value or 0


def _fill_actuals(book: Workbook) -> None:
    sheet: Any = book["실적"]
    column = _headings(sheet)["결측 사유"]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, column).value = "미집계"


def test_from_an_empty_template_to_an_accepted_submission(
    open_page: Open, desk_store: Store
) -> None:
    page = open_page("/submissions", task="send", period="2028Q2", province="sejong")
    name, template = _download(page, "서식 내려받기")
    assert name == "세종_2028Q2.xlsx"
    _sign(page, "세종 담당자")
    _hand_in(page, name, _filled_in(template))
    page.get_by_role("button", name="제출하기", exact=True).last.click()
    expect(page.get_by_text("관리자의 검토를 기다립니다").first).to_be_visible(timeout=20_000)
    number = int(desk_store.ledger.submissions().iloc[-1]["submission"])

    page = open_page("/submissions", task="review", submission=str(number))
    _sign(page, "박관리")
    note = page.get_by_label("검토 의견 (반려할 때는 반드시 적습니다)")
    note.fill("세종 상반기 확인")
    note.press("Control+Enter")
    settle(page)
    page.get_by_role("button", name="승인", exact=True).click()
    expect(page.get_by_text("다음 공표부터 반영됩니다")).to_be_visible(timeout=20_000)

    page = open_page("/submissions", period="2028Q2")
    row = page.locator("tr", has_text="세종").first
    expect(row).to_contain_text("승인")


def test_from_a_spoilt_file_to_a_good_one_by_the_marked_workbook_alone(
    open_page: Open, desk_store: Store
) -> None:
    page = open_page("/submissions", task="send")
    _sign(page, "울산 담당자")
    # saved anew, as the very file of the ledger would be recognised
    _hand_in(page, SPOILT, spoilt(lambda _book: None, SPOILT))
    name, marked = _download(page, "표시된 통합 문서 내려받기")
    assert name.endswith("_점검.xlsx")

    book = load_workbook(io.BytesIO(marked))
    results: Any = book["점검 결과"]
    rows = [[str(cell or "") for cell in row] for row in results.iter_rows(values_only=True)]
    errors = [(row[2], row[3]) for row in rows if "오류" in row[1]]
    mended = {"E5": 1200, "B24": "청년 정착 인원", "B3": "다시 적은 이름", "G2": 1_000_000}
    assert {cell for _, cell in errors} == set(mended)
    for sheet, cell in errors:
        book[sheet][cell] = mended[cell]
    for row in results.iter_rows():
        if "경고" in str(row[1].value):
            row[9].value = "자료를 모으는 중"
    stream = io.BytesIO()
    book.save(stream)

    page.reload()
    settle(page)
    _sign(page, "울산 담당자")
    _hand_in(page, "울산_고침.xlsx", stream.getvalue())
    expect(page.get_by_text(re.compile("오류 0"))).to_be_visible()
    page.get_by_role("button", name="제출하기", exact=True).last.click()
    expect(page.get_by_text("관리자의 검토를 기다립니다").first).to_be_visible(timeout=20_000)
    last = desk_store.ledger.submissions().iloc[-1]
    assert (last["file_name"], last["submission_state"]) == ("울산_고침.xlsx", "submitted")


def test_the_desk_speaks_korean_with_a_file_in_hand(open_page: Open) -> None:
    page = open_page("/submissions", task="send")
    _hand_in(page, "보고.pdf", b"%PDF-1.7 no workbook")
    text = page.locator("[data-testid='stMainBlockContainer']").inner_text()
    assert "보고.pdf" in text
    assert not re.findall(r"\b(Upload|Browse|Drag|Limit|Remove)\b", text)
