"""A finding goes from a member to the province and back, and scores from a draft to the ledger.

The panel stands on a store of its own, since here people write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from monitor.evaluation import findings_now, history_of, last_sheet
from monitor.intake.board import latest_day
from monitor.store import Store
from tests.acting import LOCAL
from tests.browser.conftest import free_port, served_at, serving
from tests.browser.gate import english_leftovers, overflowing_text, serious_axe_problems, settle
from tests.copying import copied

Open = Callable[..., Page]
MEMBER, LONG, SHORT = "m01", "2026-GYB-03", "2027-BUS-01"
PATIENCE = 20_000


@pytest.fixture(scope="module")
def panel_store(demonstration: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a copy of the demonstration store that people may write to."""
    folder = tmp_path_factory.mktemp("panel") / "store"
    copied(demonstration.folder, folder)
    return Store(folder, LOCAL)


@pytest.fixture(scope="module")
def server(panel_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard on that store."""
    command = served_at(free_port())
    log = tmp_path_factory.mktemp("panel server") / "log.txt"
    with serving(command, {"MONITOR_STORE": str(panel_store.folder)}, log) as address:
        yield address


def _fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).first.fill(text)


def _press(page: Page, label: str, said: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click()
    expect(page.get_by_text(said).first).to_be_visible(timeout=PATIENCE)
    settle(page)


def test_a_member_finds_the_province_answers_the_panel_closes(
    open_page: Open, panel_store: Store
) -> None:
    page = open_page("/panel", task="findings", member=MEMBER, project=LONG)
    page.get_by_role("radio", name="예산 집행").click()
    page.get_by_role("radio", name=re.compile("중대")).click()
    _fill(page, "의견", "남은 기간의 집행 계획을 다시 세울 것")
    page.get_by_test_id("stMultiSelect").locator("input").press_sequentially("서비스 이용자")
    page.get_by_role("option", name=re.compile("서비스 이용자 수")).click()
    page.keyboard.press("Escape")
    _press(page, "의견 남기기", "시·도의 조치를 기다립니다")
    found = findings_now(panel_store.ledger, latest_day(panel_store.ledger.submissions()))
    number = int(found["finding"].max())

    page = open_page("/panel", task="findings", member=MEMBER, finding=str(number))
    expect(page.get_by_text("서비스 이용자 수 2028년 상반기").first).to_be_visible()
    _fill(page, "이름", "경북 담당자")
    _fill(page, "조치 내용", "분기별 집행 계획을 냄")
    _press(page, "조치 내기", "자문위원의 확인을 기다립니다")
    _press(page, "종결", "종결했습니다")
    history = history_of(panel_store.ledger, number)
    assert list(history["finding_state"]) == ["open", "answered", "closed"]
    assert list(history["given_by"]) == [MEMBER, "경북 담당자", MEMBER]


def test_a_member_drafts_and_hands_scores_in(open_page: Open, panel_store: Store) -> None:
    page = open_page("/panel", task="scores", member=MEMBER, year="2028", project=LONG)
    fields = page.get_by_role("spinbutton")
    fields.first.fill("4.5")
    _press(page, "초안 저장", "초안을 저장했습니다")
    page = open_page("/panel", task="scores", member=MEMBER, year="2028", project=LONG)
    fields = page.get_by_role("spinbutton")
    expect(fields.first).to_have_value("4.5")
    for place in range(1, fields.count()):
        fields.nth(place).fill("5")
    _press(page, "제출", "점수를 제출했습니다")
    sheet = last_sheet(panel_store.ledger, 2028, LONG, MEMBER)
    assert sheet is not None
    assert (sheet.sheet_state, sum(sheet.points.values())) == ("submitted", 29.5)


@pytest.mark.parametrize("project", [LONG, SHORT])
def test_the_visit_sheet_prints_on_two_pages(open_page: Open, project: str) -> None:
    page = open_page("/panel", task="visit", member=MEMBER, project=project)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    width, height = map(float, re.findall(rb"/MediaBox\s*\[\s*0 0 (\S+) (\S+)\]", printed)[0])
    assert width < height


@pytest.mark.parametrize("task", ["findings", "scores"])
def test_the_forms_are_sound_to_look_at(open_page: Open, task: str) -> None:
    page = open_page("/panel", task=task, member=MEMBER, year="2027")
    assert overflowing_text(page) == []
    assert serious_axe_problems(page) == []
    assert english_leftovers(page, ("English", "CSV", *_ids(page))) == []


def _ids(page: Page) -> list[str]:
    """Return the letters of project ids that stand on a page."""
    return re.findall(r"\b20\d\d-([A-Z]{3})-\d\d\b", page.inner_text("body"))
