"""공표: what would go out is looked at, then sent out as it was shown; or nothing is."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.access import Grant, People
from monitor.briefing.rehearsal import Rehearsal, rehearse
from monitor.store import Store, ask
from monitor.wording import Words
from pages.shared import who
from pages.shared.desk import publish as page
from tests.acting import LOCAL
from tests.copying import copied
from tests.making import send, value
from tests.pages.reading import Shown, plain
from tests.stamping import stamped
from tests.tiny import S1, Tiny

WORDS = Words("ko")
YEAR_END = dt.date(2027, 12, 31)
Desk = Callable[..., Shown]


@pytest.fixture(scope="module")
def looked_at(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Rehearsal]:
    """Return a copy of the tiny store with a figure that left and a correction, and a rehearsal.

    Building a release takes longest of all: what would go out is looked at once for all tests.
    """
    folder = copied(tiny.store.folder, tmp_path_factory.mktemp("publishing") / "store")
    store = Store(folder, LOCAL)
    stamped(store, store.release())
    _correct(store)
    return store, rehearse(store, YEAR_END)


@pytest.fixture
def store(
    looked_at: tuple[Store, Rehearsal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """Return a copy of that store, where looking gives what was seen already."""
    made, shown = looked_at
    folder = copied(made.folder, tmp_path / "store")
    monkeypatch.setenv("MONITOR_STORE", str(folder))
    monkeypatch.setattr(page, "rehearse", lambda _store, _as_of: shown)
    return Store(folder, LOCAL)


@pytest.fixture
def desk(store: Store) -> Desk:
    """Return a function that opens the part, with a name given."""

    def opened(**asked: str) -> Shown:
        given = {"as_of": YEAR_END.isoformat()} | asked
        shown = Shown.opened("submissions", (), task="publish", **given)
        shown.app.text_input(key="who").set_value("박관리")
        return shown

    return opened


def _correct(store: Store) -> None:
    send(
        store.ledger, "seoul", "2027Q4", received="2028-03-01",
        project=[S1], observation=[value("S1", "jobs", 2026, 4, 7)],
    )  # fmt: skip


def _look(shown: Shown) -> Shown:
    shown.app.button(key="look").click().run()
    return shown


def _send_out(shown: Shown) -> Shown:
    shown.app.button(key="publish now").click().run()
    return shown


def _can_be_sent_out(shown: Shown) -> bool:
    return any(button.key == "publish now" for button in shown.app.button)


def _said(shown: Shown) -> str:
    told = (*shown.app.success, *shown.app.error, *shown.app.info)
    return " ".join(plain(str(each.value)) for each in told)


def _names(store: Store) -> list[str]:
    return [release.manifest.release for release in store.releases()]


def test_the_last_quarter_that_ended_is_offered_first_and_none_that_has_not(store: Store) -> None:
    shown = Shown.opened("submissions", task="publish")
    offered = shown.options("as_of")
    assert (offered[0], offered[-1], len(offered)) == ("2027. 12. 31.", "2026. 3. 31.", 8)


def test_looking_shows_what_is_missing_and_contradicted_and_publishes_nothing(
    desk: Desk, store: Store
) -> None:
    before, position = _names(store), store.ledger.position()
    shown = desk()
    assert not _can_be_sent_out(shown)
    _look(shown)
    assert (_names(store), store.ledger.position()) == (before, position)
    assert shown.tiles["검증"] == "13/13"
    still_open = shown.tables["still-open"]
    assert shown.tiles["빠진 시·도"] == still_open.iloc[0, 1]
    assert "부산" in str(still_open.iloc[0, 2]) and "광역시" not in str(still_open.iloc[0, 2])
    touched = shown.tables["touched"]
    assert len(touched) == 1
    assert "8 → 10 (+2명)" in str(touched.iloc[0, 4])
    assert _can_be_sent_out(shown)


def test_what_was_looked_at_goes_out_and_is_offered_to_everybody(desk: Desk, store: Store) -> None:
    before = _names(store)
    shown = _send_out(_look(desk()))
    (new,) = set(_names(store)) - set(before)
    assert new == "2027-12-31-provisional-3"
    assert new in _said(shown)
    assert f"release={new}" in str(shown.app.success[0].value)
    manifest = store.release().manifest
    assert (manifest.release, manifest.published_by) == (new, "박관리")
    assert not _can_be_sent_out(shown)
    assert any("마지막 공표: 2027. 12. 31. 기준 잠정 · 박관리" in text for text in shown.texts)
    assert Shown.opened("overview").options("release")[0] == "2027. 12. 31. 기준 (잠정)"


def test_a_final_release_without_a_province_needs_the_reason(desk: Desk, store: Store) -> None:
    before = _names(store)
    shown = _look(desk(becomes="final"))
    assert any("비고에 까닭을" in plain(str(each.value)) for each in shown.app.warning)
    _send_out(shown)
    assert "빠진 시·도가 있습니다" in _said(shown)
    assert _names(store) == before
    shown.app.text_area(key="note of a release").set_value("다음 공표에서 더함")
    _send_out(shown)
    assert _names(store)[0] == "2027-12-31-final-3"
    checklist = ask("releases/checklist", release=store.release()).set_index("item")
    assert checklist.loc["note", "detail"] == "다음 공표에서 더함"
    assert shown.app.text_area(key="note of a release").value == ""


def test_what_was_sent_or_decided_since_is_looked_at_again_before_it_goes_out(
    desk: Desk, store: Store
) -> None:
    shown, before = _look(desk()), _names(store)
    shown.app.button(key="publish now").click()
    _correct(store)
    shown.app.run()
    assert "확인한 뒤에" in _said(shown)
    assert _names(store) == before
    assert not _can_be_sent_out(shown)


def test_a_check_that_fails_is_shown_with_its_rows_and_nothing_goes_out(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(
        store.ledger, "seoul", "2027Q4", received="2028-03-02",
        project=[S1],
        observation=[value("S1", "jobs_vulnerable", 2027, quarter, 99) for quarter in (2, 4)],
    )  # fmt: skip
    monkeypatch.setattr(page, "rehearse", rehearse)
    shown = _look(desk())
    failed = shown.tables["failed-checks"]
    assert len(failed) == 1 and failed.iloc[0, 1] == "▲\N{NO-BREAK SPACE}3건"
    assert "사업 S1, 부분 그중 취약계층 일자리, 연도 2027, 분기 4" in str(failed.iloc[0, 2])
    assert "걸려 공표할 수 없습니다" in _said(shown)
    assert len(shown.tables["still-open"])
    assert not _can_be_sent_out(shown)


def test_a_role_that_was_taken_meanwhile_publishes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, since = People(store.folder / "access"), dt.date(2026, 1, 1)
    boss = Grant("boss@example.org", "박관리", "manager", valid_from=since)
    for grant in (Grant(LOCAL.account, "서버", "operator", valid_from=since), boss):
        people.grant(grant)
    token = {"is_logged_in": True, "sub": boss.account, "iat": time.time()}
    monkeypatch.setenv("MONITOR_SIGN_IN", "yes")
    monkeypatch.setattr(who, "_token", lambda: token)
    monkeypatch.setattr(who, "_address", lambda: "127.0.0.1")
    before = _names(store)
    shown = _look(Shown.opened("submissions", task="publish", as_of=YEAR_END.isoformat()))
    shown.app.button(key="publish now").click()
    people.grant(Grant(boss.account, "박관리", "province_officer", province="busan"))
    people.end(boss.account, "manager")
    shown.app.run()
    assert WORDS("entrance.part_not_open", part="공표") in _said(shown)
    assert "할 수 없습니다: 공표함" in _said(shown)
    assert _names(store) == before
    last = store.actor.audit.entries().query("account == @boss.account and action == 'publish'")
    assert last.iloc[0]["outcome"] == "refused"


def test_the_part_speaks_english(desk: Desk) -> None:
    shown = _look(desk(language="en", becomes="preview"))
    assert "Busan" in str(shown.tables["still-open"].iloc[0, 2])
    told = " ".join([*shown.texts, *shown.tiles])
    assert not any("가" <= letter <= "힣" for letter in told.replace("박관리", ""))


def test_before_anything_was_sent_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path / "empty"))
    shown = _look(Shown.opened("submissions", task="publish"))
    assert "원장이 비어 있습니다" in _said(shown)
