"""권한·기록: the audit, the register of people, the table of roles; on a store of its own."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from openpyxl import load_workbook

from monitor.access import Grant, local, today
from monitor.access.appending import SEOUL
from monitor.access.audit import Audit
from monitor.figures.view import vocabulary
from monitor.store import Store
from monitor.store.kept_work import KeptWork
from tests.access.said import SAID
from tests.pages.reading import LANGUAGES, Shown, plain, words

HERE = local("page").account
NOW = dt.datetime.now(SEOUL)
OPERATOR = Grant(HERE, "최운영", "operator", valid_from=dt.date(2026, 1, 1))
MANAGER = Grant("kim.moi", "김관리", "manager", valid_from=dt.date(2026, 1, 1))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Return a store in which nothing is published and somebody did something."""
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path))
    store = Store(tmp_path, local("program"))
    hours = iter(range(100, 0, -1))

    def record(**said: Any) -> None:
        _audit(store).record(**SAID | said, at=NOW - dt.timedelta(minutes=next(hours)))

    record()
    record(account="lee.gangwon", role="province_officer", outcome="refused")
    record(account="lee.gangwon", role="province_officer", action="submit", on="12")
    return store


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Return what each button of the page would hand out, by its key."""
    made: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(st, "download_button", lambda _, data, key, **_k: made.update({key: data}))
    return made


def _audit(store: Store) -> Audit:
    return store.actor.audit


def _open(part: str = "records", **asked: str) -> Shown:
    return Shown.opened("access", part=part, **asked)


# ── the audit ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["records", "people", "permissions"])
def test_every_part_opens_before_anything_was_published(
    store: Store, part: str, language: str
) -> None:
    shown = _open(part, language=language)
    assert (shown.failed, shown.announced[1:]) == ([], [])
    assert shown.title == words(language)("access.title")


def test_the_newest_stands_first_and_says_who_from_where(store: Store) -> None:
    store.actor.people.grant(OPERATOR)
    store.actor.people.grant(Grant(HERE, "최운영", "manager", valid_from=dt.date(2026, 1, 1)))
    store.actor.people.grant(MANAGER)
    rows = _open().tables["records"]
    assert list(rows["번호"]) == ["4", "3", "2", "1"]
    assert list(rows["작업"])[1:] == ["통합 문서를 제출함", "공표함", "공표함"]
    assert list(rows["계정"])[1:] == ["lee.gangwon", "lee.gangwon", "kim.moi (김관리)"]
    assert list(rows["결과"])[1:] == ["●\xa0허용", "▲\xa0거부", "●\xa0허용"]
    assert rows["어디에서"].iloc[-1] == "화면 10.0.0.7"


def test_a_link_with_filters_reproduces_the_list(store: Store) -> None:
    asked = {"account": "lee.gangwon", "outcome": "refused", "days": "7"}
    shown = _open(**asked)
    assert list(shown.tables["records"]["번호"]) == ["2"]
    assert shown.address.items() >= asked.items()
    # Tiles count every outcome of what is chosen otherwise.
    assert shown.tiles == {
        "기록": "2", "계정": "1", "●\xa0허용": "1", "▲\xa0거부": "1", "■\xa0실패": "0"
    }  # fmt: skip
    assert len(shown.choose("outcome", "all").tables["records"]) == 2


def test_what_never_happened_can_be_asked_for(store: Store) -> None:
    shown = _open(outcome="failed")
    assert (shown.announced, "records" in shown.tables, shown.tiles["기록"]) == ([], False, "4")


def test_a_long_list_is_turned_page_by_page(store: Store) -> None:
    for number in range(60):
        _audit(store).record(**SAID | {"on": str(number)}, at=NOW)
    shown = _open(action="publish")
    assert (len(shown.tables["records"]), shown.tables["records"]["대상"].iloc[0]) == (50, "59")
    shown.choose("rows", "2")
    assert (len(shown.tables["records"]), shown.address["rows"]) == (12, "2")


def test_what_was_done_to_the_audit_is_said_with_file_and_line(store: Store) -> None:
    (file,) = _audit(store).folder.glob("audit-*.jsonl")
    file.write_bytes(file.read_bytes().replace(b'"submit"', b'"browse"'))
    shown = _open()
    (said,) = shown.failed
    assert "1곳" in said and "3번 줄이 바뀌었습니다" in said and file.name in said
    assert len(shown.app.code) == 0  # nobody notes the end of a broken one


def test_a_whole_audit_says_so_and_shows_its_end(store: Store) -> None:
    shown = _open()
    head = _audit(store).head()
    assert any("4줄이 빠지거나 바뀐 곳 없이" in text for text in shown.texts)
    assert [code.value for code in shown.app.code] == [f"{head.number}:{head.digest}"]


def test_reading_the_audit_is_on_record_once_and_each_download_too(
    store: Store, downloads: dict[str, Callable[[], bytes]]
) -> None:
    _open().choose("days", "all").choose("days", "7")
    assert list(_audit(store).entries(action="read_audit")["on"]) == [""]
    content = downloads["take audit csv"]().decode("utf-8-sig")
    downloads["take audit xlsx"]()
    assert len(content.splitlines()) == 1 + 5  # the download itself is in it
    assert list(_audit(store).entries(action="read_audit")["on"])[1:] == ["audit.csv", "audit.xlsx"]


def test_a_workbook_of_the_audit_holds_texts_and_no_names(
    store: Store, downloads: dict[str, Callable[[], bytes]]
) -> None:
    store.actor.people.grant(OPERATOR)
    store.actor.people.grant(replace(OPERATOR, role="manager"))
    store.actor.people.grant(MANAGER)
    _audit(store).record(**SAID | {"account": "=1+1"}, at=NOW)
    _open(days="7")
    sheet = load_workbook(io.BytesIO(downloads["take audit xlsx"]())).active
    heads, *lines = list(sheet.iter_rows(min_row=3, values_only=True))
    assert heads[:3] == ("번호", "때", "계정")
    assert [line[2] for line in lines[:4]] == ["kim.moi", "lee.gangwon", "lee.gangwon", "=1+1"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=4) for cell in row} == {"s"}


# ── people ───────────────────────────────────────────────────────────────────────────────────────


def _press(shown: Shown, label: str) -> Shown:
    next(button for button in shown.app.button if button.label == words("ko")(label)).click()
    shown.app.run()
    return shown


def _fill(shown: Shown, account: str, name: str, role: str) -> Shown:
    shown.app.text_input(key="new account").set_value(account)
    shown.app.text_input(key="new name").set_value(name)
    shown.app.selectbox(key="new role").set_value(role)
    shown.app.run()
    return shown


def test_an_operator_gives_and_ends_roles_and_both_are_on_record(store: Store) -> None:
    store.actor.people.grant(OPERATOR)
    shown = _fill(_open("people"), "lee.gangwon", "이담당", "province_officer")
    shown.app.selectbox(key="new province").set_value("gangwon")
    shown.app.run()
    _press(shown, "access.give")
    assert [plain(each.value) for each in shown.app.success] == [
        "lee.gangwon에게 시·도 담당자 역할을 주었습니다."
    ]
    row = shown.tables["people"].iloc[-1]
    assert (row["이름"], row["시·도·위원"], row["상태"]) == ("이담당", "강원특별자치도", "유효")
    shown.app.selectbox(key="ending").set_value(("lee.gangwon", "province_officer"))
    shown.app.run()
    _press(shown, "access.end_now")
    assert shown.tables["people"]["상태"].iloc[-1] == "끝남"
    changed = _audit(store).entries(action="change_people")
    assert list(changed["on"]) == ["lee.gangwon"] * 2
    assert "이담당" not in "".join(f.read_text() for f in _audit(store).folder.glob("*.jsonl"))


def test_the_first_to_be_registered_must_be_an_operator(store: Store) -> None:
    shown = _open("people")
    assert HERE in shown.announced[0]
    refused = _press(_fill(shown, "kim.moi", "김관리", "manager"), "access.give").failed
    assert len(refused) == 1 and not store.actor.people.is_kept
    _press(_fill(shown, HERE, "최운영", "operator"), "access.give")
    assert [each.name for each in store.actor.people.grants()] == ["최운영"]


def test_a_forgotten_person_has_no_name_left(store: Store) -> None:
    store.actor.people.grant(OPERATOR)
    store.actor.people.grant(MANAGER)
    KeptWork(store.folder, "kim.moi").write("draft", "반쯤 쓴 보고서")
    shown = _open("people")
    shown.app.selectbox(key="forgetting").set_value("kim.moi")
    shown.app.run()
    _press(shown, "access.forget_yes")
    assert "kim.moi" not in set(shown.tables["people"]["계정"])
    assert list(_audit(store).entries(account="kim.moi")["number"]) == [1]
    assert not list(store.folder.glob("kept/*"))


def test_a_manager_sees_people_and_changes_none(store: Store) -> None:
    store.actor.people.grant(Grant("op", "최운영", "operator", valid_from=dt.date(2026, 1, 1)))
    store.actor.people.grant(Grant(HERE, "김관리", "manager", valid_from=dt.date(2026, 1, 1)))
    shown = _open("people")
    assert len(shown.tables["people"]) == 2
    assert not any(button.label == words("ko")("access.give") for button in shown.app.button)
    assert shown.options("part") == ["접속·작업 기록", "사용자", "권한표"]


def test_an_operator_reads_no_audit(store: Store) -> None:
    store.actor.people.grant(OPERATOR)
    shown = _open("people")
    assert shown.options("part") == ["사용자", "권한표"]
    assert "records" not in _open("records").tables


@pytest.mark.parametrize("role", ["viewer", "province_officer", "panel_member"])
def test_nobody_else_opens_the_page(store: Store, role: str) -> None:
    store.actor.people.grant(Grant("op", "최운영", "operator", valid_from=today()))
    scope = {"province_officer": {"province": "busan"}, "panel_member": {"member": "m01"}}
    store.actor.people.grant(Grant(HERE, "누구", role, valid_from=today(), **scope.get(role, {})))
    shown = _open()
    assert len(shown.failed) == 1 and shown.tables == {}
    assert _audit(store).entries(action="open_page")["on"].iloc[-1] == "access"


# ── the table of roles ───────────────────────────────────────────────────────────────────────────


def test_the_table_of_roles_is_the_one_that_decides(store: Store) -> None:
    rows = vocabulary().rows("permissions")
    table = _open("permissions").tables["permissions"]
    said = {"all": "●\xa0전체", "own": "◐\xa0담당", "none": "–"}
    assert list(table["작업"]) == [row["name_ko"] for row in rows]
    for role in vocabulary().rows("roles"):
        assert list(table[role["name_ko"]]) == [said[row[role["role"]]] for row in rows]
