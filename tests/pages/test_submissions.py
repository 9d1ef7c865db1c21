"""자료 제출·검토: the board, handing a workbook in, reviewing it; on a store of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.store import Store, decide, findings_of
from monitor.wording import Words
from tests.intake.books import (
    APPLICATION,
    BUDGET,
    CALL,
    OBSERVATION,
    REGISTER,
    day,
    only,
    register,
    sample,
    spoilt,
    together,
    write,
)
from tests.making import send
from tests.pages.reading import Shown, plain

Desk = Callable[..., Shown]
GANGWON = "2028Q2_gangwon.xlsx"
LANGUAGES = ("ko", "en")


@pytest.fixture
def desk(store: Store) -> Desk:
    """Return a function that opens the page at a task."""
    return lambda task="board", **asked: Shown.opened("submissions", task=task, **asked)


def _hand_in(shown: Shown, *files: tuple[str, bytes], who: str = "김담당") -> Shown:
    shown.app.text_input(key="who").set_value(who)
    shown.app.file_uploader(key="files").set_value(
        [(name, content, "application/octet-stream") for name, content in files]
    )
    shown.app.run()
    return shown


def _press(shown: Shown, label: str) -> Shown:
    button = next(button for button in shown.app.button if button.label == label)
    button.click()
    shown.app.run()
    return shown


def _said(shown: Shown) -> list[str]:
    return [plain(str(each.value)) for each in (*shown.app.success, *shown.app.error)]


# ── the board ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_shows_17_provinces_overdue_first(desk: Desk, language: str) -> None:
    shown = desk(language=language)
    board = shown.tables["board"]
    overdue = Words(language)("board_state.overdue")  # type: ignore[arg-type]  # one of both
    assert len(board) == 17
    assert board.iloc[:2, 1].str.contains(overdue).all()
    assert not board.iloc[2:, 1].str.contains(overdue).any()


def test_tiles_count_the_provinces_by_state(desk: Desk) -> None:
    shown = desk()
    assert sum(map(int, shown.tiles.values())) == 17
    assert shown.tiles["▲\N{NO-BREAK SPACE}기한 지남"] == "2"


def test_another_quarter_is_another_board(desk: Desk) -> None:
    shown = desk(period="2027Q4")
    assert shown.tiles["●\N{NO-BREAK SPACE}승인"] == "17"
    assert len(shown.tables["received"]) == 18  # 16 provinces, one corrected, the ministry


def test_the_desk_is_open_before_anything_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path / "empty"))
    shown = Shown.opened("submissions", task="send")
    assert (shown.failed, shown.title) == ([], "자료 제출·검토")
    _hand_in(shown, ("경기.xlsx", sample()))
    _press(shown, "제출하기")
    assert _said(shown) == ["제출 1로 받았습니다. 관리자의 검토를 기다립니다."]


# ── handing in ───────────────────────────────────────────────────────────────────────────────────


def test_a_workbook_is_checked_before_anything_is_kept(desk: Desk, store: Store) -> None:
    before = store.ledger.position()
    shown = _hand_in(desk("send"), ("울산.xlsx", spoilt(lambda _book: None, "2028Q2_ulsan.xlsx")))
    found = shown.tables["findings"]
    assert found.iloc[0].tolist()[2:4] == ["사업 B3", "'사업명'이 비어 있습니다."]
    assert store.ledger.position() == before


def test_a_sound_workbook_shows_what_it_would_change_and_is_sent(desk: Desk, store: Store) -> None:
    content = spoilt(write(OBSERVATION, "E2", 999), GANGWON)
    shown = _hand_in(desk("send"), ("강원.xlsx", content))
    changes = shown.tables["changes"]
    assert changes.iloc[0].tolist()[-1] == "999"
    _press(shown, "제출하기")
    assert _said(shown)[0].endswith("관리자의 검토를 기다립니다.")
    last = store.ledger.submissions().iloc[-1]
    assert (last["submitted_by"], last["file_name"], last["submission_state"]) == (
        "김담당",
        "강원.xlsx",
        "submitted",
    )


def test_a_warning_asks_for_a_reason_which_is_kept(desk: Desk, store: Store) -> None:
    content = spoilt(write(BUDGET, "G2", 1_000_000), GANGWON)
    shown = _hand_in(desk("send"), ("강원.xlsx", content))
    asked = [field for field in shown.app.text_input if "사유" in field.label]
    assert asked
    for field in asked:
        field.set_value("반납함")
    _press(shown, "제출하기")
    number = int(store.ledger.submissions().iloc[-1]["submission"])
    found = findings_of(store.ledger, number)
    assert set(found.loc[found["severity"] == "warning", "reason"]) == {"반납함"}


def test_a_workbook_with_errors_can_be_kept_as_returned(desk: Desk, store: Store) -> None:
    content = spoilt(write(OBSERVATION, "E2", "많음"), GANGWON)
    shown = _hand_in(desk("send"), ("강원.xlsx", content))
    assert "제출하기" not in [button.label for button in shown.app.button]
    _press(shown, "반려된 채 기록으로 남기기")
    assert store.ledger.submissions().iloc[-1]["submission_state"] == "returned"


def test_several_files_are_shown_each_with_its_own_findings(desk: Desk) -> None:
    files = [(f"{n}.xlsx", spoilt(write(OBSERVATION, f"E{n}", "많음"), GANGWON)) for n in (3, 4)]
    shown = _hand_in(desk("send"), *files)
    assert [button.label for button in shown.app.button].count("반려된 채 기록으로 남기기") == 2


def test_nobody_sends_without_a_name(desk: Desk, store: Store) -> None:
    before = store.ledger.position()
    content = spoilt(write(OBSERVATION, "E2", 999), GANGWON)
    shown = _hand_in(desk("send"), ("강원.xlsx", content), who=" ")
    _press(shown, "제출하기")
    assert _said(shown) == ["이름을 적어 주십시오. 누가 했는지 기록에 남습니다."]
    assert store.ledger.position() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_workbook_is_a_sentence(desk: Desk, language: str) -> None:
    shown = _hand_in(desk("send", language=language), ("보고<b>.pdf", b"%PDF-1.7 no workbook"))
    (said,) = (str(error.value) for error in shown.app.error)
    assert said.startswith(r"보고\<b\>\.pdf")
    assert not shown.app.exception


def test_what_was_read_in_another_form_is_shown(desk: Desk) -> None:
    content = spoilt(write(OBSERVATION, "E2", "１,２３４명"), GANGWON)
    shown = _hand_in(desk("send"), ("강원.xlsx", content))
    read = shown.tables["normalised"]
    row = read[read.iloc[:, 0] == "실적 E2"].iloc[0].tolist()
    assert row[2:4] == ["１,２３４명", "1,234"]
    assert row[4]


def test_the_same_file_twice_is_recognised(desk: Desk, store: Store) -> None:
    before = store.ledger.position()
    shown = _hand_in(desk("send"), ("또.xlsx", sample("2028Q2_jeju.xlsx")))
    assert "이미 받았습니다" in shown.app.info[0].value
    assert not [button for button in shown.app.button if "제출" in button.label]
    assert store.ledger.position() == before


def test_a_text_of_a_workbook_is_never_read_as_markup(desk: Desk) -> None:
    content = spoilt(write(OBSERVATION, "E2", "**굵게** <b>"), GANGWON)
    shown = _hand_in(desk("send"), ("강원.xlsx", content))
    assert "'**굵게** '" in " ".join(shown.tables["findings"].iloc[0])


# ── reviewing ────────────────────────────────────────────────────────────────────────────────────


def test_what_waits_is_offered_first(desk: Desk) -> None:
    shown = desk("review")
    number = shown.address["submission"]
    assert shown.options("submission")[0] == f"{number} · 강원 · 2028년 2분기"
    assert len(shown.tables["changes"]) == 1


def test_an_accepted_submission_counts_from_then_on(desk: Desk, store: Store) -> None:
    shown = desk("review")
    number = int(shown.address["submission"])
    shown.app.text_input(key="who").set_value("박관리")
    shown.app.text_area(key=f"note {number}").set_value("전화로 확인")
    _press(shown, "승인")
    assert _said(shown)[0].endswith("다음 공표부터 반영됩니다.")
    row = store.ledger.submissions().set_index("submission").loc[number]
    assert (row["submission_state"], row["decided_by"], row["note"]) == (
        "accepted",
        "박관리",
        "전화로 확인",
    )


def test_a_return_without_a_note_is_a_sentence(desk: Desk, store: Store) -> None:
    shown = desk("review")
    shown.app.text_input(key="who").set_value("박관리")
    _press(shown, "반려")
    assert "까닭을 적어 주십시오" in _said(shown)[0]
    assert (store.ledger.submissions()["submission_state"] == "submitted").sum() == 1


def test_a_returned_submission_keeps_its_note(desk: Desk, store: Store) -> None:
    shown = desk("review")
    number = int(shown.address["submission"])
    shown.app.text_input(key="who").set_value("박관리")
    shown.app.text_area(key=f"note {number}").set_value("이용자 수 확인")
    _press(shown, "반려")
    again = desk("review", submission=str(number))
    assert any("이용자 수 확인" in text for text in again.texts)
    assert "승인" not in [button.label for button in again.app.button]


def test_a_reason_heard_from_the_sender_is_kept(desk: Desk, store: Store) -> None:
    shown = _hand_in(
        desk("send"),
        (
            "강원.xlsx",
            spoilt(together(write(BUDGET, "G2", 1_000_000), write(BUDGET, "G3", 0)), GANGWON),
        ),
    )
    _press(shown, "제출하기")
    number = int(store.ledger.submissions().iloc[-1]["submission"])
    shown = desk("review", submission=str(number))
    fields = [field for field in shown.app.text_input if "사유" in field.label]
    shown.app.text_input(key="who").set_value("박관리")
    for field in fields:
        field.set_value("반납함")
    _press(shown, "사유 남기기")
    assert _said(shown) == [f"사유 {len(fields)}건을 남겼습니다."]
    assert findings_of(store.ledger, number)["reason"].notna().sum() == len(fields)


def test_an_empty_ledger_has_nothing_to_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path / "empty"))
    shown = Shown.opened("submissions", task="review")
    assert shown.failed == []
    assert any("아직 받은 통합 문서가 없습니다" in text for text in shown.texts)


@pytest.mark.parametrize(
    "asked", [{"task": "burn"}, {"period": "1999Q9"}, {"task": "review", "submission": "x; drop"}]
)
def test_what_an_address_invents_does_no_harm(desk: Desk, asked: dict[str, str]) -> None:
    assert desk(**asked).app.exception == []  # type: ignore[comparison-overlap]  # an empty list


def test_who_decides_second_is_told_that_it_was_decided(desk: Desk, store: Store) -> None:
    shown = desk("review")
    number = int(shown.address["submission"])
    decide(store.ledger, number, "returned", by="먼저", note="확인")
    shown.app.text_input(key="who").set_value("나중")
    shown.app.text_area(key=f"note {number}").set_value("맞음")
    _press(shown, "승인")
    assert "이미 처리되었습니다" in _said(shown)[0]


def test_a_newer_submission_for_the_same_quarter_is_named(desk: Desk, store: Store) -> None:
    listed = store.ledger.submissions().set_index("file_name")["submission"]
    shown = desk("review", submission=str(listed["2028Q2_gangwon.xlsx"]))
    assert f"제출 {listed['2028Q2_gangwon_correction.xlsx']}" in shown.app.info[0].value


def test_scores_are_listed_by_who_gave_them_and_do_not_wait(desk: Desk, store: Store) -> None:
    listed = store.ledger.submissions().set_index("file_name")["submission"]
    number = listed["2027_m01.xlsx"]
    shown = desk("review", submission=str(number))
    assert f"{number} · 점수 · 한가람 · 2027년" in shown.options("submission")
    assert f"{listed['2026_self.xlsx']} · 점수 · 자체평가 · 2026년" in shown.options("submission")
    assert "changes" not in shown.tables


def test_a_quarter_to_come_that_was_reported_is_on_the_board(desk: Desk, store: Store) -> None:
    send(store.ledger, "gangwon", "2028Q4", received="2028-08-20")
    assert "2028년 4분기" in desk().options("period")


# ── the ministry's register ──────────────────────────────────────────────────────────────────────


def test_a_register_is_sent_previewed_and_accepted(desk: Desk, store: Store) -> None:
    content = _register_of("2028-GAN-01")
    shown = _hand_in(desk("send"), ("대장.xlsx", content))
    assert any("행정안전부 대장 · 2028년 2분기" in plain(str(c.value)) for c in shown.app.caption)
    changed = next(table for name, table in shown.tables.items() if name.startswith("changes"))
    assert changed.iloc[:, 1].tolist() == ["–"] * len(changed)
    assert "C2028 · C2028-001 · 심사 결과" in changed.iloc[:, 2].tolist()
    _press(shown, "제출하기")
    assert any("관리자의 검토" in said for said in _said(shown))
    number = int(store.ledger.submissions()["submission"].max())
    review = desk("review", submission=str(number))
    assert "행정안전부 대장" in str(review.app.selectbox(key="submission").options)
    review.app.text_input(key="who").set_value("박관리")
    review.app.text_area(key=f"note {number}").set_value("확인")
    _press(review, "승인")
    listed = store.ledger.submissions().set_index("submission").loc[number]
    assert (listed["form"], listed["submission_state"]) == ("programme", "accepted")
    board = desk(period="2028Q2")
    assert any(f"제출 {number} · " in plain(str(c.value)) for c in board.app.caption)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_registers_template_is_offered(desk: Desk, language: str) -> None:
    shown = desk("send", language=language)
    offered = shown.app.selectbox(key="province").options
    words = Words(language)  # type: ignore[arg-type]  # one of both
    assert offered[-1] == words("form_name.programme")


def _register_of(project: str) -> bytes:
    rows = {
        CALL: [("C2028", "2028년 공모", day("2028-03-02"), day("2028-04-10"), None, 600_000_000)],
        APPLICATION: [("C2028", "C2028-001", "모델", "강원", "춘천시", "생활서비스 제공형", "조합",
                       220_000_000, day("2028-04-01"), "적격", 88.5, "선정", project)],
    }  # fmt: skip
    edits = [only(sheet, *rows.get(sheet, ())) for sheet in REGISTER]
    return register(together(*edits), year=2028, quarter=2, submitted_on=day("2028-07-20"))
