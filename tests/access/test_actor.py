"""Who may do what: roles from the register and the table, asked anew at every action."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from monitor.access import NOBODY, Actor, Grant, People, Who, actor_of, local, open_rows, signed_in
from monitor.access.people import today, vocabulary
from monitor.wording import Refused

SINCE = dt.date(2026, 1, 1)
OPERATOR = Grant("op", "운영", "operator", valid_from=SINCE)
OFFICER = Grant("busan", "박담당", "province_officer", province="busan", valid_from=SINCE)
MEMBER = Grant("han", "한가람", "panel_member", member="m01", valid_from=SINCE)
MANAGER = Grant("kim", "김관리", "manager", valid_from=SINCE)
VIEWER = Grant("lee", "이열람", "viewer", valid_from=SINCE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one person of each role."""
    people = People(tmp_path)
    for grant in (OPERATOR, OFFICER, MEMBER, MANAGER, VIEWER):
        people.grant(grant)
    return tmp_path


def _actor(folder: Path, account: str) -> Actor:
    return actor_of(Who(account, "program"), folder)


def test_nobody_may_do_anything(folder: Path) -> None:
    actor = actor_of(NOBODY, folder)
    assert not any(actor.opens(row["action"]) for row in vocabulary().rows("permissions"))
    with pytest.raises(Refused, match="로그인"):
        actor.permit("browse")


def test_without_a_register_the_account_of_the_machine_may_do_everything(tmp_path: Path) -> None:
    actor = actor_of(local("program"), tmp_path)
    assert all(actor.may(row["action"]) for row in vocabulary().rows("permissions"))
    assert actor.sign("아무개") == "아무개"


def test_without_a_register_somebody_signed_in_may_do_nothing(tmp_path: Path) -> None:
    assert not actor_of(signed_in("kim", ""), tmp_path).opens("browse")


def test_with_a_register_the_account_of_the_machine_is_one_like_others(folder: Path) -> None:
    assert not actor_of(local("program"), folder).opens("browse")


@pytest.mark.parametrize("account", ["local/root", " local/root", ""])
def test_a_provider_cannot_name_an_account_of_the_machine(account: str) -> None:
    assert signed_in(account, "") is NOBODY


def test_an_officer_sends_for_their_own_province_only(folder: Path) -> None:
    actor = _actor(folder, "busan")
    actor.permit("submit", region="busan")
    for region in ("seoul", None):
        with pytest.raises(Refused, match="역할"):
            actor.permit("submit", region=region)


def test_an_officer_of_the_merged_province_sends_for_both_parts(folder: Path) -> None:
    People(folder).grant(replace(OFFICER, account="new", province="jeonnam_gwangju"))
    actor = _actor(folder, "new")
    assert actor.regions("submit") == {"gwangju", "jeonnam", "jeonnam_gwangju"}
    assert not _actor(folder, "busan").may("submit", region="jeonnam_gwangju")


def test_a_project_alone_does_not_say_whose_it_is(folder: Path) -> None:
    actor = _actor(folder, "busan")
    assert actor.may("answer_finding", region="busan", project="2026-BUS-01")
    assert not actor.may("answer_finding", project="2026-BUS-01")


def test_a_member_scores_as_nobody_else(folder: Path) -> None:
    actor = _actor(folder, "han")
    assert actor.may("score", member="m01")
    assert not actor.may("score", member="m02")
    assert not actor.may("score")


def test_a_member_named_for_projects_writes_on_these_only(folder: Path) -> None:
    People(folder).grant(replace(MEMBER, account="one", projects=frozenset({"2026-BUS-01"})))
    actor = _actor(folder, "one")
    about = {"region": "busan", "member": "m01"}
    assert actor.may("write_finding", project="2026-BUS-01", **about)
    assert not actor.may("write_finding", project="2026-BUS-02", **about)


def test_a_role_counts_from_its_first_day_to_its_last(folder: Path) -> None:
    tomorrow, yesterday = today() + dt.timedelta(1), today() - dt.timedelta(1)
    people = People(folder)
    people.grant(replace(MANAGER, account="soon", valid_from=tomorrow))
    people.grant(replace(MANAGER, account="past", valid_to=yesterday))
    people.grant(replace(MANAGER, account="last day", valid_to=today()))
    opened = [_actor(folder, each).opens("publish") for each in ("soon", "past", "last day")]
    assert opened == [False, False, True]


def test_a_role_given_or_taken_counts_at_the_next_action(folder: Path) -> None:
    actor, people = _actor(folder, "lee"), People(folder)
    assert not actor.opens("publish")
    people.grant(replace(VIEWER, role="manager"))
    assert actor.opens("publish")
    people.end("lee", "manager")
    assert not actor.opens("publish") and actor.opens("browse")
    people.forget("lee")
    assert not actor.opens("browse")


def test_a_register_that_cannot_be_read_lets_nobody_in(folder: Path) -> None:
    actor = _actor(folder, "kim")
    (folder / "people.csv").write_text("account,name\nkim,x\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"people\.csv 2행"):
        actor.opens("browse")


@pytest.mark.parametrize(
    ("grant", "said"),
    [
        (replace(OFFICER, province="atlantis"), "province=atlantis"),
        (replace(MEMBER, member="m99"), "member=m99"),
        (replace(VIEWER, role="king"), "role=king"),
        (replace(VIEWER, account=" "), "account"),
    ],
)
def test_a_row_that_is_not_sound_is_refused_and_nothing_is_written(
    folder: Path, grant: Grant, said: str
) -> None:
    before = (folder / "people.csv").read_bytes()
    with pytest.raises(Refused, match=said) as refusal:
        People(folder).grant(grant)
    assert refusal.value.key == "grant_unsound"
    assert (folder / "people.csv").read_bytes() == before
    assert not list(folder.glob(".people.[!l]*"))


def test_the_last_operator_stays(folder: Path) -> None:
    for change in (lambda p: p.end("op", "operator"), lambda p: p.forget("op")):
        with pytest.raises(Refused, match="운영자"):
            change(People(folder))


def test_what_is_written_is_signed_with_the_registered_name(folder: Path) -> None:
    assert _actor(folder, "kim").sign("somebody else") == "김관리"


def test_lists_hold_the_rows_that_are_open(folder: Path) -> None:
    rows = pd.DataFrame({"region": ["busan", "seoul", None], "n": [1, 2, 3]})
    seen = {
        account: open_rows(_actor(folder, account), "read_submission", rows)["n"].tolist()
        for account in ("kim", "busan", "lee")
    }
    assert seen == {"kim": [1, 2, 3], "busan": [1], "lee": []}


def test_what_was_done_and_what_was_refused_is_on_record(folder: Path) -> None:
    actor = _actor(folder, "kim")
    with actor.acting("publish", on="2026-12-31-final-1"):
        pass
    with pytest.raises(ValueError), actor.acting("publish", on="2026-12-31-final-2"):  # noqa: PT011
        raise ValueError
    with pytest.raises(Refused):
        actor.permit("operate", on="backup")
    listed = actor.audit.entries()[["account", "role", "action", "on", "outcome"]]
    assert sorted(listed.itertuples(index=False, name=None)) == [
        ("kim", "manager", "operate", "backup", "refused"),
        ("kim", "manager", "publish", "2026-12-31-final-1", "allowed"),
        ("kim", "manager", "publish", "2026-12-31-final-2", "allowed"),
        ("kim", "manager", "publish", "2026-12-31-final-2", "failed"),
    ]
