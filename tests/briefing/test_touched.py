"""What a correction touches: told before it counts, and nothing in the store changes by asking."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from monitor.briefing.touched import Touched, touched, touched_by_accepting, touched_table
from monitor.figures.view import View
from monitor.store import Store, publish
from monitor.store.candidate import candidate
from monitor.store.stamps import stamp_document
from monitor.wording import Refused
from tests import tiny as tiny_programme
from tests.acting import LOCAL
from tests.making import send, value
from tests.stamping import answered, stamped
from tests.tiny import S1

YEAR_END = dt.date(2026, 12, 31)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give a store with a figure of jobs in a document, one of money, and two corrections.

    The first waits, the second was accepted and is not published; the document is of 2026.
    """
    store = Store(tmp_path_factory.mktemp("touched"), LOCAL)
    with store.ledger.kept_open():
        tiny_programme.report_2026(store.ledger)
    release = publish(store, as_of=YEAR_END, final=True, publisher="tester", note="tried")
    code = stamped(store, release)
    money = answered(release, "budget/by_region", year=2026, quarter=4, basis=17)
    stamped(store, release, figure="progress/money", title="시·도별 예산", answers=[money])
    stamp_document(
        store.ledger, title="1분기 보고", language="ko", release=release.manifest.release,
        figures=[code], by="김", at=dt.datetime(2027, 3, 2, 9, tzinfo=dt.UTC),
    )  # fmt: skip
    _correct(store, 5, outcome="waiting")
    return store.folder, code


def _correct(store: Store, jobs: int, outcome: str) -> int:
    return send(
        store.ledger, "seoul", "2026Q4", received="2027-03-10", outcome=outcome,
        project=[S1], observation=[value("S1", "jobs", 2026, 4, jobs)],
    )  # fmt: skip


@pytest.fixture
def kept(template: tuple[Path, str], tmp_path: Path) -> tuple[Store, str]:
    """Give a store of the test's own, and the code of its figure of jobs."""
    return Store(shutil.copytree(template[0], tmp_path / "store"), LOCAL), template[1]


def _waiting(store: Store) -> int:
    listed = store.ledger.submissions().query("submission_state == 'submitted'")
    return int(listed["submission"].iloc[0])


def _state(store: Store) -> tuple[int, list[str]]:
    return store.ledger.position(), sorted(each.name for each in store.folder.rglob("*"))


def _actual(found: Touched) -> list[list[object]]:
    (cells,) = found.cells
    rows = cells[cells["column_name"] == "actual"]
    return rows[["row_key", "earlier_number", "later_number", "difference"]].to_numpy().tolist()


def test_before_a_submission_is_accepted_the_figures_it_changes_are_known_and_nothing_changes(
    kept: tuple[Store, str],
) -> None:
    store, code = kept
    before, number = _state(store), _waiting(store)
    (found,) = touched_by_accepting(store, number)
    assert (_state(store), _waiting(store)) == (before, number)
    assert found.figure.code == code
    assert [each.title for each in found.documents] == ["1분기 보고"]
    assert _actual(found) == [['{"region":"seoul"}', 6, 8, 2]]
    view = View("ko", store.release(), 17, dark=False)
    row = [text for (text,) in touched_table(view, [found]).columns.values()]
    assert row[:3] == [code, "시·도별 신규 일자리", "1분기 보고 (2027. 3. 2.)"]
    assert "서울 실적 (명) 6 → 8 (+2명)" in row[4]


def test_what_was_accepted_before_and_is_not_published_is_not_laid_to_this_one(
    kept: tuple[Store, str],
) -> None:
    store, _ = kept
    _correct(store, 5, outcome="accepted")
    assert touched_by_accepting(store, _waiting(store)) == []
    with candidate(store, as_of=YEAR_END) as coming:
        (found,) = touched(store, coming, store.release())
    assert _actual(found) == [['{"region":"seoul"}', 6, 8, 2]]


def test_a_submission_that_does_not_wait_cannot_be_tried(kept: tuple[Store, str]) -> None:
    with pytest.raises(Refused, match="이미 처리"):
        touched_by_accepting(kept[0], 1)


def test_before_the_first_release_nothing_has_left(store: Store) -> None:
    with store.ledger.kept_open():
        tiny_programme.report_2026(store.ledger)
    assert touched_by_accepting(store, 1) == []
