"""The table of roles is the test: every cell is tried on every way that leads to its action.

Pages and their addresses are tried in a browser (tests/browser/test_roles.py), the command line in
test_command_line.py; here are the functions behind them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any, Final

import pytest

from monitor.briefing.exhibiting import exhibit
from monitor.briefing.files import take
from monitor.briefing.jobs import briefing_job
from monitor.briefing.recipe import Part, Piece, Recipe, content_of
from monitor.briefing.verify import verify_code
from monitor.briefing.verify_file import verify_file
from monitor.evaluation import (
    answer_condition,
    answer_finding,
    conditions_now,
    decide_project,
    decisions_now,
    finding_counts,
    findings_now,
    history_of,
    judge_finding,
    keep_sheet,
    last_sheet,
    last_visit,
    mark_visit,
    scoring_board,
    write_finding,
)
from monitor.figures.register import figure_named
from monitor.figures.view import View
from monitor.intake.board import board
from monitor.intake.preview import preview
from monitor.intake.template import score_template, template
from monitor.store import (
    Store,
    ask,
    decide,
    explain,
    findings_of,
    normalised_of,
    publish,
)
from monitor.store.candidate import candidate
from monitor.store.recipes import save_recipe
from monitor.wording import Refused
from tests.access.roles import ROLES, TABLE, Whose, World, expected, world_of
from tests.evaluated import VOCABULARY, Evaluated, sheet

END: Final = dt.date(2026, 12, 31)
TODAY: Final = dt.date(2027, 5, 1)
Way = Callable[[World, Store, Whose], bool]


@pytest.fixture(scope="module")
def world(evaluated: Evaluated, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the store of this file's tests, which write to it."""
    return world_of(evaluated, tmp_path_factory.mktemp("roles") / "store")


def done(call: Callable[[], Any]) -> bool:
    """Say whether something was done; that it failed for another reason fails the test."""
    try:
        call()
    except Refused as refused:
        if refused.key not in {"not_allowed", "sign_in_first", "scores_not_open"}:
            raise
        return False
    return True


def view_of(store: Store) -> View:
    return View("ko", store.release(), 17, dark=False)


# ── the ways ─────────────────────────────────────────────────────────────────────────────────────


def sees_releases(_world: World, store: Store, _whose: Whose) -> bool:
    return len(ask("evaluation/years", release=store.release())) > 0


def takes_a_file(_world: World, store: Store, _whose: Whose) -> bool:
    shown = figure_named("evaluation/rank")
    given = {"year": 2026, "programme_year": 1}
    return done(lambda: take(store.ledger, view_of(store), shown, "csv", by="x", **given))


def saves_a_recipe(_world: World, store: Store, whose: Whose) -> bool:
    name = f"{store.actor.account} {whose.name}"
    return done(lambda: save_recipe(store.ledger, name, content_of(RECIPE), by="x", after=0))


def makes_a_briefing(_world: World, store: Store, _whose: Whose) -> bool:
    work = briefing_job(store, RECIPE, store.release(), "ko", "xlsx", by="x")
    return done(lambda: work(lambda *_: None))


def lists_previews(world: World, store: Store, _whose: Whose) -> bool:
    return world.preview in {each.manifest.release for each in store.previews()}


def opens_a_preview(world: World, store: Store, _whose: Whose) -> bool:
    try:
        return store.release(world.preview).manifest.release == world.preview
    except Refused as refused:
        return refused.key != "unknown_release" or world.preview in str(refused.values["known"])


def lists_submissions(_world: World, store: Store, whose: Whose) -> bool:
    return whose.region in set(store.ledger.submissions()["region"])


def stands_on_the_board(_world: World, store: Store, whose: Whose) -> bool:
    rows = board(store.ledger, VOCABULARY, year=2026, quarter=4, today=TODAY)
    return whose.region in set(rows["region"])


def reads_a_submission(_world: World, store: Store, whose: Whose) -> bool:
    number = whose.submission
    ledger = store.ledger
    told = {
        done(lambda: ledger.received_file(number)),
        done(lambda: ledger.file_name(number)),
        done(lambda: findings_of(ledger, number)),
        done(lambda: normalised_of(ledger, number)),
        done(lambda: preview(ledger, VOCABULARY, number)),
        done(lambda: template(ledger, VOCABULARY, region=whose.region, year=2027, quarter=2,
                              today=TODAY)),
        done(lambda: score_template(ledger, VOCABULARY, year=2026, region=whose.region,
                                    today=TODAY)),
    }  # fmt: skip
    assert len(told) == 1
    return told.pop()


def explains(_world: World, store: Store, whose: Whose) -> bool:
    return done(lambda: explain(store.ledger, whose.submission, {}, by="x"))


def assesses_itself(_world: World, store: Store, whose: Whose) -> bool:
    own = sheet(whose.home, "self", 70, year=2027, sheet_state="draft")
    return done(lambda: keep_sheet(store.ledger, VOCABULARY, own, by="x"))


def decides_a_submission(_world: World, store: Store, whose: Whose) -> bool:
    number = next(whose.waiting) if store.actor.may("decide_submission") else 1
    return done(lambda: decide(store.ledger, number, "returned", by="x", note="다시"))


def publishes(_world: World, store: Store, _whose: Whose) -> bool:
    return done(lambda: publish(store, as_of=END, final=False, publisher="x", preview=True))


def tries_a_candidate(_world: World, store: Store, _whose: Whose) -> bool:
    def tried() -> None:
        with candidate(store, as_of=END):
            pass

    return done(tried)


def asks_for_scores(_world: World, store: Store, whose: Whose) -> bool:
    told = set()
    for question in ("evaluation/sheets", "evaluation/scores"):
        rows = ask(question, release=store.release(), year=2026, project=whose.project)
        told.add(whose.member in set(rows["scored_by"]))
    assert len(told) == 1
    return told.pop()


def reads_a_sheet(_world: World, store: Store, whose: Whose) -> bool:
    return done(lambda: last_sheet(store.ledger, 2026, whose.project, whose.member))


def stands_on_the_scoring_board(_world: World, store: Store, whose: Whose) -> bool:
    rows = scoring_board(store.ledger, VOCABULARY, 2026, TODAY)
    return whose.member in set(rows["member"])


def scores(_world: World, store: Store, whose: Whose) -> bool:
    given = sheet(whose.project, whose.member, 55, year=2027, sheet_state="draft")
    return done(lambda: keep_sheet(store.ledger, VOCABULARY, given, by="x"))


def lists_findings(_world: World, store: Store, whose: Whose) -> bool:
    ledger = store.ledger
    told = {
        whose.finding in set(findings_now(ledger, TODAY)["finding"]),
        whose.condition in set(conditions_now(ledger, TODAY)["entry"]),
        whose.condition in set(decisions_now(ledger, 2026)["entry"]),
        finding_counts(ledger, [whose.region], TODAY)["written"] > 0,
        done(lambda: history_of(ledger, whose.finding)),
    }
    assert len(told) == 1
    return bool(told.pop())


def writes_a_finding(_world: World, store: Store, whose: Whose) -> bool:
    return done(lambda: write_finding(
        store.ledger, VOCABULARY, project=whose.project, area="budget", severity="minor",
        opinion="볼 것", due_on=dt.date(2099, 1, 1), member=whose.member,
    ))  # fmt: skip


def marks_a_visit(_world: World, store: Store, whose: Whose) -> bool:
    return done(lambda: mark_visit(store.ledger, VOCABULARY, whose.member, "2026-12-31"))


def judges(world: World, store: Store, whose: Whose) -> bool:
    if store.actor.may("write_finding", region=whose.region, member=whose.member):
        officer = world.store("province_officer").ledger
        officer._kept = store.ledger._kept  # the one connection that is open
        answer_finding(officer, whose.finding, "고침", by="x")
    return done(lambda: judge_finding(
        store.ledger, VOCABULARY, whose.finding, "reopened", member=whose.member, note="다시"
    ))  # fmt: skip


def answers_a_finding(_world: World, store: Store, whose: Whose) -> bool:
    return done(lambda: answer_finding(store.ledger, whose.finding, "고침", by="x"))


def answers_a_condition(_world: World, store: Store, whose: Whose) -> bool:
    return done(lambda: answer_condition(store.ledger, whose.condition, 1, "고침", by="x"))


def decides_a_project(_world: World, store: Store, whose: Whose) -> bool:
    return done(lambda: decide_project(
        store.ledger, VOCABULARY, store.release(), year=2026, project=whose.home,
        decision="stop", reason="까닭", by="x",
    ))  # fmt: skip


def acts(action: str) -> Way:
    """Return the way that a page or a verb takes which does nothing but ask for its action."""
    return lambda _world, store, _whose: done(lambda: store.actor.permit(action))


WAYS: Final[Mapping[str, tuple[Way, ...]]] = {
    "browse": (sees_releases,),
    "export": (takes_a_file,),
    "brief": (saves_a_recipe, makes_a_briefing),
    "read_preview": (lists_previews, opens_a_preview),
    "read_submission": (lists_submissions, stands_on_the_board, reads_a_submission),
    "submit": (explains, assesses_itself),
    "decide_submission": (decides_a_submission,),
    "publish": (publishes, tries_a_candidate),
    "read_score": (asks_for_scores, reads_a_sheet, stands_on_the_scoring_board),
    "score": (scores,),
    "read_finding": (lists_findings,),
    "write_finding": (writes_a_finding, marks_a_visit, judges),
    "answer_finding": (answers_a_finding, answers_a_condition),
    "decide_project": (decides_a_project,),
    "read_audit": (acts("read_audit"),),
    "read_people": (acts("read_people"),),
    "change_people": (acts("change_people"),),
    "operate": (acts("operate"),),
}
_PIECE: Final = Piece("evaluation/rank", {"year": 2026, "programme_year": 1})
RECIPE: Final = Recipe("보고", "", (Part("평가", (_PIECE,)),))


# ── the table ────────────────────────────────────────────────────────────────────────────────────


def test_every_action_of_the_table_is_tried() -> None:
    assert set(WAYS) == set(TABLE)


# What is nobody's own is the same for another's.
CELLS: Final = [
    (action, role, whose)
    for action, row in TABLE.items()
    for role in ROLES
    for whose in (("own", "other") if "own" in row.values() else ("own",))
]


@pytest.mark.parametrize(("action", "role", "whose"), CELLS)
def test_a_cell_of_the_table_holds_on_every_way(
    world: World, action: str, role: str, whose: str
) -> None:
    store, wanted = world.store(role), expected(action, role, whose)
    # Opening the ledger anew for each call took half of the time; publishing opens it by itself.
    with nullcontext() if action == "publish" else store.ledger.kept_open():
        for way in WAYS[action]:
            assert way(world, store, world.whose(whose)) == wanted, way.__name__


@pytest.mark.parametrize("role", ROLES)
def test_scores_of_single_members_leave_with_the_ministry_alone(world: World, role: str) -> None:
    store, reads_all = world.store(role), TABLE["read_score"][role] == "all"
    shown, given = figure_named("evaluation/scores"), {"year": 2026, "project": "B1"}
    assert done(lambda: exhibit(store.ledger, view_of(store), shown, **given)) == reads_all


@pytest.mark.parametrize("role", ROLES)
def test_what_was_recorded_of_scores_is_told_to_who_may_read_them(world: World, role: str) -> None:
    store, reads_all = world.store(role), TABLE["read_score"][role] == "all"
    (verdict,) = verify_code(store, world.code).figures
    assert (verdict.is_open, verdict.state) == (reads_all, "same" if reads_all else "not_asked")
    assert bool(verdict.answers) == reads_all
    forged = f"확인번호,{world.code}\n점수\n1\n".encode()
    (found,) = verify_file(store, forged, "forged.csv").figures
    assert (found.state != "closed") == reads_all
    assert bool(found.alterations) == reads_all


@pytest.mark.parametrize("role", ROLES)
def test_a_member_remembers_their_own_visit(world: World, role: str) -> None:
    store, member = world.store(role), world.own.member
    remembers = done(lambda: last_visit(store.ledger, member))
    # An officer is of no panel.
    assert remembers == expected("read_finding", role, "own") or role == "province_officer"
