"""Killing a process at a step of its own: every write to the disk, every word to the ledger.

A verb runs in a process that counts what it does. Run once undisturbed, it tells its steps; then it
is run again and again, and really killed (SIGKILL) before one of them each time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import duckdb

Verb = Callable[[Path], None]

PROCESSES: Final = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["monitor.demonstration", "tests.evaluated"])
# What changes what others see: before each of these the process is killed, and of the rest of its
# steps before some.
_DECISIVE: Final = frozenset({"commit", "committed", "os.rename", "os.link", "os.remove", "fsync"})
_MOST: Final = 8
_OTHERS: Final = 2
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class _Steps:
    """Counts the steps of this process and kills it before one of them."""

    def __init__(self, kill_before: int | None, tell: Connection) -> None:
        self.names: list[str] = []
        self.kill_before = kill_before
        self.tell = tell

    def step(self, name: str) -> None:
        if len(self.names) == self.kill_before:
            os.kill(os.getpid(), signal.SIGKILL)
        self.names.append(name)

    def hear(self, event: str, arguments: Sequence[Any]) -> None:
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if is_write or event in _DECISIVE or event == "os.chmod":
            self.step(event)


class _Watched:
    """A connection to a ledger or release that tells what is asked of it."""

    def __init__(self, real: duckdb.DuckDBPyConnection, steps: _Steps) -> None:
        self._real, self._steps = real, steps

    def commit(self) -> None:
        self._steps.step("commit")
        self._real.commit()
        self._steps.step("committed")

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self._real.close()

    def __getattr__(self, name: str) -> Any:
        # The method itself is given out: DuckDB looks for frames where it is called.
        if name == "execute":
            self._steps.step(name)
        return getattr(self._real, name)


def _run(verb: Verb, folder: Path, kill_before: int | None, tell: Connection) -> None:
    steps = _Steps(kill_before, tell)
    connect, fsync = duckdb.connect, os.fsync

    def flush(descriptor: int) -> None:
        steps.step("fsync")
        fsync(descriptor)

    duckdb.connect = lambda *given, **named: _Watched(connect(*given, **named), steps)  # type: ignore[assignment]
    os.fsync = flush
    sys.addaudithook(steps.hear)
    verb(folder)
    steps.kill_before = None
    tell.send(steps.names)


def steps_of(verb: Verb, folder: Path) -> list[str]:
    """Run a verb undisturbed and return the names of its steps."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_run, args=(verb, folder, None, theirs))
    process.start()
    theirs.close()  # so that a process that fails is noticed at once
    names: list[str] = ours.recv()
    process.join()
    assert process.exitcode == 0
    return names


def moments(names: Sequence[str]) -> list[int]:
    """Choose the steps before which to kill: those that decide, and some of the others."""
    decisive = [n for n, name in enumerate(names) if name in _DECISIVE]
    others = [n for n in range(len(names)) if n not in decisive]
    return sorted({*_spread(decisive, _MOST), *_spread(others, _OTHERS)})


def _spread(steps: Sequence[int], most: int) -> list[int]:
    """Return so many of some steps at most, the first and the last among them."""
    if len(steps) <= most:
        return list(steps)
    return [steps[round(n * (len(steps) - 1) / (most - 1))] for n in range(most)]


def kill(verb: Verb, folder: Path, step: int) -> None:
    """Run a verb and kill its process before a step."""
    _, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_run, args=(verb, folder, step, theirs))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
