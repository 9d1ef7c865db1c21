"""Killing a process at a step of its own: every write to the disk, every word to the ledger.

A verb runs in a process that counts what it does. Run once undisturbed, it tells its steps; then it
runs again, waits before some of them while its folder is copied, and is really killed (SIGKILL)
before the last. What a killed process leaves is what it had handed to the system by then: what lies
there while it waits, as is held against what it left each time.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Collection, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

import duckdb

from tests.processes import PROCESSES

Verb = Callable[[Path], None]

# What changes what others see: before each of these the process is killed, and of the rest of its
# steps before some.
_DECISIVE: Final = frozenset({"commit", "committed", "os.rename", "os.link", "os.remove", "fsync"})
_MOST: Final = 8
_OTHERS: Final = 2
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class _Steps:
    """Counts the steps of this process, which waits before some of them until it is let go on."""

    def __init__(self, waits: Collection[int], talk: Connection) -> None:
        self.names: list[str] = []
        self.waits = waits
        self.talk = talk

    def step(self, name: str) -> None:
        if len(self.names) in self.waits:
            self.talk.send(len(self.names))
            self.talk.recv()
        self.names.append(name)

    def hear(self, event: str, arguments: Sequence[Any]) -> None:
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if is_write or event in _DECISIVE or event == "os.chmod":
            self.step(event)


class _Watched:
    """A connection to a ledger or release that tells what is asked of it."""

    def __init__(self, real: duckdb.DuckDBPyConnection, steps: _Steps) -> None:
        self._real, self._steps = real, steps

    def cursor(self) -> _Watched:
        return _Watched(self._real.cursor(), self._steps)

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


def _run(verb: Verb, folder: Path, waits: Collection[int], talk: Connection) -> None:
    steps = _Steps(waits, talk)
    connect, fsync = duckdb.connect, os.fsync

    def flush(descriptor: int) -> None:
        steps.step("fsync")
        fsync(descriptor)

    duckdb.connect = lambda *given, **named: _Watched(connect(*given, **named), steps)  # type: ignore[assignment]
    os.fsync = flush
    sys.addaudithook(steps.hear)
    verb(folder)
    talk.send(steps.names)


def _started(
    verb: Verb, folder: Path, waits: Collection[int] = ()
) -> tuple[BaseProcess, Connection]:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=_run, args=(verb, folder, waits, theirs))
    process.start()
    theirs.close()  # so that a process that fails is noticed at once
    return process, ours


def steps_of(verb: Verb, folder: Path) -> list[str]:
    """Run a verb undisturbed and return the names of its steps."""
    process, talk = _started(verb, folder)
    names: list[str] = talk.recv()
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


def left_by(verb: Verb, folder: Path, steps: Sequence[int]) -> list[Path]:
    """Return copies of a folder as a verb leaves it that is killed before each of some steps.

    Two steps that leave the same give one copy.
    """
    process, talk = _started(verb, folder, steps)
    left: list[Path] = []
    for step in steps:
        assert talk.recv() == step
        if not left or _contents(folder) != _contents(left[-1]):
            left.append(Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-{step}"))))
        if step != steps[-1]:
            talk.send(None)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert _contents(folder) == _contents(left[-1])
    return left


def _contents(folder: Path) -> dict[Path, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}
