"""Killed at any moment, a submission or a publication leaves the store sound.

The verbs run in a process of their own, which is really killed (SIGKILL), at moments spread over
the whole of an undisturbed run. A workbook is read before: that part touches no store, and its end
in the middle is tested where files are read (``tests/intake/test_reading.py``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from monitor.demonstration import SAMPLES
from monitor.intake.check import Workbook, read_workbook
from monitor.intake.submit import submit
from monitor.store import FACT_TABLES, Store, publish
from monitor.store.stamped import all_stamped, exports, made, recorded
from monitor.store.stamps import keep_file, stamp, stamp_document
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused
from tests import tiny as tiny_programme
from tests.acting import LOCAL
from tests.stamping import shown

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])
WORKBOOK = SAMPLES / "2026Q4_gyeonggi.xlsx"
KILLS = 15
YEAR_END = dt.date(2026, 12, 31)
Verb = Callable[[Path], None]


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary()


def _submit(folder: Path, read: Workbook) -> None:
    submit(
        Store(folder, LOCAL).ledger,
        WORKBOOK.read_bytes(),
        WORKBOOK.name,
        submitter="tester",
        vocabulary=_vocabulary(),
        read=read,
    )


@pytest.fixture(scope="module")
def submitting() -> Verb:
    """Return the verb that hands in the workbook."""
    return partial(_submit, read=read_workbook(WORKBOOK.read_bytes(), WORKBOOK.name, _vocabulary()))


def _publish(folder: Path) -> None:
    publish(Store(folder, LOCAL), as_of=YEAR_END, final=False, publisher="tester")


def _export(folder: Path) -> None:
    store = Store(folder, LOCAL)
    release = store.release()
    figures = [shown(release, basis=basis) for basis in (16, 17)]
    codes = stamp(store.ledger, release.manifest, *figures)
    said = {code: {"cells": [["서울", "6"]]} for code in codes}
    document = stamp_document(
        store.ledger, title="보고", language="ko", release="r", figures=codes, by="tester"
    )
    keep_file(store.ledger, document, "pptx", b"slides", said, by="tester")


def _begin(verb: Verb, folder: Path, ready: Event) -> None:
    _vocabulary()
    ready.set()
    verb(folder)


def _started(verb: Verb, folder: Path) -> multiprocessing.process.BaseProcess:
    ready = PROCESSES.Event()
    process = PROCESSES.Process(target=_begin, args=(verb, folder, ready))
    process.start()
    assert ready.wait(30)
    return process


def _moments(verb: Verb, folder: Path, kills: int = KILLS) -> Iterator[float]:
    """Give moments spread over an undisturbed run of the verb, its very end included."""
    process = _started(verb, folder)
    begun = time.monotonic()
    process.join()
    assert process.exitcode == 0
    whole = time.monotonic() - begun
    return (whole * step / (kills - 2) for step in range(kills))


def _kill(verb: Verb, folder: Path, moment: float) -> None:
    process = _started(verb, folder)
    time.sleep(moment)
    process.kill()
    process.join()
    assert process.exitcode in {-signal.SIGKILL, 0}  # 0: it was done before


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store with the tiny programme of 2026, published; it is only copied."""
    store = Store(tmp_path_factory.mktemp("sound"), LOCAL)
    with store.ledger.kept_open():
        tiny_programme.report_2026(store.ledger)
    publish(store, as_of=YEAR_END, final=True, publisher="tester", note="tried")
    return store


@pytest.fixture(scope="module")
def rows(submitting: Verb, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Return how many rows the workbook has for each table."""
    store = Store(tmp_path_factory.mktemp("rows"), LOCAL)
    submitting(store.folder)
    return _rows_of(store, 1)


def _rows_of(store: Store, submission: int) -> dict[str, int]:
    with store.ledger.reading() as connection:
        return {
            table: connection.execute(
                f'select count(*) from "{table}" where submission = ?', [submission]
            ).fetchall()[0][0]
            for table in FACT_TABLES.values()
        }


def _digest(store: Store) -> str:
    path = store.releases_folder / "2026-12-31-final-1.duckdb"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _copy(sound: Store, folder: Path) -> Store:
    shutil.copytree(sound.folder, folder)
    return Store(folder, LOCAL)


def _assert_whole(store: Store, before: int, rows: dict[str, int]) -> bool:
    """Assert that the submission is there with all its rows, or not at all; say which."""
    position = store.ledger.position()
    landed = before + 1 in store.ledger.submissions()["submission"].tolist()
    assert position == before + landed
    assert _rows_of(store, before + 1) == (rows if landed else dict.fromkeys(rows, 0))
    return landed


def _repeat_submission(submitting: Verb, store: Store, *, landed: bool) -> None:
    if landed:
        with pytest.raises(Refused) as refusal:
            submitting(store.folder)
        assert refusal.value.key == "already_received"
    else:
        submitting(store.folder)


def test_a_submission_killed_at_any_moment_is_there_whole_or_not_at_all(
    sound: Store, submitting: Verb, rows: dict[str, int], tmp_path: Path
) -> None:
    before, digest = sound.ledger.position(), _digest(sound)
    _copy(sound, tmp_path / "undisturbed")
    landed = []
    for moment in _moments(submitting, tmp_path / "undisturbed"):
        store = _copy(sound, tmp_path / f"{moment}")
        _kill(submitting, store.folder, moment)
        landed.append(_assert_whole(store, before, rows))
        assert store.release().manifest == sound.release().manifest
        assert _digest(store) == digest
        _repeat_submission(submitting, store, landed=landed[-1])
        assert _assert_whole(store, before, rows)
    assert not landed[0]  # so that the moments did cover the run


def test_the_very_first_submission_killed_at_any_moment_can_be_repeated(
    submitting: Verb, rows: dict[str, int], tmp_path: Path
) -> None:
    for moment in _moments(submitting, tmp_path / "undisturbed", kills=8):
        store = Store(tmp_path / f"{moment}", LOCAL)
        _kill(submitting, store.folder, moment)
        _repeat_submission(submitting, store, landed=_assert_whole(store, 0, rows))
        assert _assert_whole(store, 0, rows)


def test_a_publication_killed_at_any_moment_leaves_the_old_release_serving(
    sound: Store, tmp_path: Path
) -> None:
    digest, served = _digest(sound), sound.release().manifest
    _copy(sound, tmp_path / "undisturbed")
    counts = []
    for moment in _moments(_publish, tmp_path / "undisturbed"):
        store = _copy(sound, tmp_path / f"{moment}")
        _kill(_publish, store.folder, moment)
        counts.append(len(store.releases()))
        assert store.unreadable_releases() == []
        assert store.release(served.release).manifest == served
        assert _digest(store) == digest
        assert store.release().manifest.content_digest == served.content_digest
        _publish(store.folder)
        assert len(store.releases()) == counts[-1] + 1
        assert all(path.suffix == ".duckdb" for path in store.releases_folder.iterdir())
        assert not list(store.releases_folder.glob(".*"))
        with store.ledger.reading() as connection:
            logged = connection.execute("select count(*) from release_log").fetchall()
        assert logged == [(counts[-1] + 1,)]
    assert counts[0] == 1
    assert set(counts) <= {1, 2}


def test_an_export_killed_at_any_moment_leaves_whole_stamps_documents_and_files(
    sound: Store, tmp_path: Path
) -> None:
    _copy(sound, tmp_path / "undisturbed")
    steps = set()
    for moment in _moments(_export, tmp_path / "undisturbed", kills=8):
        store = _copy(sound, tmp_path / f"{moment}")
        _kill(_export, store.folder, moment)
        ledger = store.ledger
        figures, documents = all_stamped(ledger), made(ledger)
        assert len(figures) in {0, 2}
        assert all(len(recorded(ledger, figure.code)) == 1 for figure in figures)
        assert [len(document.figures) for document in documents] in ([], [2])
        files = len(exports(ledger, documents[0].code)) if documents else 0
        steps.add((len(figures), len(documents), files))
        _export(store.folder)
        assert len(all_stamped(ledger)) == 2
        assert ledger.position() == sound.ledger.position()
    assert steps <= {(0, 0, 0), (2, 0, 0), (2, 1, 0), (2, 1, 1)}
    assert (0, 0, 0) in steps
