"""Killed at any moment, a submission or a publication leaves the store sound.

A verb runs in a process of its own, which is stopped at moments spread over the whole of its run,
wherever it is, while the store is copied. What a killed process leaves is what it had handed to the
system by then: the very same, as is held against one that is really killed (SIGKILL). A workbook is
read before: that part touches no store, and its end in the middle is tested where files are read
(``tests/intake/test_reading.py``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from multiprocessing.process import BaseProcess
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
from tests.processes import PROCESSES
from tests.stamping import shown

WORKBOOK = SAMPLES / "2026Q4_gyeonggi.xlsx"
MOMENTS = 12
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


def _started(verb: Verb, folder: Path) -> BaseProcess:
    ready = PROCESSES.Event()
    process = PROCESSES.Process(target=_begin, args=(verb, folder, ready))
    process.start()
    assert ready.wait(30)
    return process


def _seconds(verb: Verb, folder: Path) -> float:
    """Return how long an undisturbed run of the verb takes."""
    process = _started(verb, folder)
    begun = time.monotonic()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - begun


def _stop(process: BaseProcess) -> None:
    """Stop a process amid whatever it does, unless it is done; wait until no thread of it runs."""
    _send(process, signal.SIGSTOP)
    with suppress(FileNotFoundError):
        while process.is_alive() and any(_runs(thread) for thread in _threads(process)):
            time.sleep(0.0005)


def _send(process: BaseProcess, what: signal.Signals) -> None:
    if process.is_alive():
        assert process.pid
        with suppress(ProcessLookupError):
            os.kill(process.pid, what)


def _threads(process: BaseProcess) -> list[Path]:
    return list(Path(f"/proc/{process.pid}/task").iterdir())


def _runs(thread: Path) -> bool:
    return (thread / "stat").read_text().rpartition(") ")[2][0] not in "TZX"


def _left_by(verb: Verb, folder: Path, moments: int = MOMENTS) -> list[Store]:
    """Return copies of a store as a verb leaves it that is killed at moments spread over its run.

    It runs once and is stopped at each moment, its very end included, while the store is copied;
    and once more, to be really killed halfway.
    """
    whole = _seconds(verb, _copied(folder, folder.with_name("undisturbed")))
    killed = _killed(verb, _copied(folder, folder.with_name("killed")), whole / 2)
    process = _started(verb, folder)
    begun, left = time.monotonic(), []
    for number in range(moments - 1):
        moment = begun + whole * number / (moments - 2)
        process.join(max(moment - time.monotonic(), 0))
        now = time.monotonic()
        _stop(process)
        left.append(_copied(folder, folder.with_name(f"left-{number}")))
        _send(process, signal.SIGCONT)
        begun += time.monotonic() - now
    process.join()
    assert process.exitcode == 0
    return [Store(each, LOCAL) for each in (left[0], killed, *left[1:], folder)]


def _killed(verb: Verb, folder: Path, moment: float) -> Path:
    """Kill a verb, and assert that it left what lay there when it was stopped just before."""
    process = _started(verb, folder)
    process.join(moment)
    _stop(process)
    stopped = _contents(folder)
    process.kill()
    process.join()
    assert process.exitcode in {-signal.SIGKILL, 0}  # 0: it was done before
    assert _contents(folder) == stopped
    return folder


def _contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _copied(folder: Path, copy: Path) -> Path:
    if folder.exists():
        shutil.copytree(folder, copy)
    return copy


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
    landed, repeated = [], []
    for store in _left_by(submitting, _copied(sound.folder, tmp_path / "store")):
        left = _contents(store.folder)  # before anything of it is opened
        landed.append(_assert_whole(store, before, rows))
        if left in repeated:
            continue
        repeated.append(left)
        assert store.release().manifest == sound.release().manifest
        assert _digest(store) == digest
        _repeat_submission(submitting, store, landed=landed[-1])
        assert _assert_whole(store, before, rows)
    assert not landed[0] and landed[-1]  # so that the moments did cover the run


def test_the_very_first_submission_killed_at_any_moment_can_be_repeated(
    submitting: Verb, rows: dict[str, int], tmp_path: Path
) -> None:
    repeated = []
    for store in _left_by(submitting, tmp_path / "store", moments=8):
        if (left := _contents(store.folder)) in repeated:
            continue
        repeated.append(left)
        _repeat_submission(submitting, store, landed=_assert_whole(store, 0, rows))
        assert _assert_whole(store, 0, rows)


def test_a_publication_killed_at_any_moment_leaves_the_old_release_serving(
    sound: Store, tmp_path: Path
) -> None:
    digest, served = _digest(sound), sound.release().manifest
    counts, repeated = [], set()
    for store in _left_by(_publish, _copied(sound.folder, tmp_path / "store")):
        counts.append(len(store.releases()))
        assert store.unreadable_releases() == []
        assert store.release(served.release).manifest == served
        assert _digest(store) == digest
        assert store.release().manifest.content_digest == served.content_digest
        if (found := _found_by_the_next(store)) in repeated:
            continue
        repeated.add(found)
        _publish(store.folder)
        assert len(store.releases()) == counts[-1] + 1
        assert all(path.suffix == ".duckdb" for path in store.releases_folder.iterdir())
        assert not list(store.releases_folder.glob(".*"))
        with store.ledger.reading() as connection:
            logged = connection.execute("select count(*) from release_log").fetchall()
        assert logged == [(counts[-1] + 1,)]
    assert (counts[0], counts[-1]) == (1, 2)
    assert set(counts) <= {1, 2}


def _found_by_the_next(store: Store) -> frozenset[tuple[str, str]]:
    """Return what the next publisher finds: of a file half built, whether it is there."""
    return frozenset(
        (name.partition(".building-")[1] or name, "" if ".building-" in name else digest)
        for name, digest in _contents(store.folder).items()
    )


def test_an_export_killed_at_any_moment_leaves_whole_stamps_documents_and_files(
    sound: Store, tmp_path: Path
) -> None:
    steps = set()
    for store in _left_by(_export, _copied(sound.folder, tmp_path / "store"), moments=8):
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
    assert {(0, 0, 0), (2, 1, 1)} <= steps
