"""The ways in a browser to each action of the table of roles: each is gone to its very end.

A way opens an address, as anybody could type it, and does there what the action is for: it presses
the button and waits for what is said, takes the file, or reads what is shown. It returns whether
it came to its end; what goes wrong otherwise fails the test.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from itertools import count
from typing import Final

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from monitor.evaluation import answer_finding
from monitor.intake.template import template
from monitor.wording import Words
from tests.access.roles import PEOPLE, Whose
from tests.browser.gate import settle
from tests.browser.signing_in import Dashboard
from tests.evaluated import VOCABULARY

WORDS: Final = Words("ko")
Way = Callable[[Dashboard, Page, Whose], bool]
_PATIENCE: Final = 20_000
_number: Final = count(1)


def text(tab: Page) -> str:
    """Return what stands on the page beside its sidebar."""
    return tab.locator('[data-testid="stMain"]').inner_text()


def chosen(tab: Page, label: str) -> str:
    """Return what a list under a label has chosen; blank where the page has no such list."""
    lists = tab.locator('[data-testid="stSelectbox"]').filter(has_text=WORDS(label))
    return lists.first.locator("input").input_value() if lists.count() else ""


def button(tab: Page, label: str) -> Locator:
    """Return a page's buttons of a label, folded away or not."""
    return tab.get_by_role("button", name=WORDS(label), exact=True, include_hidden=True)


def presses(tab: Page, label: str, said: str) -> bool:
    """Press a button and wait for what is said; False where the page has no such button."""
    if not button(tab, label).count():
        return False
    button(tab, label).first.click()
    expect(tab.get_by_text(said).first).to_be_visible(timeout=_PATIENCE)
    settle(tab)
    return True


def takes(tab: Page, label: str, name: str) -> bool:
    """Take the file that a button offers; False without it, or if the file is another one."""
    if not button(tab, label).count():
        return False
    with tab.expect_download() as taken:
        button(tab, label).first.click()
    return name in taken.value.suggested_filename


def _fills(tab: Page, label: str, given: str) -> bool:
    """Fill a field in; False where the page has none."""
    field = tab.get_by_label(WORDS(label), exact=True)
    if not field.count():
        return False
    field.first.fill(given)
    field.first.blur()
    return True


def _province(whose: Whose) -> str:
    return VOCABULARY.regions[whose.region].short_ko


def _member(whose: Whose) -> str:
    rows = VOCABULARY.rows("panel_members")
    return next(row["name_ko"] for row in rows if row["member"] == whose.member)


def _is_member(tab: Page, whose: Whose) -> bool:
    """Say whether the page looks as this member: chosen by the ministry, or being it."""
    name = _member(whose)
    at = chosen(tab, "panel.member")
    return name in at if at else whose.name == "own"


# ── what is published ────────────────────────────────────────────────────────────────────────────


def looks_at_a_page(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    dashboard.turn(tab, "/dictionary")
    return tab.locator('[data-testid="stTable"]').count() > 0


def takes_a_list(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    dashboard.turn(tab, "/dictionary")
    return takes(tab, "show.download", ".csv")


def takes_a_figure(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    dashboard.turn(tab, "/evaluation?year=2026&programme_year=1")
    _unfolds(tab, "rank")
    return takes(tab, "take.form_csv", ".csv")


def keeps_a_figure_and_makes_a_briefing(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    dashboard.turn(tab, "/evaluation?year=2026&programme_year=1")
    _unfolds(tab, "rank")
    if not presses(tab, "take.keep", WORDS("take.kept", count=1)):
        return False
    tab.locator('[data-testid="stSidebarNavLink"][href$="/builder"]').click()
    tab.get_by_role("heading", name=WORDS("builder.title")).wait_for()
    settle(tab)
    tab.get_by_text(WORDS("builder.form_xlsx"), exact=True).click()
    settle(tab)
    button(tab, "builder.make").click()
    ready = WORDS("builder.download", form=WORDS("builder.form_xlsx"))
    with tab.expect_download() as taken:
        tab.get_by_role("button", name=ready).click()
    return taken.value.suggested_filename.endswith(".xlsx")


def _unfolds(tab: Page, fold: str) -> None:
    if button(tab, "take.form_csv").count():
        return  # it was left open
    tab.locator(f"[class*=st-key-fold-{fold}] summary").first.click()
    settle(tab)


def opens_a_preview(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    preview = dashboard.world.preview
    dashboard.turn(tab, f"/panel?release={preview}")
    shown = tab.locator('[data-testid="stSidebar"] [data-testid="stSelectbox"] input')
    is_chosen = WORDS("release.preview") in shown.first.input_value()
    assert is_chosen != (WORDS("panel.title") in text(tab) and preview in text(tab))
    return is_chosen


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────


def stands_on_the_board(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, "/submissions?task=board&period=2026Q4")
    return _province(whose) in text(tab)


def reads_a_submission(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/submissions?task=review&submission={whose.submission}")
    file = f"2027Q1_{whose.region}.xlsx"
    assert (file in text(tab)) == takes(tab, "submissions.take_received", file)
    return file in text(tab)


def takes_a_template(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/submissions?task=send&period=2027Q1&province={whose.region}")
    return takes(tab, "submissions.take_template", _province(whose))


def hands_a_workbook_in(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, "/submissions?task=send")
    field = tab.locator("input[type=file]")
    if not field.count():
        return False
    name = f"{next(_number)}.xlsx"
    field.set_input_files({"name": name, "mimeType": "", "buffer": _workbook(dashboard, whose)})
    expect(tab.locator(f"strong:has-text('{name}')")).to_be_visible(timeout=_PATIENCE)
    settle(tab)
    sent = presses(tab, "submissions.submit_returned", "기록하고 반려했습니다")
    assert sent != ("할 수 없습니다" in text(tab))
    return sent


def _workbook(dashboard: Dashboard, whose: Whose) -> bytes:
    """Fill in a single cell of a province's template, each time with another number."""
    ledger, since = dashboard.world.store("manager").ledger, PEOPLE["manager"].valid_from
    made = template(ledger, VOCABULARY, region=whose.region, year=2027, quarter=1, today=since)
    book, filled = load_workbook(io.BytesIO(made)), io.BytesIO()
    book["예산"]["E2"] = next(_number)
    book.save(filled)
    return filled.getvalue()


def accepts_a_submission(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    number = whose.submission
    dashboard.turn(tab, f"/submissions?task=review&submission={number}")
    return presses(tab, "submissions.do_accepted", WORDS("cli.accepted", number=number))


def publishes(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    # A preview, so that what the other ways look at stays as it is.
    dashboard.turn(tab, "/submissions?task=publish&as_of=2026-12-31&becomes=preview")
    if not presses(tab, "publish.look", WORDS("publish.still_open")):
        return False
    goes_out = WORDS("publish.send_out_preview", as_of="2026. 12. 31.")
    tab.get_by_role("button", name=goes_out).click()
    made = presses(tab, "publish.yes_preview", "열람본을 만들었습니다")
    link = tab.locator('[data-testid="stAlert"] a').first.get_attribute("href") or ""
    return made and link.startswith("/panel?release=2026-12-31-preview-")


# ── the panel ────────────────────────────────────────────────────────────────────────────────────


def reads_a_score(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/evaluation?part=project&year=2026&project={whose.project}")
    return _member(whose) in text(tab)


def stands_on_the_scoring_board(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/panel?task=scores&year=2026&member={whose.member}")
    return f"사업 {whose.home}" in text(tab) and _is_member(tab, whose)


def hands_a_score_in(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    asked = f"year=2026&member={whose.member}&project={whose.home}"
    dashboard.turn(tab, f"/panel?task=scores&{asked}")
    if not _is_member(tab, whose) or not _fills(tab, "panel.correction_reason", "다시 봄"):
        return False
    said = WORDS("panel.kept_submitted", project=f"사업 {whose.home}")
    return presses(tab, "panel.keep_submitted", said)


def takes_a_score_workbook(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/panel?task=scores&year=2026&member={whose.member}")
    if not _is_member(tab, whose) or not tab.locator(".st-key-workbook summary").count():
        return False
    tab.locator(".st-key-workbook summary").click()
    settle(tab)
    return takes(tab, "submissions.take_template", ".xlsx")


def lists_findings(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/panel?task=findings&findings=all&member={whose.member}")
    lists = f"사업 {whose.project}" in text(tab)
    dashboard.turn(tab, "/panel?task=conditions")
    assert (f"사업 {whose.project}" in text(tab)) == lists
    return lists


def writes_a_finding(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    asked = f"member={whose.member}&project={whose.project}"
    dashboard.turn(tab, f"/panel?task=findings&{asked}")
    if not _is_member(tab, whose) or not _fills(tab, "panel.opinion", "볼 것"):
        return False
    for file in ("finding_areas", "finding_severities"):
        name = next(iter(VOCABULARY.rows(file)))["name_ko"]
        tab.locator('[data-testid="stForm"]').get_by_role("radio").filter(has_text=name).click()
    return presses(tab, "panel.keep_finding", "시·도의 조치를 기다립니다")


def judges_a_follow_up(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    asked = f"member={whose.member}&finding={whose.finding}"
    address = f"/panel?task=findings&findings=all&{asked}"
    dashboard.turn(tab, address)
    if str(whose.finding) not in chosen(tab, "panel.finding"):
        return False
    if WORDS("panel.wait_for_province") in text(tab):
        answer_finding(
            dashboard.world.store("province_officer").ledger, whose.finding, "고침", by="x"
        )
        dashboard.turn(tab, address)
    if not _fills(tab, "panel.verdict_note", "더 볼 것"):
        return False
    said = WORDS("panel.done_reopened", number=whose.finding)
    return presses(tab, "panel.do_reopened", said)


def answers_a_finding(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/panel?task=findings&findings=all&finding={whose.finding}")
    number = str(whose.finding)
    if number not in chosen(tab, "panel.finding") or not _fills(tab, "panel.follow_up", "고침"):
        return False
    return presses(tab, "panel.keep_follow_up", WORDS("panel.follow_up_kept", number=number))


def answers_a_condition(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/panel?task=conditions&condition={whose.condition}-1")
    is_there = f"사업 {whose.project}" in chosen(tab, "panel.condition")
    if not is_there or not _fills(tab, "panel.answer", "고침"):
        return False
    return presses(tab, "panel.keep_answer", WORDS("panel.answer_kept"))


def decides_a_project(dashboard: Dashboard, tab: Page, whose: Whose) -> bool:
    dashboard.turn(tab, f"/panel?task=decisions&year=2026&project={whose.project}")
    if not _fills(tab, "panel.decision_reason", "까닭"):
        return False
    tab.get_by_role("radio", name="계속 지원").click()
    return presses(tab, "panel.keep_decision", "다음 공표부터 반영됩니다")


# ── records and people ───────────────────────────────────────────────────────────────────────────


def takes_the_audit(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    dashboard.turn(tab, "/access?part=records")
    return takes(tab, "access.exported_csv", "audit_")


def reads_who_is_registered(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    dashboard.turn(tab, "/access?part=people")
    return PEOPLE["viewer"].account in text(tab)


def gives_a_role(dashboard: Dashboard, tab: Page, _whose: Whose) -> bool:
    dashboard.turn(tab, "/access?part=people")
    account = f"new-{next(_number)}@example.org"
    if not _fills(tab, "access.account", account):
        return False
    settle(tab)
    return presses(tab, "access.give", account)


# The ways to each action, by the page that they begin at.
WAYS: Final[Mapping[str, Mapping[str, tuple[Way, ...]]]] = {
    "browse": {"dictionary": (looks_at_a_page,)},
    "export": {"dictionary": (takes_a_list,), "evaluation": (takes_a_figure,)},
    "brief": {"evaluation": (keeps_a_figure_and_makes_a_briefing,)},
    "read_preview": {"panel": (opens_a_preview,)},
    "read_submission": {"submissions": (stands_on_the_board, reads_a_submission)},
    "submit": {"submissions": (takes_a_template, hands_a_workbook_in)},
    "decide_submission": {"submissions": (accepts_a_submission,)},
    "publish": {"submissions": (publishes,)},
    "read_score": {"evaluation": (reads_a_score,), "panel": (stands_on_the_scoring_board,)},
    "score": {"panel": (hands_a_score_in, takes_a_score_workbook)},
    "read_finding": {"panel": (lists_findings,)},
    "write_finding": {"panel": (writes_a_finding, judges_a_follow_up)},
    "answer_finding": {"panel": (answers_a_finding, answers_a_condition)},
    "decide_project": {"panel": (decides_a_project,)},
    "read_audit": {"access": (takes_the_audit,)},
    "read_people": {"access": (reads_who_is_registered,)},
    "change_people": {"access": (gives_a_role,)},
}
