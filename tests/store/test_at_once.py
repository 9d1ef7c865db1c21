"""Twenty submissions at the same moment, from the page and the command line, all land whole."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from monitor.cli import main
from monitor.demonstration import SAMPLES
from monitor.intake.check import Workbook, read_workbook
from monitor.intake.submit import Receipt, submit
from monitor.store import FACT_TABLES, Ledger, Store
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.processes import PROCESSES

WORKBOOKS = sorted(SAMPLES.glob("2026Q[23]_*.xlsx"))[:20]
VOCABULARY = Vocabulary()


@cache
def _read(file: Path) -> Workbook:
    """Return what is in a file, which is read before: the ledger is what they meet at."""
    return read_workbook(file.read_bytes(), file.name, VOCABULARY)


def _submit(ledger: Ledger, file: Path) -> Receipt:
    return submit(
        ledger,
        file.read_bytes(),
        file.name,
        submitter="page",
        vocabulary=VOCABULARY,
        read=_read(file),
    )


def _command_line(store: Path, files: list[Path]) -> None:
    os.environ["MONITOR_STORE"] = str(store)
    sys.argv = ["monitor", "submit", "--by", "command line", *map(str, files)]
    main()


def _on_the_command_line(store: Store, files: list[Path]) -> BaseProcess:
    process = PROCESSES.Process(target=_command_line, args=(store.folder, files))
    process.start()
    return process


def _rows(ledger: Ledger, table: str) -> dict[str, int]:
    """Return how many rows of a table each file has brought."""
    with ledger.reading() as connection:
        return dict(
            connection.execute(
                f'select file_name, count(*) from submission join "{table}" using (submission) '
                "group by file_name"
            ).fetchall()
        )


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Return a ledger that took the same workbooks one after the other."""
    ledger = Store(tmp_path_factory.mktemp("alone"), LOCAL).ledger
    with ledger.kept_open():
        for file in WORKBOOKS:
            _submit(ledger, file)
    return ledger


def _assert_whole(store: Store, alone: Ledger) -> list[str]:
    """Assert that every submission that is there has all its rows; return their files."""
    landed = store.ledger.submissions()["file_name"].tolist()
    for table in FACT_TABLES.values():
        expected = {name: rows for name, rows in _rows(alone, table).items() if name in landed}
        assert _rows(store.ledger, table) == expected, table
    return landed


def test_twenty_submissions_at_once_all_land(absent: Store, alone: Ledger) -> None:
    command_line = WORKBOOKS[:6]
    processes = [_on_the_command_line(absent, command_line[start::2]) for start in (0, 1)]
    with ThreadPoolExecutor(14) as pool:
        receipts = list(pool.map(lambda file: _submit(absent.ledger, file), WORKBOOKS[6:]))
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert len({receipt.submission for receipt in receipts}) == 14
    assert sorted(_assert_whole(absent, alone)) == [file.name for file in WORKBOOKS]


def test_the_same_file_sent_twenty_times_at_once_lands_once(absent: Store) -> None:
    _read(WORKBOOKS[0])

    def send(_: int) -> str:
        try:
            return _submit(absent.ledger, WORKBOOKS[0]).submission_state
        except Refused as refusal:
            return refusal.key

    with ThreadPoolExecutor(20) as pool:
        said = sorted(pool.map(send, range(20)))
    assert said == ["already_received"] * 19 + ["submitted"]


def test_a_process_killed_among_others_leaves_no_half(absent: Store, alone: Ledger) -> None:
    process = _on_the_command_line(absent, WORKBOOKS[:10])
    while not absent.ledger.path.exists() or not len(absent.ledger.submissions()):
        assert process.is_alive()
        time.sleep(0.01)
    with ThreadPoolExecutor(4) as pool:
        others = [pool.submit(_submit, absent.ledger, file) for file in WORKBOOKS[10:14]]
        process.kill()
        process.join()
        assert all(other.result().submission_state == "submitted" for other in others)
    landed = _assert_whole(absent, alone)
    assert {file.name for file in WORKBOOKS[10:14]} <= set(landed)
    assert len(landed) < 14  # it was killed before its end
