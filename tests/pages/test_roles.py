"""Pages as each role has them, without a browser: what is kept, forged, or pressed late."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from monitor.evaluation import history_of
from monitor.wording import Words
from pages.shared import who
from tests.access.roles import PEOPLE, World, world_of
from tests.evaluated import Evaluated
from tests.pages.reading import Shown, plain

WORDS = Words("ko")
Come = Callable[[str], None]


@pytest.fixture(scope="module")
def world(evaluated: Evaluated, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the store of this file's tests, which write to it."""
    return world_of(evaluated, tmp_path_factory.mktemp("roles") / "store")


@pytest.fixture
def come(world: World, monkeypatch: pytest.MonkeyPatch) -> Come:
    """Return a function that lets somebody of a role come; blank for nobody."""
    monkeypatch.setenv("MONITOR_STORE", str(world.folder))
    monkeypatch.setenv("MONITOR_SIGN_IN", "yes")

    def came(role: str) -> None:
        account = PEOPLE[role].account if role else ""
        token = {"is_logged_in": bool(role), "sub": account, "iat": time.time()}
        monkeypatch.setattr(who, "_token", lambda: token)
        monkeypatch.setattr(who, "_address", lambda: "127.0.0.1")

    return came


def _said(shown: Shown) -> list[str]:
    return [plain(str(each.value)) for each in (*shown.app.success, *shown.app.error)]


def _button(shown: Shown, label: str) -> None:
    next(button for button in shown.app.button if button.label == label).click()


def test_what_was_read_for_one_is_not_shown_to_another(come: Come, world: World) -> None:
    come("manager")
    asked = {"task": "conditions"}
    names = set(Shown.opened("panel", **asked).tables["conditions"]["사업"])
    come("province_officer")
    own = set(Shown.opened("panel", **asked).tables["conditions"]["사업"])
    assert own < names
    come("panel_member")
    shown = Shown.opened("panel", task="findings", member="m01")
    assert not any(widget.key == "member" for widget in shown.app.selectbox)


def test_a_name_cannot_be_given_by_who_signed_in(come: Come, world: World) -> None:
    come("province_officer")
    number = world.own.finding
    shown = Shown.opened("panel", task="findings", finding=str(number))
    assert not any(widget.key == "who" for widget in shown.app.text_input)
    shown.app.session_state["who"] = "남의 이름"
    text = next(each for each in shown.app.text_area if str(each.key).startswith("follow-up"))
    text.set_value("고침")
    _button(shown, WORDS("panel.keep_follow_up"))
    shown.app.run()
    assert WORDS("panel.follow_up_kept", number=number) in _said(shown)
    last = history_of(world.store("manager").ledger, number).iloc[-1]
    assert last["given_by"] == PEOPLE["province_officer"].name


def test_a_button_pressed_after_the_person_changed_is_refused_in_a_sentence(
    come: Come, world: World
) -> None:
    come("manager")
    number = str(world.other.submission)
    shown = Shown.opened("submissions", task="review", submission=number)
    _button(shown, WORDS("submissions.do_accepted"))
    come("province_officer")
    shown.app.run()
    assert any("할 수 없습니다" in said for said in _said(shown))
    rows = world.store("manager").ledger.submissions().set_index("submission")
    assert rows.loc[int(number), "submission_state"] == "submitted"


def test_nothing_can_be_taken_along_by_who_may_only_look(come: Come, world: World) -> None:
    fold = "fold rank"
    asked = {"year": "2026", "programme_year": "1"}
    come("manager")
    shown = Shown.opened("evaluation", unfold=(fold.removeprefix("fold "),), **asked)
    taking = [each for each in shown.app.button if str(each.key).startswith("take ")]
    assert taking
    taking[0].click()
    come("operator")
    shown.app.run()
    assert not any(str(each.key).startswith("take ") for each in shown.app.button)
    shown = Shown.opened("evaluation", unfold=("rank",), **asked)
    assert not any(str(each.key).startswith(("take ", "keep ")) for each in shown.app.button)


def test_whose_session_has_ended_is_asked_to_sign_in(come: Come) -> None:
    come("viewer")
    assert Shown.opened().failed == []
    come("")
    shown = Shown.opened("submissions")
    assert WORDS("entrance.sign_in") in [button.label for button in shown.app.button]
    assert shown.tables == {}


def test_scores_of_others_are_a_sentence_and_totals_stay(come: Come) -> None:
    asked = {"part": "project", "year": "2026", "project": "S1"}
    told = {"manager": "", "panel_member": "_but_own", "viewer": ""}
    for role, key in told.items():
        come(role)
        shown = Shown.opened("evaluation", **asked)
        sentence = WORDS(f"evaluation.scores_closed{key}")
        assert (sentence in shown.announced) == (role != "manager")
        assert shown.tiles["평가 점수"] == "85.00"
        scorers = set(shown.tables["sheets"]["위원"])
        # What a province gave itself is no member's, and open to all.
        assert (scorers == {"자체평가"}) == (role == "viewer")
        assert (scorers == {"서미르", "자체평가"}) == (role == "panel_member")
