"""Verifying a code: the same numbers from the same release, or exactly which differ."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitor.briefing import again
from monitor.briefing.verify import Verdict, verify_code
from monitor.store import Question, Release, Store, questions
from monitor.store.stamps import stamp_document
from tests.acting import LOCAL
from tests.stamping import answered, changed_by_hand, stamped
from tests.tiny import Tiny

FIRST = "2026-12-31-final-1"


@pytest.fixture(scope="module")
def template(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give a folder with both releases and one stamped figure of the first; it is only copied."""
    folder = tmp_path_factory.mktemp("stamped") / "store"
    shutil.copytree(tiny.store.folder, folder)
    store = Store(folder, LOCAL)
    return folder, stamped(store, store.release(FIRST))


@pytest.fixture
def kept(template: tuple[Path, str], tmp_path: Path) -> tuple[Store, str]:
    """Give a store of the test's own, no file of it opened yet, and the code of its figure."""
    folder, code = template
    shutil.copytree(folder, tmp_path / "store")
    return Store(tmp_path / "store", LOCAL), code


def _verdict(store: Store, code: str) -> Verdict:
    (verdict,) = verify_code(store, code).figures
    return verdict


def _told(verdict: Verdict) -> list[list[object]]:
    names = ["row_key", "column_name", "earlier_number", "later_number", "difference"]
    return [row for each in verdict.answers for row in each.cells[names].values.tolist()]


def _file(store: Store) -> Release:
    return Release(store.releases_folder / f"{FIRST}.duckdb")


def test_a_figure_that_still_says_the_same_is_the_same(kept: tuple[Store, str]) -> None:
    store, code = kept
    verdict = _verdict(store, code.lower().replace("-", " "))
    assert (verdict.state, verdict.release) == ("same", "same")
    assert verdict.figure.title == "시·도별 신규 일자리"
    assert [each.question for each in verdict.answers] == ["same"]


def test_a_correction_in_a_later_release_is_told_by_how_much(kept: tuple[Store, str]) -> None:
    verdict = _verdict(*kept)
    assert verdict.state == "same"  # what was exported was right then
    assert verdict.later is not None and verdict.later.is_corrected
    assert verdict.later.release == "2027-12-31-final-2"
    (cells,) = verdict.later.cells
    seoul = cells[(cells["row_key"] == '{"region":"seoul"}') & (cells["column_name"] == "actual")]
    assert seoul[["earlier_number", "later_number", "difference"]].values.tolist() == [[6, 8, 2]]


def test_a_figure_of_the_newest_release_has_no_later_one(kept: tuple[Store, str]) -> None:
    store, _ = kept
    assert _verdict(store, stamped(store, store.release())).later is None


def test_what_a_later_release_did_not_touch_is_not_corrected(kept: tuple[Store, str]) -> None:
    store, _ = kept
    release = store.release(FIRST)
    same = answered(release, "budget/by_region", year=2026, quarter=4, basis=17)
    later = _verdict(store, stamped(store, release, answers=[same])).later
    assert later is not None and not later.is_corrected


def test_a_cell_changed_in_the_release_file_is_found(kept: tuple[Store, str]) -> None:
    store, code = kept
    changed_by_hand(
        _file(store),
        "update figure set actual = actual + 1 where indicator = 'jobs' and quarter = 4 "
        "and basis = 17 and breakdown = 'unit' and unit = 'seoul' and year = 2026",
    )
    verdict = _verdict(store, code)
    assert (verdict.state, verdict.release) == ("differs", "same")
    assert ['{"region":"seoul"}', "actual", 6, 7, 1] in _told(verdict)


def test_without_the_release_file_the_recorded_answer_is_still_shown(
    kept: tuple[Store, str],
) -> None:
    store, code = kept
    _file(store).path.unlink()
    verdict = _verdict(store, code)
    assert (verdict.state, verdict.release) == ("not_asked", "absent")
    recorded = verdict.answers[0].recorded.frame.set_index("region")
    assert recorded.loc["seoul", "actual"] == 6
    assert verdict.later is not None and verdict.later.is_corrected


def test_a_release_of_that_name_with_other_content_is_told(kept: tuple[Store, str]) -> None:
    store, code = kept
    changed_by_hand(_file(store), "update manifest set content_digest = 'another'")
    verdict = _verdict(store, code)
    assert (verdict.state, verdict.release) == ("same", "other")


@pytest.mark.parametrize("change", ["gone", "changed"])
def test_a_question_that_is_asked_otherwise_today_is_told_and_still_asked_as_then(
    kept: tuple[Store, str], change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, code = kept
    known: dict[str, Question] = dict(questions())
    asked = known.pop("indicators/by_region")
    if change == "changed":
        halved = asked.sql.replace("actual,", "actual / 2 as actual,", 1)
        known[asked.name] = again.parse(asked.name, halved)
    monkeypatch.setattr(again, "questions", lambda: known)
    verdict = _verdict(store, code)
    assert verdict.state == "same"
    assert [each.question for each in verdict.answers] == [change]


def test_a_document_is_verified_figure_by_figure(kept: tuple[Store, str]) -> None:
    store, code = kept
    newer = stamped(store, store.release())
    document = stamp_document(
        store.ledger, title="보고", language="ko", release=FIRST, figures=[newer, code, newer],
        by="김",
    )  # fmt: skip
    found = verify_code(store, document)
    assert found.state == "same"
    assert found.document is not None and found.document.made_by == "김"
    assert [each.figure.code for each in found.figures] == [newer, code]
    assert [each.code for each in found.figures[1].documents] == [document]
