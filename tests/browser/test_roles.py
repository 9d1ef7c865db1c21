"""Each role in a real browser: the table is tried cell by cell, and refuses by every address.

One person of each role is signed in, as if by the provider a moment ago. The ways to each action
are in ways.py; what the functions behind the pages do is tried in tests/access/test_role_table.py.
"""

from __future__ import annotations

import time
from ast import literal_eval
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from app import PAGES
from monitor.access import People
from monitor.vocabulary import ROOT
from tests.access.roles import PEOPLE, ROLES, TABLE, expected, world_of
from tests.browser.gate import settle
from tests.browser.signing_in import SIGN_IN, SIGN_OUT, Dashboard, signed_in_dashboard
from tests.browser.ways import WAYS, WORDS, text
from tests.evaluated import VOCABULARY, Evaluated

# The parts of pages with the action that opens each, as the pages say; a test below holds them.
PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "panel": {
        "mine": "read_score",
        "findings": "read_finding",
        "scores": "read_score",
        "visit": "read_score",
        "conditions": "read_finding",
        "decisions": "decide_project",
    },
    "submissions": {
        "board": "read_submission",
        "send": "submit",
        "review": "read_submission",
        "publish": "publish",
    },
    "access": {"records": "read_audit", "people": "read_people", "permissions": "browse"},
}
KEYS: Final = {"panel": "task", "submissions": "task", "access": "part"}


@pytest.fixture(scope="module")
def dashboard(
    evaluated: Evaluated, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """Serve the store of the roles' tests to people who sign in."""
    folder = tmp_path_factory.mktemp("signed-in")
    with signed_in_dashboard(world_of(evaluated, folder / "store"), browser, folder) as running:
        yield running


@pytest.fixture(scope="module")
def tabs(dashboard: Dashboard) -> dict[str, Page]:
    """Return one tab a role, each signed in."""
    now = time.time()
    return {role: dashboard.go(dashboard.signed_in_at(role, now)) for role in ROLES}


def opens(role: str, action: str) -> bool:
    """Say whether a role opens an action for anything."""
    return TABLE[action][role] != "none"


# ── menu, addresses, parts ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_has_the_pages_that_are_open_and_says_who_is_here(
    tabs: dict[str, Page], role: str
) -> None:
    links = tabs[role].locator('[data-testid="stSidebarNavLink"]')
    titles = [WORDS(f"{page}.title") for page, action in PAGES.items() if opens(role, action)]
    assert [text.strip() for text in links.all_inner_texts()] == titles
    assert PEOPLE[role].name in tabs[role].locator('[data-testid="stSidebar"]').inner_text()


CLOSED: Final = [
    (role, page) for role in ROLES for page, action in PAGES.items() if not opens(role, action)
]


@pytest.mark.parametrize(("role", "page"), CLOSED)
def test_a_page_that_is_not_open_refuses_by_its_address(
    dashboard: Dashboard, tabs: dict[str, Page], role: str, page: str
) -> None:
    shown = text(dashboard.go(tabs[role], f"/{page}")).split("\n")
    said = [line.strip() for line in shown if line.strip()]
    assert said == [WORDS(f"{page}.title"), WORDS("entrance.page_not_open")]


CLOSED_PARTS: Final = [
    (role, page, part)
    for role in ROLES
    for page, parts in PARTS.items()
    for part, action in parts.items()
    if opens(role, PAGES[page]) and not opens(role, action)
]


@pytest.mark.parametrize(("role", "page", "part"), CLOSED_PARTS)
def test_a_part_that_is_not_open_refuses_by_its_address(
    dashboard: Dashboard, tabs: dict[str, Page], role: str, page: str, part: str
) -> None:
    tab = dashboard.go(tabs[role], f"/{page}?{KEYS[page]}={part}")
    name = WORDS(f"{page}.{part}")
    assert WORDS("entrance.part_not_open", part=name) in text(tab)
    offered = tab.locator('[data-testid="stButtonGroup"]').first.inner_text().split("\n")
    assert name not in offered
    assert f"={part}" not in tab.url


def test_a_page_says_of_its_parts_what_is_tried_here() -> None:
    for page, parts in PARTS.items():
        source = (ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8")
        told = source.partition("OPEN_TO = ")[2]
        assert literal_eval(told[: told.index("}") + 1]) == parts


# ── the table ────────────────────────────────────────────────────────────────────────────────────

# Backing up and the like are commands of the machine that it runs on: no page asks for them.
NO_PAGE: Final = {"operate"}


def test_every_action_that_a_page_asks_for_is_tried() -> None:
    assert set(TABLE) - set(WAYS) == NO_PAGE
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "pages").rglob("*.py"))
    assert '"operate"' not in pages


# What is nobody's own is the same for another's.
CELLS: Final = [
    (action, page, role, whose)
    for action, pages in WAYS.items()
    for page in pages
    for role in ROLES
    for whose in (("own", "other") if "own" in TABLE[action].values() else ("own",))
]


@pytest.mark.parametrize(
    ("action", "page", "role", "whose"),
    [each for each in CELLS if (each[2], each[1]) not in CLOSED],
)
def test_a_cell_of_the_table_holds_on_every_way_through_a_browser(
    dashboard: Dashboard, tabs: dict[str, Page], action: str, page: str, role: str, whose: str
) -> None:
    wanted = expected(action, role, whose)
    for way in WAYS[action][page]:
        came = way(dashboard, tabs[role], dashboard.world.whose(whose))
        assert came == wanted, f"{way.__name__} at {tabs[role].url}"


def test_on_a_page_that_refuses_nothing_is_anybodys() -> None:
    for action, page, role, whose in CELLS:
        assert (role, page) not in CLOSED or not expected(action, role, whose)


# ── what is handed out ───────────────────────────────────────────────────────────────────────────


def test_a_file_is_handed_to_whom_it_was_made_for_and_to_nobody_else(
    dashboard: Dashboard, tabs: dict[str, Page]
) -> None:
    number = next(dashboard.world.own.waiting)  # one that the ministry did not take yet
    tab = dashboard.go(tabs["province_officer"], f"/submissions?task=review&submission={number}")
    with tab.expect_download() as taken:
        tab.get_by_role("button", name=WORDS("submissions.take_received")).click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    address = taken.value.url
    assert tab.request.get(address).status == 200
    assert tabs["manager"].request.get(address).status == 404
    stranger = dashboard.window()
    assert stranger.request.get(address).status == 401
    stranger.close()


def test_a_file_offered_before_a_role_ended_is_not_made_after(
    dashboard: Dashboard, tabs: dict[str, Page]
) -> None:
    tab = dashboard.go(tabs["province_officer"], "/submissions?task=send")
    with _without(dashboard, "province_officer"):
        tab.get_by_role("button", name=WORDS("submissions.take_template")).click()
        expect(tab.get_by_test_id("stDownloadButtonError")).to_contain_text("만들지 못했습니다")
    audit = dashboard.world.store("manager").actor.audit.entries()
    last = audit[audit["action"] == "read_submission"].iloc[-1]
    assert (last["account"], last["outcome"]) == (PEOPLE["province_officer"].account, "refused")


# ── while a page is open ─────────────────────────────────────────────────────────────────────────


@contextmanager
def _without(dashboard: Dashboard, role: str) -> Iterator[None]:
    """Take a role from its person for as long as the block lasts."""
    people = People(dashboard.world.folder / "access")
    people.forget(PEOPLE[role].account)
    try:
        yield
    finally:
        people.grant(PEOPLE[role])


def test_a_role_taken_and_given_counts_at_the_next_click(
    dashboard: Dashboard, tabs: dict[str, Page]
) -> None:
    number = dashboard.world.other.submission
    tab = dashboard.go(tabs["manager"], f"/submissions?task=review&submission={number}")
    accept = tab.get_by_role("button", name=WORDS("submissions.do_accepted"), exact=True)
    with _without(dashboard, "manager"):
        accept.click()
        expect(tab.locator('[data-testid="stMain"]')).to_contain_text(PEOPLE["manager"].account)
    rows = dashboard.world.store("manager").ledger.submissions().set_index("submission")
    assert rows.loc[number, "submission_state"] == "submitted"
    expect(dashboard.go(tab, "/builder").locator("h1")).to_contain_text(WORDS("builder.title"))


def test_who_has_no_role_is_told_what_to_do(dashboard: Dashboard) -> None:
    tab = dashboard.sign_in(dashboard.window().new_page(), "nobody@example.org")
    assert WORDS("entrance.no_role") in text(tab)
    assert "nobody@example.org" in text(tab)
    assert tab.locator('[data-testid="stSidebarNavLink"]').count() == 0
    tab.context.close()


def test_a_sign_in_holds_for_so_many_hours(dashboard: Dashboard) -> None:
    hours = float(VOCABULARY.setting("session_hours"))
    fresh = dashboard.signed_in_at("viewer", time.time() - (hours - 0.5) * 3600)
    assert WORDS("overview.title") in text(dashboard.go(fresh))
    stale = dashboard.signed_in_at("viewer", time.time() - (hours + 0.5) * 3600)
    assert WORDS("entrance.ended") in text(dashboard.go(stale))
    for tab in (fresh, stale):
        tab.context.close()


def test_signing_out_ends_every_tab_and_leads_over_the_provider_back(
    dashboard: Dashboard,
) -> None:
    tab = dashboard.signed_in("viewer")
    other = dashboard.go(tab.context.new_page())
    cookie = tab.context.cookies()
    time.sleep(1.1)  # a token says whole seconds
    tab.bring_to_front()  # a tab behind another draws once a second
    tab.get_by_role("button", name=SIGN_OUT).click()
    tab.get_by_role("button", name="End session").click()
    expect(tab.get_by_role("button", name=SIGN_IN)).to_be_visible()
    other.bring_to_front()
    other.locator('[data-testid="stSidebarNavLink"]').nth(1).click()
    expect(other.get_by_role("button", name=SIGN_IN)).to_be_visible()
    kept = dashboard.window()  # who kept the cookie comes no further
    kept.add_cookies(cookie)  # type: ignore[arg-type]
    assert WORDS("entrance.ended") in text(dashboard.go(kept.new_page()))
    for window in (tab.context, kept):
        window.close()


def test_a_provider_that_does_not_answer_is_a_sentence(dashboard: Dashboard) -> None:
    dashboard.provider.terminate()
    dashboard.provider.wait(timeout=10)
    tab = dashboard.go(dashboard.window().new_page())
    tab.get_by_role("button", name=SIGN_IN).click()
    expect(tab.get_by_text(WORDS("entrance.failed"))).to_be_visible(timeout=15_000)
    settle(tab)
    assert "Traceback" not in tab.content()
    tab.context.close()
