"""자문단: projects and what changed, findings, scores, the visit sheet, decisions; on a store
of its own where somebody writes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from monitor.evaluation import (
    Evidence,
    answer_finding,
    evidence_of,
    findings_now,
    keep_sheet,
    last_sheet,
    last_visit,
    write_finding,
)
from monitor.evaluation.people import provinces_of
from monitor.figures.view import vocabulary
from monitor.intake.board import latest_day
from monitor.store import Release, Store, ask
from monitor.wording import Words
from tests.pages.reading import LANGUAGES, Shown, plain

Open = Callable[..., Shown]
TASKS = ("mine", "findings", "scores", "visit", "conditions", "decisions")
PROJECT = "2026-GYB-03"
DAY = dt.date(2028, 6, 30)


@pytest.fixture
def desk(store: Store) -> Open:
    """Return a function that opens the page of that store at a task."""
    return lambda task="mine", **asked: Shown.opened("panel", task=task, **asked)


def _press(shown: Shown, label: str) -> Shown:
    next(button for button in shown.app.button if button.label == label).click()
    shown.app.run()
    return shown


def _said(shown: Shown) -> list[str]:
    return [plain(str(each.value)) for each in (*shown.app.success, *shown.app.error)]


def _found(store: Store, member: str = "m01") -> Any:
    found = findings_now(store.ledger, latest_day(store.ledger.submissions()))
    return found[found["region"].isin(provinces_of(vocabulary(), member, DAY))]


# ── every task ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", TASKS)
def test_every_task_opens_for_every_year_and_member(
    open_page: Open, task: str, language: str
) -> None:
    for member, year in (("m01", "2028"), ("m03", "2027"), ("m14", "2026")):
        shown = open_page("panel", task=task, member=member, year=year, language=language)
        assert shown.failed == []


@pytest.mark.parametrize("task", TASKS)
def test_every_release_can_be_looked_at(open_page: Open, demonstration: Store, task: str) -> None:
    for release in demonstration.releases():
        assert open_page("panel", task=task, release=release.manifest.release).failed == []


@pytest.mark.parametrize(
    "asked",
    [
        {"task": "burn"},
        {"member": "m99"},
        {"task": "visit", "project": "x'; drop"},
        {"task": "findings", "finding": "-1", "findings": "none"},
        {"task": "scores", "board": "all"},
        {"task": "conditions", "condition": "1-1"},
    ],
)
def test_what_an_address_invents_is_named_and_does_no_harm(
    open_page: Open, asked: dict[str, str]
) -> None:
    shown = open_page("panel", **asked)
    assert shown.failed == []
    assert shown.announced


def test_a_link_reproduces_member_task_and_finding(open_page: Open, demonstration: Store) -> None:
    number = str(_found(demonstration, "m09")["finding"].iloc[-1])
    shown = open_page("panel", task="findings", member="m09", finding=number, findings="all")
    again = open_page("panel", **shown.address)
    assert shown.address["finding"] == number
    assert again.tables["history"].equals(shown.tables["history"])


# ── my projects ──────────────────────────────────────────────────────────────────────────────────


def test_only_projects_of_the_members_provinces_are_listed(
    open_page: Open, newest: Release
) -> None:
    listed = open_page("panel", member="m01").tables["mine"]
    every = ask("projects/list", release=newest, year=2028, quarter=2)
    own = every[every["region"].isin(provinces_of(vocabulary(), "m01", DAY))]
    assert list(listed["사업명"]) == list(own["name"])
    assert listed["상태의 근거"].str.contains("기한이 지난 조치").any()


def test_the_merged_province_is_looked_after_too(open_page: Open) -> None:
    seventeen = open_page("panel", member="m01").tables["mine"]
    sixteen = open_page("panel", member="m01", basis="16").tables["mine"]
    assert len(sixteen) == len(seventeen)
    assert sixteen["시·도"].str.contains("전남광주").any()


def test_the_numbers_behind_each_status_are_one_click_away(open_page: Open) -> None:
    shown = Shown.opened("panel", unfold=("status mine",))
    numbers = shown.tables["status_mine"]
    assert len(numbers) == len(shown.tables["mine"])
    assert {"기한 지난 단계", "기한 지난 조치"} <= set(numbers.columns)
    assert any("이상" in text and "부진" in text for text in shown.texts)


def test_what_changed_since_the_release_seen_last(open_page: Open) -> None:
    shown = open_page("panel", member="m01")
    changes = shown.tables["changes"]
    assert changes.iloc[0].tolist()[1] == "상태"
    assert changes.iloc[0].tolist()[2].endswith("(2027년)")
    assert not shown.tables["moved"].empty


def test_a_first_visit_has_nothing_to_compare(open_page: Open) -> None:
    shown = open_page("panel", member="m02")
    assert "changes" not in shown.tables
    assert any("아직 확인한 기록이 없습니다" in text for text in shown.texts)


def test_a_visit_is_remembered(desk: Open, store: Store, newest: Release) -> None:
    shown = _press(desk(member="m02"), "여기까지 확인함")
    assert "확인한 것으로 기록했습니다" in _said(shown)[0]
    seen = last_visit(store.ledger, "m02")
    assert seen is not None
    assert seen[0] == newest.manifest.release
    assert any("이 공표까지 확인하셨습니다" in text for text in shown.texts)
    earlier = desk(member="m02", release="2027-12-31-final-2")
    assert any("더 나중 공표" in text for text in earlier.texts)


def test_overdue_stages_and_indicators_off_target_are_listed(open_page: Open) -> None:
    shown = open_page("panel", member="m01")
    assert shown.tiles["기한 지난 단계"] == str(len(shown.tables["stages"]))
    first = shown.tables["off_first"]
    assert first["차이 (%p)"].str.startswith("△").all()


# ── findings ─────────────────────────────────────────────────────────────────────────────────────


def test_findings_are_listed_overdue_first_and_all_on_request(
    open_page: Open, demonstration: Store
) -> None:
    shown = open_page("panel", task="findings")
    found = _found(demonstration)
    listed = shown.tables["findings"]
    late = listed.iloc[:, 0].str.contains("기한 지남")
    assert late.iloc[0]
    assert late.is_monotonic_decreasing
    assert len(listed) == (found["finding_state"] != "closed").sum()
    assert "종결" in " ".join(shown.choose("findings", "all").tables["findings"].iloc[:, 0])


def test_tiles_count_the_findings(open_page: Open, demonstration: Store) -> None:
    tiles, found = open_page("panel", task="findings").tiles, _found(demonstration)
    assert tiles["작성"] == str(len(found))
    assert tiles["▲ 기한 지남"] == str(found["is_overdue"].sum())
    assert tiles["자문의견 조치율"].endswith("%")


def _fill_in(shown: Shown, text: str = "<b>집행</b> 계획을 다시 세울 것") -> Shown:
    groups = {str(w.key).split()[0]: w for w in shown.app.button_group}
    groups["area"].set_value("budget")
    groups["severity"].set_value("major")
    next(w for w in shown.app.text_area if str(w.key).startswith("text ")).set_value(text)
    return shown


def test_a_finding_is_kept_with_its_evidence(desk: Open, store: Store, newest: Release) -> None:
    shown = _fill_in(desk("findings", member="m01", project=PROJECT))
    next(iter(shown.app.multiselect)).set_value(["service_users"])
    _press(shown, "의견 남기기")
    assert "시·도의 조치를 기다립니다" in _said(shown)[0]
    row = _found(store).sort_values("finding").iloc[-1]
    assert (row["project"], row["opinion"]) == (PROJECT, "<b>집행</b> 계획을 다시 세울 것")
    number = int(row["finding"])
    (cited,) = evidence_of(store.ledger, [number])[number]
    assert (cited.release, cited.indicator) == (newest.manifest.release, "service_users")
    again = desk("findings", finding=str(number))
    told = again.tables["history"].iloc[0].iloc[-1]
    assert f"(공표 {newest.manifest.release_number}, 기준일 2028. 6. 30. 잠정)" in told
    assert not any("집행" in area.value for area in again.app.text_area if area.value)


def test_what_is_written_outlives_the_session_until_it_is_handed_in(desk: Open) -> None:
    def opinions(shown: Shown) -> list[str]:
        return [str(w.value) for w in shown.app.text_area if str(w.key).startswith("text ")]

    first = _fill_in(desk("findings", member="m01", project=PROJECT), "반쯤 쓴 의견")
    first.app.run()
    second = desk("findings", member="m01", project=PROJECT)
    assert opinions(second) == ["반쯤 쓴 의견"]
    _press(_fill_in(second, "다 쓴 의견"), "의견 남기기")
    assert opinions(desk("findings", member="m01", project=PROJECT)) == [""]


@pytest.mark.parametrize(
    ("text", "sentence"), [(" ", "자문의견이 비어 있습니다"), (None, "모두 골라")]
)
def test_an_incomplete_finding_is_a_sentence(
    desk: Open, store: Store, text: str | None, sentence: str
) -> None:
    before = store.ledger.position()
    shown = desk("findings", member="m01")
    if text is not None:
        _fill_in(shown, text)
    _press(shown, "의견 남기기")
    assert sentence in _said(shown)[0]
    assert store.ledger.position() == before


def test_the_province_answers_and_the_panel_closes(desk: Open, store: Store) -> None:
    number = int(_found(store).iloc[0]["finding"])
    shown = desk("findings", finding=str(number))
    text = next(w for w in shown.app.text_area if str(w.key).startswith("follow-up"))
    text.set_value("계획을 고침")
    _press(shown, "조치 내기")
    assert _said(shown) == ["이름을 적어 주십시오. 누가 했는지 기록에 남습니다."]
    shown.app.text_input(key="who").set_value("경북 담당자")
    _press(shown, "조치 내기")
    assert "자문위원의 확인을 기다립니다" in _said(shown)[0]
    _press(shown, "종결")
    assert "종결했습니다" in _said(shown)[0]
    states = list(shown.tables["history"]["일어난 일"].str[2:])
    assert states[1:] == ["조치 제출", "종결"]
    assert "조치 내기" not in [button.label for button in shown.app.button]


def test_sending_back_asks_what_is_amiss(desk: Open, store: Store) -> None:
    found = _found(store)
    number = int(found[found["finding_state"] == "answered"]["finding"].iloc[0])
    shown = _press(desk("findings", finding=str(number)), "보완 요청")
    assert "무엇이 모자란지" in _said(shown)[0]
    note = next(w for w in shown.app.text_area if str(w.key).startswith("verdict"))
    note.set_value("증빙이 없음")
    _press(shown, "보완 요청")
    assert "돌려보냈습니다" in _said(shown)[0]
    assert _found(store).set_index("finding").loc[number, "finding_state"] == "reopened"


def test_who_judges_second_is_told_that_it_was_settled(desk: Open, store: Store) -> None:
    found = _found(store)
    number = int(found[found["finding_state"] == "answered"]["finding"].iloc[0])
    first, second = desk("findings", finding=str(number)), desk("findings", finding=str(number))
    _press(first, "종결")
    assert "살펴볼 조치가 없습니다" in _said(_press(second, "종결"))[0]


def test_evidence_shows_the_number_then_and_the_number_now(desk: Open, store: Store) -> None:
    then = Evidence("2027-12-31-final-2", "service_users", 2027, 4, 1.0)
    gone = Evidence("1999-12-31-final-0", "service_users", 2026, 4, 1.0)
    number = write_finding(
        store.ledger,
        vocabulary(),
        project=PROJECT,
        area="outcome",
        severity="minor",
        opinion="다시 셀 것",
        due_on=dt.date(2099, 1, 1),
        member="m01",
        evidence=[then, gone],
    )
    shown = desk("findings", finding=str(number)).tables["history"].iloc[0].iloc[-1]
    assert "1명 (공표 2, 기준일 2027. 12. 31. 확정) → 지금" in shown
    assert "1명 (1999-12-31-final-0) → 지금" in shown
    earlier = desk("findings", finding=str(number), release="2026-12-31-final-1")
    assert "→" not in earlier.tables["history"].iloc[0].iloc[-1].split(" / ")[0]


def test_a_text_of_the_ledger_is_never_read_as_markup(desk: Open, store: Store) -> None:
    number = int(_found(store).iloc[0]["finding"])
    answer_finding(store.ledger, number, "**굵게** <b>", by="*담당*")
    shown = desk("findings", finding=str(number))
    assert r"\*\*굵게\*\*" in str(
        next(e.value for e in shown.app.table if "일어난 일" in e.value.columns)
    )


# ── scores ───────────────────────────────────────────────────────────────────────────────────────


def _give(shown: Shown, share: float = 0.8) -> Shown:
    for field in shown.app.number_input:
        field.set_value(float(int(field.max * share)))
    return shown


def test_the_board_says_who_has_to_score_what_by_when(open_page: Open) -> None:
    shown = open_page("panel", task="scores", member="m03", year="2027")
    assert shown.tiles["점수 제출 기한"] == "2028.\N{NO-BREAK SPACE}2.\N{NO-BREAK SPACE}15."
    assert shown.tiles["□\N{NO-BREAK SPACE}제척"] == "1"
    assert "주관 조직의 감사" in shown.tables["board_own"].iloc[-1].iloc[-1]
    members = shown.choose("board", "member").tables["board_member"]
    assert len(members) == 14
    projects = shown.choose("board", "project").tables["board_project"]
    assert projects["제출"].astype(int).sum() == members["제출"].astype(int).sum()


def test_a_draft_is_seen_by_its_member_only_and_then_handed_in(desk: Open, store: Store) -> None:
    asked = {"member": "m01", "year": "2028", "project": PROJECT}
    shown = _press(_give(desk("scores", **asked)), "초안 저장")
    assert "초안을 저장했습니다" in _said(shown)[0]
    kept = last_sheet(store.ledger, 2028, PROJECT, "m01")
    assert kept is not None
    assert kept.sheet_state == "draft"
    assert shown.tiles["◆\N{NO-BREAK SPACE}초안"] == "1"
    other = desk("scores", **asked | {"member": "m03"})
    assert other.tiles["◆\N{NO-BREAK SPACE}초안"] == "0"
    assert all(field.value is None for field in other.app.number_input)
    again = desk("scores", **asked)
    assert all(field.value is not None for field in again.app.number_input)
    _press(again, "제출")
    assert "제출했습니다" in _said(again)[0]
    assert again.tiles["●\N{NO-BREAK SPACE}제출"] == "1"


def test_what_is_handed_in_has_all_points(desk: Open, store: Store) -> None:
    before = store.ledger.position()
    shown = _press(desk("scores", member="m01", project=PROJECT), "제출")
    assert "점수가 없는 기준이 있습니다: 계획의 충실성" in _said(shown)[0]
    assert store.ledger.position() == before


def test_a_correction_says_why(desk: Open, store: Store) -> None:
    asked = {"member": "m01", "year": "2028", "project": PROJECT}
    shown = _press(_give(desk("scores", **asked)), "제출")
    _press(_give(shown, 0.6), "제출")
    assert "고치는 까닭을 적어" in _said(shown)[0]
    reason = next(w for w in shown.app.text_input if str(w.key).startswith("reason"))
    reason.set_value("실적을 잘못 봄")
    _press(shown, "제출")
    assert "제출했습니다" in _said(shown)[0]
    kept = last_sheet(store.ledger, 2028, PROJECT, "m01")
    assert kept is not None
    assert kept.reason == "실적을 잘못 봄"


def test_the_evidence_stands_beside_the_form(open_page: Open) -> None:
    shown = open_page("panel", task="scores", member="m01", year="2028", project=PROJECT)
    assert {"conditions", "points", "indicators"} <= set(shown.tables)
    assert "아직 없음" in shown.tables["conditions"].iloc[0].iloc[-1]


def test_what_is_decided_is_shown_and_not_asked_again(open_page: Open) -> None:
    shown = open_page("panel", task="scores", member="m01", year="2027", project=PROJECT)
    assert any("이미 결정되어" in info.value for info in shown.app.info)
    assert len(shown.tables["sheet"]) == 6
    assert not shown.app.number_input


def test_an_excluded_project_says_why(open_page: Open) -> None:
    shown = open_page("panel", task="scores", member="m03", project="2026-SEO-01")
    assert any("평가할 수 없습니다" in info.value for info in shown.app.info)
    assert not shown.app.number_input


def test_a_sheet_handed_in_meanwhile_makes_it_a_correction(desk: Open, store: Store) -> None:
    shown = _give(desk("scores", member="m01", year="2028", project=PROJECT))
    _press(shown, "초안 저장")
    kept = last_sheet(store.ledger, 2028, PROJECT, "m01")
    assert kept is not None
    handed = type(kept)(**{**vars(kept), "sheet_state": "submitted"})
    keep_sheet(store.ledger, vocabulary(), handed, by="m01")
    assert "고치는 까닭을 적어" in _said(_press(shown, "제출"))[0]


# ── the visit sheet ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_holds_facts_money_stages_indicators_and_findings(
    open_page: Open, language: str
) -> None:
    shown = open_page("panel", task="visit", project=PROJECT, language=language)
    sections = {f"sheet_{name}" for name in ("status", "stages", "money", "indicators")}
    assert sections | {"facts", "history", "conditions"} <= set(shown.tables)
    mark = Words(language)("release.demonstration")  # type: ignore[arg-type]  # one of both
    assert any(mark in text for text in shown.texts)


# ── decisions ────────────────────────────────────────────────────────────────────────────────────


def _undecided(shown: Shown) -> str:
    return str(shown.tables["decisions"].iloc[0]["사업"]).split(" · ")[0]


def test_a_decision_by_the_rules_is_kept(desk: Open) -> None:
    shown = desk("decisions", year="2027")
    shown.app.text_input(key="who").set_value("부처 담당")
    waiting = int(shown.tiles["결정 전"])
    _press(shown, "결정 남기기")
    assert "계속 지원" in _said(shown)[0]
    assert shown.tiles["결정 전"] == str(waiting - 1)


def test_a_deviating_decision_needs_a_reason_and_a_condition(desk: Open) -> None:
    shown = desk("decisions", year="2027")
    shown.app.text_input(key="who").set_value("부처 담당")
    group = next(w for w in shown.app.button_group if str(w.key).startswith("decision"))
    group.set_value("conditional")
    _press(shown, "결정 남기기")
    assert "조건을 하나 이상" in _said(shown)[0]
    condition = next(w for w in shown.app.text_input if str(w.key).startswith("condition"))
    condition.set_value("집행을 앞당길 것")
    _press(shown, "결정 남기기")
    assert "까닭을 적어 주십시오" in _said(shown)[0]
    reason = next(w for w in shown.app.text_area if str(w.key).startswith("reason"))
    reason.set_value("현장 확인")
    _press(shown, "결정 남기기")
    assert "조건부 지원" in _said(shown)[0]
    listed = desk("conditions").tables["conditions"]
    assert listed.apply(lambda column: column == "집행을 앞당길 것").any(axis=None)


def test_nobody_decides_without_a_name(desk: Open, store: Store) -> None:
    before = store.ledger.position()
    assert "이름을 적어" in _said(_press(desk("decisions", year="2027"), "결정 남기기"))[0]
    assert store.ledger.position() == before


def test_a_condition_is_answered_by_its_province(desk: Open) -> None:
    shown = desk("conditions")
    _press(shown, "이행 결과 남기기")
    assert "이름을 적어" in _said(shown)[0]
    shown.app.text_input(key="who answers").set_value("강원 담당자")
    _press(shown, "이행 결과 남기기")
    assert "이행 결과가 비어" in _said(shown)[0]
    next(w for w in shown.app.text_area if str(w.key).startswith("answer")).set_value("계약을 맺음")
    _press(shown, "이행 결과 남기기")
    assert _said(shown) == ["이행 결과를 남겼습니다."]
    assert shown.tables["conditions"]["이행 결과"].str.contains("계약을 맺음").any()


def test_a_year_without_scores_says_so(open_page: Open) -> None:
    shown = open_page("panel", task="decisions", year="2028")
    assert any("2028년 평가 결과가 없습니다" in text for text in shown.texts)
